//! The command line from outside: what is set, what is refused, and with which exit code.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Output, Stdio},
};

/// Every setting, and a value that it must refuse, if there is one.
const SETTINGS: [(&str, Option<&str>); 22] = [
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
    ("SSL_DOMAIN", Some("chat.example.com")),
    ("DISABLE_SSL", Some("off")),
    ("TRUSTED_PROXIES", Some("10.0.0.1,proxy")),
    ("METRICS_TOKEN", Some("short")),
    ("SIGN_IN_ATTEMPTS", Some("0")),
    ("REQUESTS_PER_ADDRESS", Some("-1")),
    ("WRITES_PER_PERSON", Some("many")),
    ("LOG_FORMAT", Some("xml")),
    ("RUST_LOG", Some("info=loud")),
    ("RUST_LOG", Some("campfire_server=debug=info")),
];

/// The program, with nothing set but what a test sets.
fn server() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_campfire-server"));
    command.env_clear();
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_setting_is_in_the_help_and_in_the_example() {
    let help = server().arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let example = include_str!("../../.env.example");

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
                || said.contains("invalid digit")
                || name == "SSL_DOMAIN",
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

    let output = server().arg("check").env("DATABASE_PATH", &missing).output().unwrap();

    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("missing.sqlite3"), "{}", said(&output));
    assert!(!missing.exists());
}

#[test]
fn an_empty_variable_is_none_and_a_server_stops_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = server()
        .env("DATABASE_PATH", folder.path().join("data/campfire.sqlite3"))
        .env("PORT", "0")
        .env("PUBLIC_URL", "")
        .env("HOST", "")
        .env("TRUSTED_PROXIES", "")
        .env("RUST_LOG", "")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("Campfire listens on http://127.0.0.1:"), "{first}");

    let told = Command::new("kill").arg(running.id().to_string()).status().unwrap();

    assert!(told.success());
    assert_eq!(running.wait().unwrap().code(), Some(0));
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
