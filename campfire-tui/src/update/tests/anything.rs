//! Whatever happens, in whatever order, at whatever size: no panic, nothing drawn outside, a caret
//! inside.

use campfire_proto::{
    ErrorCode, MessageId, RemovedReason, RoomId, RoomType, ServerFrame, TypingState, UserId,
    frame::Typist,
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

use crate::{
    api::{Error, live::Gone},
    effect::{Effect, Reply, Request},
    event::{Event, SocketNews},
    preferences::Preset,
    scene::{LOBBY, Scene, boost, page, room, said, with_html},
    view::ViewCache,
};

/// What may happen, without the numbers that only a scene knows.
#[derive(Clone, Debug)]
enum Deed {
    Happens(Event),
    Hears(ServerFrame),
    /// The last question gets an answer: none, an empty page, or a refusal.
    Answers(u8),
    LosesTheLine,
    Waits(u64),
}

fn key() -> impl Strategy<Value = Event> {
    let codes = prop_oneof![
        4 => any::<char>().prop_map(KeyCode::Char),
        6 => prop::sample::select("abcdefghijklmnopqrstuvwxyzBGY@#:/ 123".chars().collect::<Vec<_>>())
            .prop_map(KeyCode::Char),
        8 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Backspace, KeyCode::Up,
            KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::PageUp, KeyCode::PageDown,
            KeyCode::Home, KeyCode::End, KeyCode::Delete, KeyCode::F(1), KeyCode::BackTab,
        ]),
    ];
    let held = prop::sample::select(vec![
        KeyModifiers::NONE,
        KeyModifiers::NONE,
        KeyModifiers::CONTROL,
        KeyModifiers::ALT,
        KeyModifiers::SHIFT,
    ]);
    (codes, held).prop_map(|(code, held)| Event::Key(KeyEvent::new(code, held)))
}

fn frame() -> impl Strategy<Value = ServerFrame> {
    let text = prop_oneof![
        "\\PC{0,40}",
        any::<String>(),
        "[a-z ]{0,400}",
        "(👩‍💻|日本|\u{202e}|\u{301}){0,30}"
    ];
    (1_i64..5, 1_i64..40, 1_i64..6, text, 0_u8..12).prop_map(|(place, id, who, text, kind)| {
        let (room_id, message_id) = (RoomId(place), MessageId(id));
        let message = said(room_id, id, who, id * 7, &text);
        match kind {
            0 => ServerFrame::MessageUpdated { message },
            1 => ServerFrame::MessageDeleted { room_id, message_id },
            2 => ServerFrame::BoostCreated { room_id, boost: boost(id, &message, who, &text) },
            3 => ServerFrame::RoomUpdated { room: room(room_id, &text, RoomType::Closed) },
            4 => ServerFrame::RoomRemoved { room_id, reason: RemovedReason::Removed },
            5 => ServerFrame::Unread { room_id, unread_count: 3, unread_mentions: 1 },
            6 => ServerFrame::Subscribed {
                room_id,
                last_message_id: Some(message_id),
                resync: id % 2 == 0,
            },
            7 => ServerFrame::Typing {
                room_id,
                user: Typist { id: UserId(who), name: text },
                state: TypingState::Start,
            },
            8 => ServerFrame::MessageCreated {
                message: with_html(message, &format!("<pre>{text}</pre><blockquote>{text}")),
            },
            9 => ServerFrame::Error {
                code: ErrorCode::NotFound,
                message: text,
                room_id: Some(room_id),
            },
            _ => ServerFrame::MessageCreated { message },
        }
    })
}

fn deed() -> impl Strategy<Value = Deed> {
    let resize = (0_u16..180, 0_u16..60);
    let mouse = (
        0_u16..180,
        0_u16..60,
        prop::sample::select(vec![
            MouseEventKind::ScrollUp,
            MouseEventKind::ScrollDown,
            MouseEventKind::Down(MouseButton::Left),
            MouseEventKind::Up(MouseButton::Left),
            MouseEventKind::Down(MouseButton::Right),
        ]),
    );
    prop_oneof![
        12 => key().prop_map(Deed::Happens),
        6 => frame().prop_map(Deed::Hears),
        2 => any::<String>().prop_map(|text| Deed::Happens(Event::Paste(text))),
        1 => any::<String>().prop_map(|text| Deed::Happens(Event::Line(text))),
        2 => resize.prop_map(|(width, height)| Deed::Happens(Event::Resized { width, height })),
        2 => mouse.prop_map(|(column, row, kind)| {
            let modifiers = KeyModifiers::NONE;
            Deed::Happens(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
        }),
        2 => (0_u8..3).prop_map(Deed::Answers),
        1 => Just(Deed::LosesTheLine),
        1 => (0_u64..70).prop_map(Deed::Waits),
        1 => any::<bool>().prop_map(|focused| Deed::Happens(Event::Focus(focused))),
        1 => Just(Deed::Happens(Event::Resumed)),
    ]
}

fn does(scene: &mut Scene, deed: Deed) {
    match deed {
        Deed::Happens(event) => {
            scene.happens(event);
        }
        Deed::Hears(frame) => {
            scene.hears(frame);
        }
        Deed::LosesTheLine => {
            let gone = SocketNews::Gone(Gone::Lost);
            scene.happens(Event::Socket(scene.app.dial, gone));
        }
        Deed::Waits(seconds) => {
            scene.waits(seconds);
        }
        Deed::Answers(how) => {
            let place = scene.effects.iter().rposition(|it| matches!(it, Effect::Ask(_)));
            let Some(place) = place else { return };
            let Effect::Ask(request) = scene.effects.remove(place) else { return };
            let outcome = match (&request, how) {
                (Request::Page { .. }, 0) => Ok(Reply::Page(page(Vec::new()))),
                (Request::Page { room, .. }, 1) => {
                    Ok(Reply::Page(page((5..25).map(|id| said(*room, id, 2, id, "x")).collect())))
                }
                (_, 2) => Err(Error::Network("lost".to_owned())),
                _ => Ok(Reply::Done),
            };
            scene.happens(Event::Answered(request, outcome));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_it_can_be_drawn(
        size in (1_u16..200, 1_u16..60),
        preset in prop::sample::select(vec![Preset::Modern, Preset::Emacs, Preset::Vim]),
        deeds in prop::collection::vec(deed(), 0..60),
    ) {
        let mut scene = Scene::chat(size.0, size.1).with_preset(preset);
        for deed in deeds {
            does(&mut scene, deed);
            let (width, height) = scene.app.size;
            if width == 0 || height == 0 {
                continue;
            }
            let (_, caret) = scene.draws();
            if let Some(caret) = caret {
                prop_assert!(caret.x < width && caret.y < height, "{caret:?}");
            }
        }
    }

    #[test]
    fn what_was_laid_out_before_changes_no_picture(
        size in (1_u16..200, 1_u16..60),
        deeds in prop::collection::vec(deed(), 0..60),
    ) {
        let mut scene = Scene::chat(size.0, size.1);
        scene.app.findings.links = true;
        let mut cache = ViewCache::default();
        for deed in deeds {
            does(&mut scene, deed);
            let (width, height) = scene.app.size;
            if width == 0 || height == 0 {
                continue;
            }
            prop_assert_eq!(scene.draws_with(&mut cache), scene.draws());
        }
    }

    #[test]
    fn what_is_read_stays_at_the_top_while_others_talk(
        height in 12_u16..50,
        up in 1_usize..60,
        arriving in 1_i64..30,
    ) {
        let mut scene = Scene::chat(100, height);
        for id in 17..80 {
            scene.hears_said(said(LOBBY, id, id % 3 + 1, 1200 + id, "some words to fill a row"));
        }
        for _ in 0..up {
            scene.presses("shift-up");
        }
        let before = scene.screen().lines().nth(1).map(str::to_owned);
        for id in 100..100 + arriving {
            scene.hears_said(said(LOBBY, id, id % 3 + 1, 1400 + id, "more"));
        }
        let after = scene.screen().lines().nth(1).map(str::to_owned);
        prop_assert_eq!(before, after);
    }
}
