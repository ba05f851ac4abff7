//! Settings: changed by a word, read anew, and the way to another sign-in.

use crate::{
    app::link::Link,
    configured::{Configured, Profile, Profiles},
    effect::Effect,
    event::Event,
    preferences::{Preferences, Preset, SETTINGS, ThemeChoice},
    scene::Scene,
    theme::{Depth, Theme},
};

fn enters(scene: &mut Scene, line: &str) {
    scene.types(line).presses("enter");
}

fn preferred(scene: &mut Scene) -> Option<Preferences> {
    scene.takes().into_iter().rev().find_map(|effect| match effect {
        Effect::Prefer(preferences) => Some(*preferences),
        _ => None,
    })
}

fn at_home_and_at_work() -> Profiles {
    let profile = |name: &str, server: &str, signed_in: bool| Profile {
        name: name.to_owned(),
        server: Some(server.to_owned()),
        signed_in,
    };
    Profiles {
        current: "home".to_owned(),
        all: vec![
            profile("home", "https://chat.example.org", true),
            profile("work", "https://work.example.org", false),
        ],
    }
}

#[test]
fn every_setting_is_changed_by_a_word_and_the_outside_is_told() {
    for setting in SETTINGS {
        for word in setting.words {
            let mut scene = Scene::chat(100, 30);

            enters(&mut scene, &format!("/set {} {word}", setting.name));

            let told = preferred(&mut scene).unwrap();
            assert_eq!(setting.of(&told), *word, "{}", setting.name);
            assert_eq!(setting.of(&scene.app.preferences), *word, "{}", setting.name);
            let toast = scene.app.toast.as_ref().map(|toast| toast.text.as_str()).unwrap();
            assert!(toast.contains("in config.toml keeps it"), "{toast}");
        }
    }
}

#[test]
fn a_setting_that_is_changed_works_at_once() {
    let mut scene = Scene::chat(100, 30);
    enters(&mut scene, "/set theme light");
    assert_eq!(scene.app.theme, Theme::new(ThemeChoice::Light, Depth::True, false));

    enters(&mut scene, "/set keys.preset vim");
    assert!(scene.screen().contains("INSERT"));
    scene.presses("esc g g");
    assert_eq!(scene.app.picked().map(|message| message.id.0), Some(10));
    scene.presses("i");

    enters(&mut scene, "/set sound.volume 35");
    assert!(scene.takes().contains(&Effect::Volume(35)));
    enters(&mut scene, "/set sound.on off");
    assert!(scene.takes().contains(&Effect::Volume(0)));
    assert!(scene.screen().contains("mute"));
    enters(&mut scene, "/set mouse off");
    assert!(scene.takes().contains(&Effect::Mouse(false)));

    scene.happens(Event::Colors(Depth::None));
    assert_eq!(scene.app.theme, Theme::new(ThemeChoice::Mono, Depth::None, false));
}

#[test]
fn what_a_key_has_changed_is_kept_by_the_next_setting() {
    let mut scene = Scene::chat(100, 30);
    scene.presses("alt-s alt-m");

    enters(&mut scene, "/set compose plain");

    assert!(!scene.app.preferences.sound.on && !scene.app.preferences.mouse);
}

#[test]
fn what_can_not_be_set_is_told_and_stays_to_be_mended() {
    for (line, said) in [
        ("/set theme pink", "theme can't be pink; it is auto, dark, light, terminal, mono"),
        ("/set sound.volume 101", "sound.volume can't be 101; it is a number from 0 to 100"),
        ("/set volume 30", "There is no setting volume; did you mean sound.volume?"),
        ("/set zzz on", "There is no setting zzz; /set lists them"),
        ("/profile nobody", "There is no profile nobody"),
    ] {
        let mut scene = Scene::chat(100, 30);

        enters(&mut scene, line);

        assert!(scene.screen().contains(said), "{}", scene.screen());
        assert_eq!(preferred(&mut scene), None);
        assert_eq!(scene.written(), line);
    }
}

#[test]
fn settings_are_chosen_from_a_list_that_says_what_they_are() {
    let mut scene = Scene::chat(100, 30);
    enters(&mut scene, "/set");
    for setting in SETTINGS {
        assert!(scene.screen().contains(setting.does), "{}", scene.screen());
    }

    scene.types("bell").presses("enter");
    let row = |scene: &Scene, word: &str| {
        let screen = scene.screen();
        let row = screen.lines().find(|row| row.contains(word)).map(str::to_owned);
        row.unwrap_or_else(|| panic!("{word} isn't in\n{screen}"))
    };
    assert!(row(&scene, " on ").contains("● now"));
    scene.types("off").presses("enter");

    assert!(!preferred(&mut scene).unwrap().notify.bell);
    enters(&mut scene, "/set notify.bell");
    assert!(row(&scene, " off ").contains("● now"));
}

#[test]
fn names_and_words_are_completed() {
    let offered = |typed: &str| -> Vec<String> {
        let mut scene = Scene::chat(100, 30);
        scene.app.profiles = at_home_and_at_work();
        scene.types(typed);
        scene.app.completions().into_iter().map(|it| it.text).collect()
    };
    assert_eq!(offered("/set sound"), ["sound.on ", "sound.volume "]);
    assert_eq!(offered("/set keys.preset "), ["modern", "emacs", "vim"]);
    assert_eq!(offered("/set keys.preset v"), ["vim"]);
    assert_eq!(offered("/set sound.volume 3"), [""; 0], "a number is nobody's to guess");
    assert_eq!(offered("/profile "), ["home", "work"]);
    assert_eq!(offered("/rel"), ["/reload "]);

    let mut scene = Scene::chat(100, 30);
    scene.types("/set keys.p").presses("enter");
    scene.types("em").presses("enter enter");
    assert_eq!(preferred(&mut scene).unwrap().keys.preset, Preset::Emacs);
}

#[test]
fn the_file_is_read_anew_and_what_is_wrong_with_it_is_told_by_line() {
    let mut scene = Scene::chat(100, 30);
    enters(&mut scene, "/reload");
    assert!(scene.takes().contains(&Effect::ReadSettings));
    let preferences = Preferences { theme: ThemeChoice::Light, ..Preferences::default() };
    let read = Configured {
        preferences: preferences.clone(),
        file: "/home/ada/.config/campfire/config.toml".to_owned(),
        file_exists: true,
        ..Configured::default()
    };

    scene.happens(Event::Configured(Ok(Box::new(read.clone()))));
    assert!(scene.screen().contains("Read /home/ada/.config/campfire/config.toml anew"));
    assert_eq!(preferred(&mut scene), Some(preferences));

    let complaints =
        vec!["config.toml, line 5: no".to_owned(), "config.toml, line 7: no".to_owned()];
    let wrong = Configured { complaints, ..read.clone() };
    scene.happens(Event::Configured(Ok(Box::new(wrong))));
    assert!(scene.screen().contains("2 lines of config.toml mean nothing"));
    scene.types("/log").presses("enter");
    let log = scene.screen();
    assert!(log.contains("line 5: no") && log.contains("line 7: no"), "{log}");
    scene.presses("esc");

    let gone = Configured { file_exists: false, ..read };
    scene.happens(Event::Configured(Ok(Box::new(gone))));
    assert!(scene.screen().contains("There is no /home/ada"));
}

#[test]
fn a_file_that_can_not_be_read_changes_nothing() {
    let mut scene = Scene::chat(100, 30);
    let before = scene.app.preferences.clone();

    scene.happens(Event::Configured(Err("config.toml, line 3: no".to_owned())));

    assert!(scene.screen().contains("Nothing was changed: config.toml, line 3: no"));
    assert_eq!((preferred(&mut scene), scene.app.preferences.clone()), (None, before));
}

#[test]
fn another_sign_in_is_gone_to_with_all_that_was_written_on_the_disk() {
    let mut scene = Scene::chat(100, 30);
    scene.app.profiles = at_home_and_at_work();
    enters(&mut scene, "/profile");
    let screen = scene.screen();
    assert!(screen.contains("https://chat.example.org, ● here"), "{screen}");
    assert!(screen.contains("https://work.example.org, not signed in"), "{screen}");
    scene.presses("enter");
    assert!(scene.screen().contains("You are in home"));
    assert_eq!(scene.app.link, Link::Live);

    scene.types("half a thought").presses("ctrl-p").types("sign-in").presses("enter");
    scene.effects.clear();
    scene.presses("down enter");

    let kept = scene.effects.iter().position(
        |effect| matches!(effect, Effect::Keep(unsent) if unsent.drafts[0].text == "half a thought"),
    );
    let left = scene.effects.iter().position(|it| *it == Effect::ToProfile("work".to_owned()));
    assert!(kept.is_some() && kept < left, "{:?}", scene.effects);
}
