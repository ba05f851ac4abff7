//! Every screen as a screen, at the sizes people have. The pictures are beside this file; a change of
//! looks shows up as a change of them.

use campfire_proto::{Message, MessageId, SearchPage, SearchResult, ServerFrame, limits};
use ratatui::style::Modifier;

use crate::{
    effect::{Reply, Request},
    event::Event,
    link_mark,
    preferences::{Preset, ThemeChoice},
    scene::{
        BO, DESIGN, LOBBY, Scene, page, room, said, some_devices, some_rooms, some_talk,
        transfer_link, user,
    },
    theme::{Depth, Theme},
    view::ViewCache,
};

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (160, 50)];

/// Compares a screen at every size with the picture of it.
fn looks(name: &str, prepare: impl Fn(&mut Scene) -> &mut Scene) {
    for (width, height) in SIZES {
        let mut scene = Scene::chat(width, height);
        prepare(&mut scene);
        insta::with_settings!({ snapshot_path => "pictures", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}-{width}x{height}"), scene.screen());
        });
    }
}

#[test]
fn a_room() {
    looks("room", |scene| {
        scene.hears(ServerFrame::Typing {
            room_id: LOBBY,
            user: campfire_proto::frame::Typist { id: BO, name: "Bo Diddley".to_owned() },
            state: campfire_proto::TypingState::Start,
        });
        scene.types("on it, looking now")
    });
}

#[test]
fn a_message_that_is_picked() {
    looks("picked", |scene| scene.presses("tab up"));
}

#[test]
fn what_can_be_done_with_a_message() {
    looks("menu", |scene| scene.presses("tab up enter"));
}

#[test]
fn the_switcher() {
    looks("switcher", |scene| scene.presses("ctrl-k").types("d"));
}

#[test]
fn help() {
    looks("help", |scene| scene.presses("f1"));
}

#[test]
fn the_palette() {
    looks("palette", |scene| scene.presses("ctrl-p").types("room"));
}

#[test]
fn boosts_to_give() {
    looks("boosts", |scene| scene.presses("tab b"));
}

#[test]
fn people() {
    looks("people", |scene| scene.presses("ctrl-t"));
}

#[test]
fn a_room_and_what_can_be_done_with_it() {
    looks("room-info", |scene| scene.presses("alt-i"));
}

#[test]
fn a_search() {
    looks("search", |scene| {
        scene.presses("ctrl-f").types("red").presses("enter");
        let request = scene.asked(|request| matches!(request, Request::Search(_)));
        let design = room(DESIGN, "Design", campfire_proto::RoomType::Open);
        let hit = |id: i64, snippet: &str| SearchResult {
            message: said(DESIGN, id, id % 4 + 1, id, "text"),
            room: design.clone(),
            snippet: snippet.to_owned(),
        };
        let results = vec![
            hit(70, "the <mark>red</mark> one &amp; the blue one"),
            hit(61, "<mark>red</mark>, I said"),
            hit(50, "paint it <mark>red</mark> or leave it"),
        ];
        scene.answered(request, Reply::Found(SearchPage { results, next: None })).waits(1);
        let said = |id: i64, text: &str| said(DESIGN, id, id % 4 + 1, id, text);
        let around = vec![
            said(68, "Which one shall we take?"),
            said(69, "I can't decide, and the printer wants to know by noon."),
            said(70, "the red one & the blue one"),
            said(71, "Both, then!"),
        ];
        scene.answered(Request::Around(DESIGN, MessageId(70)), Reply::Page(page(around)))
    });
}

#[test]
fn completions() {
    looks("completions", |scene| scene.types("hello @d"));
}

#[test]
fn several_lines_being_written() {
    looks("lines", |scene| {
        let text =
            "first line of a longer message that does not fit into one row of a small screen";
        scene.happens(Event::Paste(format!("{text}\nsecond line\n\nfourth")))
    });
}

#[test]
fn a_new_room() {
    looks("new-room", |scene| scene.presses("alt-n").types("Garden").presses("enter"));
}

#[test]
fn what_may_follow_ctrl_x() {
    looks("prefix", |scene| scene.presses("ctrl-x"));
}

#[test]
fn a_mode_and_half_a_command() {
    looks("normal-mode", |scene| {
        *scene = Scene::chat(scene.app.size.0, scene.app.size.1).with_preset(Preset::Vim);
        scene.presses("esc k 3 y")
    });
}

#[test]
fn live_updates_off() {
    looks("polling", |scene| {
        scene.loses_the_line();
        scene.answered(Request::Rooms, Reply::Rooms(some_rooms()))
    });
}

#[test]
fn the_devices_somebody_is_signed_in_on() {
    looks("devices", |scene| {
        scene.types("/devices").presses("enter");
        scene.answered(Request::Sessions, Reply::Sessions(some_devices()))
    });
}

#[test]
fn the_settings_as_they_are() {
    looks("settings", |scene| scene.types("/set").presses("enter"));
}

#[test]
fn what_a_setting_may_be() {
    looks("setting", |scene| scene.types("/set theme").presses("enter"));
}

#[test]
fn a_link_for_another_device() {
    looks("transfer", |scene| {
        scene.answered(Request::TransferLink, Reply::TransferLink(transfer_link()))
    });
}

#[test]
fn joining_with_an_invitation() {
    looks("join", |scene| {
        scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
        scene.presses("ctrl-n ctrl-n").types("abcd-efgh").presses("tab").types("Eve")
    });
}

#[test]
fn the_first_account_of_all() {
    looks("set-up", |scene| {
        scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
        scene.answered(Request::NeedsSetup, Reply::NeedsSetup(true)).types("Ada")
    });
}

#[test]
fn being_asked_before_deleting() {
    looks("question", |scene| scene.presses("tab d"));
}

#[test]
fn offline_with_words_that_wait() {
    looks("offline", |scene| {
        scene.loses_the_line();
        scene.types("does anybody hear me?").presses("enter").disk_answers()
    });
}

#[test]
fn signed_out() {
    looks("signed-out", |scene| {
        scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
        scene.types("ada@example.org").presses("enter").types("secret")
    });
}

#[test]
fn before_anything_has_been_heard() {
    for (width, height) in SIZES {
        let scene = Scene::blank(width, height);
        assert!(scene.screen().contains("Looking for your rooms"));
    }
}

#[test]
fn too_small_is_said_politely() {
    let scene = Scene::chat(39, 9);
    assert!(scene.screen().contains("39×9 is too small: 40×10 will do"));
    for size in [(1, 1), (2, 60), (60, 1)] {
        Scene::chat(size.0, size.1).draws();
    }
}

/// Names, rooms and words by somebody who means no good.
fn hostile() -> Vec<String> {
    vec![
        "\u{1b}[31m\u{1b}]0;owned\u{7}\u{1b}[2J red".to_owned(),
        "\u{9b}31m\u{9d}0;owned\u{9c} c1".to_owned(),
        "safe \u{202e}gpj.exe \u{2066}isolated".to_owned(),
        format!("zalgo{}", "\u{301}\u{489}".repeat(4_000)),
        "\u{200b}".repeat(5_000),
        "x".repeat(limits::MESSAGE_LENGTH),
        "日".repeat(5_000),
        "👨‍👩‍👧‍👦".repeat(400),
        "\u{feff}\u{e0041}\u{e0042}tags".to_owned(),
        "line\n".repeat(2_000),
    ]
}

#[test]
fn hostile_text_comes_out_harmless() {
    for text in hostile() {
        let mut scene = Scene::chat(80, 24);
        let design = room(DESIGN, &text, campfire_proto::RoomType::Open);
        scene.hears(ServerFrame::RoomUpdated { room: design });
        scene.hears(ServerFrame::UserUpdated { user: user(2, &text) });
        let mut message: Message = said(LOBBY, 17, 2, 60 * 20, &text);
        message.edited = true;
        scene.hears_said(message.clone());
        scene.hears(ServerFrame::BoostCreated {
            room_id: LOBBY,
            boost: crate::scene::boost(90, &message, 2, &text),
        });
        scene.presses("tab");
        scene.happens(Event::Notice(text.clone()));

        for keys in ["left", "ctrl-k", "ctrl-t", "alt-i", "f1"] {
            scene.presses(keys);
            let (buffer, _) = scene.draws();
            for cell in buffer.content() {
                let steers = |c: char| {
                    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                };
                assert!(!cell.symbol().contains(steers), "{:?}", cell.symbol());
                assert!(cell.symbol().chars().count() <= 10, "{:?}", cell.symbol());
            }
            scene.presses("esc");
        }
        assert!(!scene.app.title.contains(|c: char| c.is_control()));
    }
}

#[test]
fn states_can_be_told_apart_without_any_colour() {
    let mut scene = Scene::chat(80, 24);
    scene.app.theme = Theme::new(ThemeChoice::Mono, Depth::None, false);
    scene.presses("tab");

    let (buffer, _) = scene.draws();
    let screen = scene.screen();

    let row = |words: &str| {
        u16::try_from(screen.lines().position(|row| row.contains(words)).unwrap()).unwrap()
    };
    assert!(buffer[(5, row("Design"))].modifier.contains(Modifier::BOLD), "unread is bold");
    assert!(screen.contains("● live") && screen.contains("▸# All Talk"));
    let picked = buffer.content().iter().filter(|it| it.modifier.contains(Modifier::REVERSED));
    assert!(picked.count() > 60, "the picked message stands out");
    assert!(buffer.content().iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
}

#[test]
fn every_theme_shows_the_same_words() {
    let mut scene = Scene::chat(120, 40);
    let words = scene.screen();
    for (choice, depth, light) in [
        (ThemeChoice::Light, Depth::True, true),
        (ThemeChoice::Dark, Depth::Many, false),
        (ThemeChoice::Terminal, Depth::Sixteen, false),
        (ThemeChoice::Mono, Depth::None, false),
    ] {
        scene.app.theme = Theme::new(choice, depth, light);
        assert_eq!(scene.screen(), words);
    }
}

#[test]
fn what_names_me_stands_on_a_ground_of_its_own() {
    let scene = Scene::chat(80, 24);
    let (buffer, _) = scene.draws();
    let ground = |words: &str| {
        let row = scene.screen().lines().position(|row| row.contains(words)).unwrap();
        buffer[(30, u16::try_from(row).unwrap())].bg
    };

    assert_eq!(Some(ground("main is red")), scene.app.theme.mention.bg);
    assert_eq!(Some(ground("Build 812 failed")), scene.app.theme.text.bg);
}

#[test]
fn a_picture_made_with_the_help_of_the_last_one_is_the_same_as_one_without() {
    let mut scene = Scene::chat(120, 40);
    let mut cache = ViewCache::default();
    let changes: [&dyn Fn(&mut Scene); 4] = [
        &|_| {},
        &|scene| {
            let message = said(LOBBY, 16, 5, 60 * 18 + 35, "Build 813 is green");
            scene.hears(ServerFrame::MessageUpdated { message });
        },
        &|scene| {
            scene.happens(Event::Resized { width: 90, height: 30 });
        },
        &|scene| scene.app.theme = Theme::new(ThemeChoice::Light, Depth::True, true),
    ];

    for change in changes {
        change(&mut scene);

        assert_eq!(scene.draws_with(&mut cache), scene.draws());
    }
}

#[test]
fn a_link_leads_somewhere_in_each_picture_that_shows_it() {
    let url = "https://chat.example.org/g";
    let mut scene = Scene::chat(120, 40);
    scene.app.findings.links = true;
    let mut cache = ViewCache::default();

    for _ in 0..2 {
        scene.draws_with(&mut cache);

        assert_eq!(cache.bodies.links().get(link_mark::of(url)), Some(url));
    }
}

#[test]
fn of_a_long_text_the_line_with_the_caret_is_in_sight() {
    let mut scene = Scene::chat(80, 24);
    let lines: Vec<_> = (1..=15).map(|line| format!("line {line}")).collect();

    scene.happens(Event::Paste(lines.join("\n")));

    let (_, caret) = scene.draws();
    let row = scene.screen().lines().position(|row| row.contains("line 15")).unwrap();
    assert_eq!(caret.map(|caret| usize::from(caret.y)), Some(row));
}

#[test]
fn the_caret_stands_where_the_next_letter_goes() {
    for (typed, column) in [("", 2), ("abc", 5), ("日本", 6), ("e\u{301}", 3)] {
        let mut scene = Scene::chat(60, 24);
        scene.happens(Event::Paste(typed.to_owned()));
        let (_, caret) = scene.draws();
        assert_eq!(caret.map(|caret| (caret.x, caret.y)), Some((column, 22)), "{typed:?}");
    }
}

#[test]
fn a_room_of_ten_thousand_is_drawn_in_no_time() {
    let mut scene = Scene::chat(160, 50);
    for id in 20..10_020 {
        scene.hears_said(said(LOBBY, id, id % 3 + 1, 1200 + id / 3, "words, and more words"));
    }
    scene.presses("pageup pageup");

    let start = std::time::Instant::now();
    for _ in 0..10 {
        scene.presses("shift-up");
        scene.draws();
    }

    // A debug build on a busy machine: what matters is that it doesn't grow with the room.
    assert!(start.elapsed().as_millis() < 5_000, "{:?}", start.elapsed());
    assert_eq!(scene.app.timeline().unwrap().messages().len(), 10_000 + some_talk().len());
}
