//! What beats what, and what is refused.

use std::{fs, path::Path};

use super::*;

fn at_home(home: &Path) -> Environment {
    Environment { home: Some(home.to_owned()), ..Environment::default() }
}

fn configured(home: &Path, content: &str) {
    let folder = home.join(".config/campfire");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), content).unwrap();
}

fn read(environment: &Environment) -> Settings {
    Settings::read(&Flags::default(), environment).unwrap()
}

fn server_of(settings: &Settings) -> String {
    settings.server.as_ref().unwrap().to_string()
}

/// Signs the profile of these settings in.
fn sign_in(settings: &Settings, server: &str) {
    let server = Server::parse(server).unwrap();
    keep_token(&settings.session_with(&server, "kept-token".to_owned())).unwrap();
}

#[test]
fn a_flag_beats_the_environment_and_that_beats_the_file_and_that_beats_what_was_kept() {
    let home = tempfile::tempdir().unwrap();
    let mut environment = at_home(home.path());
    assert!(read(&environment).server.is_none());

    sign_in(&read(&environment), "https://kept.example.com");
    assert_eq!(server_of(&read(&environment)), "https://kept.example.com");

    configured(home.path(), "server = \"https://file.example.com\"");
    assert_eq!(server_of(&read(&environment)), "https://file.example.com");

    environment.url = Some("https://variable.example.com".to_owned());
    assert_eq!(server_of(&read(&environment)), "https://variable.example.com");

    let flags = Flags { server: Some("flag.example.com".to_owned()), profile: None };
    let settings = Settings::read(&flags, &environment).unwrap();
    assert_eq!(server_of(&settings), "https://flag.example.com");
}

#[test]
fn a_kept_token_goes_only_to_the_server_it_came_from() {
    let home = tempfile::tempdir().unwrap();
    let mut environment = at_home(home.path());
    sign_in(&read(&environment), "https://chat.example.com");
    assert_eq!(read(&environment).token.as_deref(), Some("kept-token"));

    environment.url = Some("https://elsewhere.example.com".to_owned());

    assert_eq!(read(&environment).token, None);
}

#[test]
fn a_token_in_the_environment_beats_one_in_a_file_and_that_beats_the_kept_one() {
    let home = tempfile::tempdir().unwrap();
    let mut environment = at_home(home.path());
    sign_in(&read(&environment), "https://chat.example.com");

    let file = home.path().join("key");
    fs::write(&file, " 7-abcdefghijkl \n").unwrap();
    environment.token_file = Some(file);
    assert_eq!(read(&environment).token.as_deref(), Some("7-abcdefghijkl"));

    environment.token = Some(" straight\n".to_owned());
    assert_eq!(read(&environment).token.as_deref(), Some("straight"));
}

#[test]
fn each_profile_has_a_server_a_room_and_a_sign_in_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    configured(
        home.path(),
        r#"
        server = "https://home.example.com"
        room = "Kitchen"
        default_profile = "work"

        [profile.work]
        server = "https://work.example.com"
        email = "ada@work.example.com"

        [profile.private]
        room = "Cellar"
        "#,
    );
    let environment = at_home(home.path());
    let work = read(&environment);
    sign_in(&work, "https://work.example.com");
    let flags = Flags { server: None, profile: Some("private".to_owned()) };
    let private = Settings::read(&flags, &environment).unwrap();

    assert_eq!(
        (work.profile.as_str(), server_of(&work)),
        ("work", "https://work.example.com".into())
    );
    assert_eq!(work.email.as_deref(), Some("ada@work.example.com"));
    assert_eq!(work.room.as_deref(), Some("Kitchen"), "what a profile doesn't say, the file says");
    assert_eq!(private.room.as_deref(), Some("Cellar"));
    assert_eq!(server_of(&private), "https://home.example.com");
    assert!(private.token.is_none() && read(&environment).token.is_some());
}

#[test]
fn a_variable_beats_what_the_file_says_of_profile_and_room() {
    let home = tempfile::tempdir().unwrap();
    configured(home.path(), "default_profile = \"work\"\nroom = \"Kitchen\"\n");
    let mut environment = at_home(home.path());
    environment.profile = Some("private".to_owned());
    environment.room = Some("Cellar".to_owned());

    let settings = read(&environment);

    assert_eq!((settings.profile.as_str(), settings.room.as_deref()), ("private", Some("Cellar")));
}

#[test]
fn a_mistake_is_named_with_its_line_to_whom_it_matters() {
    let home = tempfile::tempdir().unwrap();
    let environment = at_home(home.path());
    let refusal = |content: &str| {
        configured(home.path(), content);
        Settings::read(&Flags::default(), &environment).err().map(|error| error.to_string())
    };

    assert!(refusal("room = \"A\"\nserver = 3").unwrap().contains("line 2"));
    assert!(refusal("[profile.work]\nserver = \"x\"\nserverr = 1").unwrap().contains("line 3"));
    assert!(refusal("room = ").unwrap().contains("line 1"));
    assert!(refusal("server = \"ftp://example.com\"").unwrap().contains("ftp://example.com"));
    // The chat's own part is the chat's own affair.
    assert_eq!(refusal("server = \"https://a.example.com\"\n[sound]\nvolum = 3"), None);
    let bad = read(&environment).preferences().unwrap_err().to_string();
    assert!(bad.contains("line 3") && bad.contains("volum"), "{bad}");
}

#[test]
fn a_profile_is_no_way_out_of_its_folder() {
    let home = tempfile::tempdir().unwrap();
    for name in ["..", "a/b", "", "ü"] {
        let flags = Flags { server: None, profile: Some(name.to_owned()) };
        let refused = Settings::read(&flags, &at_home(home.path()));
        assert!(matches!(refused, Err(SettingsError::Profile(_))), "{name:?}");
    }
}

#[test]
fn signing_out_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let environment = at_home(home.path());
    sign_in(&read(&environment), "https://chat.example.com");
    let settings = read(&environment);
    fs::write(settings.state.join("drafts"), "half a thought").unwrap();
    fs::create_dir_all(&settings.cache).unwrap();
    fs::write(settings.cache.join("remembered.json"), "what was said").unwrap();

    forget(&settings.session().unwrap()).unwrap();

    assert!(!settings.state.exists() && !settings.cache.exists());
    assert!(read(&environment).token.is_none());
}

#[test]
fn a_duration_is_read_as_people_write_it() {
    assert_eq!(duration("15"), Ok(Duration::from_secs(15)));
    assert_eq!(duration("15s"), Ok(Duration::from_secs(15)));
    assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
    assert_eq!(duration("2m"), Ok(Duration::from_mins(2)));
    for wrong in ["", "s", "-1s", "1.5s", "3h", "0", "99999999m"] {
        assert!(duration(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_key_that_nobody_knows_is_named_whatever_one_runs() {
    let home = tempfile::tempdir().unwrap();
    configured(home.path(), "theme = \"dark\"\nservr = \"https://chat.example.com\"\n");

    let refused = Settings::read(&Flags::default(), &at_home(home.path())).err().unwrap();

    let said = refused.to_string();
    assert!(said.contains("line 2") && said.contains("\"servr\""), "{said}");
}

#[test]
fn each_line_of_keys_that_means_nothing_is_named_and_the_others_count() {
    let home = tempfile::tempdir().unwrap();
    configured(
        home.path(),
        "theme = \"dark\"\n\n[keys]\nquit = [\"f10\"]\nsearch = [\"f99\", \"ctrl-g\"]\n\
         # Nothing of the sort.\ndance = [\"ctrl-k\"]\n",
    );

    let read = read(&at_home(home.path())).configured().unwrap();

    assert_eq!(
        read.complaints,
        [
            "config.toml, line 5: \"f99\" is no key for search",
            "config.toml, line 7: there is no action \"dance\"; F1 lists them",
        ]
    );
    assert_eq!(read.preferences.keys.chosen["quit"], ["f10"]);
}

#[test]
fn a_value_of_the_wrong_kind_is_named_with_its_line_and_file() {
    let home = tempfile::tempdir().unwrap();
    for (content, line, said) in [
        ("theme = \"dark\"\n[keys]\nquit = [\"f10\"]\nsearch = 3", 4, "invalid type"),
        ("[keys]\n\npreset = \"vi\"", 3, "unknown variant `vi`"),
        ("theme = \"pink\"", 1, "unknown variant `pink`"),
        ("[sound]\non = true\nvolume = 101", 3, "a volume is 0 to 100"),
        ("[notify]\nbell = \"loud\"", 2, "invalid type"),
    ] {
        configured(home.path(), content);
        let refused = read(&at_home(home.path())).configured().unwrap_err();

        let place = format!("config.toml, line {line}: ");
        assert!(refused.brief().starts_with(&place), "{}", refused.brief());
        assert!(refused.brief().contains(said), "{}", refused.brief());
        assert!(refused.to_string().contains(&home.path().display().to_string()), "{refused}");
    }
}

#[test]
fn the_profiles_are_those_of_the_file_and_those_that_were_signed_in_with() {
    let home = tempfile::tempdir().unwrap();
    configured(home.path(), "[profile.work]\nserver = \"https://work.example.com\"\n");
    let environment = at_home(home.path());
    let settings = read(&environment);
    sign_in(&settings.of_profile("private").unwrap(), "https://home.example.com");

    let Profiles { current, all } = settings.configured().unwrap().profiles;

    let known: Vec<_> = all
        .iter()
        .map(|it| (it.name.as_str(), it.server.as_deref().unwrap_or_default(), it.signed_in))
        .collect();
    assert_eq!(
        known,
        [
            ("default", "", false),
            ("private", "https://home.example.com", true),
            ("work", "https://work.example.com", false),
        ]
    );
    assert_eq!(current, "default");
}

#[test]
fn what_was_said_of_one_profile_is_not_said_of_another() {
    let home = tempfile::tempdir().unwrap();
    let mut environment = at_home(home.path());
    sign_in(&read(&environment).of_profile("work").unwrap(), "https://work.example.com");
    environment.token = Some("given".to_owned());
    environment.room = Some("Kitchen".to_owned());
    let flags = Flags { server: Some("https://flag.example.com".to_owned()), profile: None };
    let first = Settings::read(&flags, &environment).unwrap();

    let work = first.of_profile("work").unwrap();
    assert_eq!(server_of(&work), "https://work.example.com");
    assert_eq!((work.token.as_deref(), work.room.as_deref()), (Some("kept-token"), None));

    let known = work.configured().unwrap().profiles.all;
    let default = known.iter().find(|it| it.name == "default").expect("there is a way back");
    assert!(default.signed_in);
    let back = work.of_profile("default").unwrap();
    assert_eq!(server_of(&back), "https://flag.example.com");
    assert_eq!((back.token.as_deref(), back.room.as_deref()), (Some("given"), Some("Kitchen")));
}

#[test]
fn what_somebody_has_changed_in_the_file_is_read_anew() {
    let home = tempfile::tempdir().unwrap();
    let settings = read(&at_home(home.path()));
    assert!(!settings.configured().unwrap().file_exists);

    configured(home.path(), "default_profile = \"work\"\ntheme = \"light\"");

    let anew = settings.anew().unwrap();
    assert_eq!(anew.profile, "default", "nobody goes elsewhere by that");
    let read = anew.configured().unwrap();
    assert_eq!(read.preferences.theme, crate::preferences::ThemeChoice::Light);
    assert!(read.file_exists && read.file.ends_with("config.toml"));
}
