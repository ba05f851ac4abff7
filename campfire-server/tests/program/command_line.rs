//! The command line from outside: what is set, what is refused, and with which exit code.

use std::process::Stdio;

use super::{Running, over, refuses, said, server, succeeds};

/// Every setting, and a value that it must refuse, if there is one.
const SETTINGS: [(&str, Option<&str>); 31] = [
    ("DATABASE_PATH", None),
    ("HOST", Some("chat.example.com")),
    ("PORT", Some("65536")),
    ("PUBLIC_URL", Some("chat.example.com")),
    ("SECRET_KEY_BASE", Some("short")),
    ("VAPID_PUBLIC_KEY", Some("abc")),
    ("VAPID_PRIVATE_KEY", Some("abc")),
    ("VAPID_SUBJECT", Some("ada")),
    ("PUSH_ALLOW_PRIVATE", Some("maybe")),
    ("FILES_ENABLED", Some("perhaps")),
    ("AVATARS_ENABLED", Some("2")),
    ("OPENGRAPH_ENABLED", Some("on")),
    ("SSL_DOMAIN", Some("chat.example.com,https://talk.example.com")),
    ("SSL_AUTHORITY", Some("http://ca.example.com")),
    ("SSL_CONTACT", Some("ada")),
    ("SSL_CERTIFICATE", None),
    ("SSL_PRIVATE_KEY", None),
    ("HTTP_PORT", Some("65536")),
    ("DISABLE_SSL", Some("off")),
    ("BACKUP_FOLDER", None),
    ("BACKUP_EVERY_HOURS", Some("0")),
    ("BACKUP_KEEP", Some("0")),
    ("TRUSTED_PROXIES", Some("10.0.0.1,proxy")),
    ("METRICS_TOKEN", Some("short")),
    ("SIGN_IN_ATTEMPTS", Some("0")),
    ("REQUESTS_PER_ADDRESS", Some("-1")),
    ("WRITES_PER_PERSON", Some("many")),
    ("CONNECTIONS_PER_ADDRESS", Some("0")),
    ("LOG_FORMAT", Some("xml")),
    ("RUST_LOG", Some("info=loud")),
    ("RUST_LOG", Some("campfire_server=debug=info")),
];

#[test]
fn every_setting_is_in_the_help_and_in_the_example() {
    let help = server().arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let example = include_str!("../../../.env.example");

    for (name, _) in SETTINGS {
        let flag = format!("--{}", name.to_lowercase().replace('_', "-"));
        assert!(
            help.contains(&format!("[env: {name}=")) || help.contains(&format!("[env: {name}]")),
            "{name} isn't in --help"
        );
        assert!(help.contains(&flag), "{flag} isn't in --help");
        let is_there = example.lines().any(|line| line.starts_with(&format!("{name}=")));
        assert!(is_there, "{name} isn't in .env.example");
    }
    for line in example.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, _)) = line.split_once('=') else { continue };
        assert!(SETTINGS.iter().any(|(it, _)| *it == name), "{name} is no setting");
    }
    let flags = help.matches("[env: ").count();
    let listed =
        SETTINGS.map(|(name, _)| name).into_iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(flags, listed.len(), "a setting is missing in this test");
}

#[test]
fn a_bad_setting_is_refused_with_its_name_and_its_value() {
    for (name, value) in SETTINGS {
        let Some(value) = value else { continue };

        let output = server().env(name, value).arg("serve").output().unwrap();

        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {said}");
        let part = value.rsplit(',').next().unwrap();
        assert!(said.contains(name) && said.contains(part), "{name}={value}: {said}");
        assert!(
            said.contains("allowed")
                || said.contains("possible values")
                || said.contains("is not in")
                || said.contains("invalid digit"),
            "{name}={value}: {said}"
        );
    }
}

#[test]
fn one_push_key_without_the_other_is_refused() {
    let key = "A".repeat(43);
    let output = server().env("VAPID_PRIVATE_KEY", key).output().unwrap();

    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("VAPID_PUBLIC_KEY"));
}

#[test]
fn a_pair_that_is_made_can_be_set_and_no_other() {
    let made = || {
        let output = server().arg("vapid").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let (one, other) = (made(), made());
    let value = |made: &str, name: &str| {
        let line = made.lines().find_map(|line| line.strip_prefix(&format!("{name}=")));
        line.unwrap().to_owned()
    };
    let checked = |public: &str, private: &str| {
        let mut command = server();
        command.env("VAPID_PUBLIC_KEY", value(public, "VAPID_PUBLIC_KEY"));
        command.env("VAPID_PRIVATE_KEY", value(private, "VAPID_PRIVATE_KEY"));
        command.arg("openapi").output().unwrap()
    };

    assert_eq!(checked(&one, &one).status.code(), Some(0));
    let mixed = checked(&one, &other);

    assert_eq!(mixed.status.code(), Some(2));
    assert!(said(&mixed).contains("VAPID_PUBLIC_KEY"), "{}", said(&mixed));
}

#[test]
fn an_unknown_command_is_a_matter_of_usage() {
    assert_eq!(server().arg("dance").output().unwrap().status.code(), Some(2));
    assert_eq!(server().arg("backup").output().unwrap().status.code(), Some(2));
}

#[test]
fn what_cannot_be_done_ends_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.sqlite3");
    let mut check = over(&missing);
    check.arg("check");

    refuses(check, &["missing.sqlite3", "DATABASE_PATH"]);

    assert!(!missing.exists());
}

#[test]
fn an_empty_variable_is_none_and_a_server_stops_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = over(&folder.path().join("data/campfire.sqlite3"));
    for empty in ["PUBLIC_URL", "HOST", "TRUSTED_PROXIES", "RUST_LOG", "SSL_DOMAIN", "HTTP_PORT"] {
        command.env(empty, "");
    }
    command.stderr(Stdio::null());
    let running = Running::start(command);
    assert!(running.address.starts_with("127.0.0.1:"), "{}", running.address);

    running.stops();
}

#[test]
fn tls_settings_that_do_not_go_together_are_refused() {
    let wrong: [(&[(&str, &str)], &str); 4] = [
        (&[("SSL_CERTIFICATE", "/a")], "SSL_PRIVATE_KEY belong together"),
        (&[("SSL_CERTIFICATE", "/a"), ("SSL_PRIVATE_KEY", "/b")], "PUBLIC_URL isn't"),
        (
            &[("SSL_CERTIFICATE", "/a"), ("SSL_PRIVATE_KEY", "/b"), ("SSL_DOMAIN", "a.example")],
            "are both set",
        ),
        (&[("SSL_DOMAIN", "a.example"), ("PUBLIC_URL", "http://a.example")], "begin it with https"),
    ];
    for (settings, why) in wrong {
        let output = server().envs(settings.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{settings:?}");
        assert!(said(&output).contains(why), "{settings:?}: {}", said(&output));
    }
    let mut without = server();
    without.args(["openapi", "--disable-ssl", "--ssl-domain", "a.example"]);
    without.env("PUBLIC_URL", "http://a.example");
    succeeds(without);
}

#[test]
fn a_server_that_runs_is_well_and_one_that_does_not_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::over(&folder.path().join("campfire.sqlite3"));
    let port = running.address.rsplit(':').next().unwrap().to_owned();
    let health = || {
        let mut command = server();
        command.args(["health", "--host", "0.0.0.0", "--port", &port]);
        command
    };

    assert_eq!(succeeds(health()), "Campfire is up.\n");
    running.stops();

    refuses(health(), &["nobody answers", "PORT"]);
}

#[test]
fn the_document_is_openapi_three_one() {
    let output = server().arg("openapi").output().unwrap();

    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/api/rooms"]["post"].is_object());
}

#[test]
fn whoever_owns_the_machine_can_make_administrators() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("campfire.sqlite3");
    let admin = |words: &[&str]| {
        let mut command = server();
        command.env("DATABASE_PATH", &file).arg("admin").args(words).stdin(Stdio::null());
        let output = command.output().unwrap();
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), printed, said(&output))
    };

    let too_early = admin(&["promote", "ada@example.com"]);
    let made = admin(&["create", "--name", "Ada", "--email", "ada@example.com"]);
    let again = admin(&["create", "--name", "Ada", "--email", "ada@example.com"]);
    let reset = admin(&["reset-password", "ada@example.com"]);
    let nobody = admin(&["promote", "eve@example.com"]);
    let listed = admin(&["list"]);

    assert_eq!(too_early.0, Some(1), "there is no database yet: {}", too_early.2);
    assert_eq!(made.0, Some(0), "{}", made.2);
    assert!(made.1.contains("Ada is an administrator.\nThe password is "), "{}", made.1);
    assert_eq!(again.0, Some(1), "the email is taken: {}", again.2);
    assert!(reset.1.contains("The password is "), "{}", reset.2);
    assert!(nobody.2.contains("nobody has the email eve@example.com"), "{}", nobody.2);
    assert_eq!(listed.1, "1\tadministrator\tactive\tada@example.com\tAda\n");
}
