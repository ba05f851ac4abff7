//! Frames that no client of ours would send: a socket answers each, or says why it closes. It never
//! just goes, which is what a panic in its task would look like.

use std::time::Duration;

use campfire_proto::{
    ClientFrame, ErrorCode, MessageId, PresenceState, RoomId, ServerFrame, TypingState,
};
use campfire_tests::{Person, StatusCode, TestCampfire, holds_for_all};
use futures::{SinkExt, StreamExt};
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::bad_input::any_json;

/// Nobody else pings with this one.
const FENCE: u64 = 4_711_000_001;

/// Far more than any answer takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ten frames in a row that make no sense; who isn't who they say; one that is too long.
const GOODBYES: [u16; 3] = [4400, 4401, 1009];

fn any_id() -> impl Strategy<Value = i64> {
    prop_oneof![3 => 0..4_i64, 1 => any::<i64>()]
}

/// Frames that could be a client's.
fn sound() -> impl Strategy<Value = Value> {
    let presence = prop::sample::select(vec![
        PresenceState::Present,
        PresenceState::Absent,
        PresenceState::Refresh,
    ]);
    let typing = prop::sample::select(vec![TypingState::Start, TypingState::Stop]);
    let last_seen = prop::option::of(any_id().prop_map(MessageId));
    let frame = prop_oneof![
        (any_id(), last_seen).prop_map(|(room, last_seen_message_id)| ClientFrame::Subscribe {
            room_id: RoomId(room),
            last_seen_message_id
        }),
        (any_id(), prop::option::of(any::<String>())).prop_map(|(room, session_token)| {
            ClientFrame::Reconnect {
                room_id: RoomId(room),
                last_seen_message_id: None,
                session_token,
            }
        }),
        any_id().prop_map(|room| ClientFrame::Unsubscribe { room_id: RoomId(room) }),
        (any_id(), presence)
            .prop_map(|(room, state)| ClientFrame::Presence { room_id: RoomId(room), state }),
        (any_id(), typing)
            .prop_map(|(room, state)| ClientFrame::Typing { room_id: RoomId(room), state }),
        any::<u64>().prop_map(|id| ClientFrame::Ping { id }),
        any::<String>().prop_map(|session_token| ClientFrame::Authenticate { session_token }),
    ];
    frame.prop_map(|frame| json!(frame))
}

/// Sound ones, ones with a flaw, and anything else.
fn any_message() -> impl Strategy<Value = Message> {
    let with_a_foreign_value =
        (sound(), any::<Index>(), any_json()).prop_map(|(mut frame, which, value)| {
            let fields: Vec<String> = frame.as_object().unwrap().keys().cloned().collect();
            frame[which.get(&fields)] = value;
            frame.to_string()
        });
    let misspelled = (sound(), any::<Index>(), any::<char>()).prop_map(|(frame, at, instead)| {
        let mut letters: Vec<char> = frame.to_string().chars().collect();
        let at = at.index(letters.len());
        letters[at] = instead;
        letters.into_iter().collect()
    });
    let cut = (sound(), any::<Index>()).prop_map(|(frame, end)| {
        let letters: Vec<char> = frame.to_string().chars().collect();
        letters[..end.index(letters.len())].iter().collect()
    });
    let text = prop_oneof![
        4 => sound().prop_map(|frame| frame.to_string()),
        2 => with_a_foreign_value,
        2 => misspelled,
        1 => cut,
        1 => any_json().prop_map(|json| json.to_string()),
        1 => any::<String>(),
        1 => Just("[".repeat(30_000)),
    ];
    prop_oneof![
        9 => text.prop_map(Message::text),
        1 => vec(any::<u8>(), 0..40).prop_map(Message::binary),
    ]
}

#[test]
fn whatever_a_socket_hears_it_answers_or_says_goodbye() {
    let input = (any::<bool>(), vec(any_message(), 1..24));
    holds_for_all(96, &input, scene, async |(campfire, ada), (signed_in, said)| {
        converses(campfire, ada, signed_in, said).await;

        campfire.stranger().get("/up").await.is(StatusCode::OK);
    });
}

async fn scene() -> (TestCampfire, Person) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    for text in ["one", "two", "three"] {
        ada.says(room, text).await;
    }
    (campfire, ada)
}

/// Says all of it, and hears what comes until the fence, or until the server has said goodbye.
async fn converses(campfire: &TestCampfire, ada: &Person, signed_in: bool, said: Vec<Message>) {
    let mut request = format!("ws://{}/ws", campfire.address()).into_client_request().unwrap();
    if signed_in {
        let bearer = format!("Bearer {}", ada.token).parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
    }
    let (socket, _) = connect_async(request).await.unwrap();
    let (mut mouth, mut ears) = socket.split();
    // Whoever wasn't signed in until now has to be, or a ping is refused.
    let introduction = ClientFrame::Authenticate { session_token: ada.token.clone() };
    let fence = [introduction, ClientFrame::Ping { id: FENCE }];
    let fence = fence.map(|frame| Message::text(json!(frame).to_string()));
    let talking = async {
        for message in said.into_iter().chain(fence) {
            // Whoever has said goodbye doesn't listen any more.
            if mouth.send(message).await.is_err() {
                break;
            }
        }
    };
    let listening = async {
        loop {
            match ears.next().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text).unwrap() {
                    ServerFrame::Pong { id: FENCE } => break,
                    ServerFrame::Error { code, .. } => assert_ne!(code, ErrorCode::Internal),
                    _ => {}
                },
                Some(Ok(Message::Close(Some(goodbye)))) => {
                    assert!(GOODBYES.contains(&goodbye.code.into()), "{goodbye:?}");
                    break;
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("the socket went without a word: {other:?}"),
            }
        }
    };
    let conversation = async { tokio::join!(talking, listening) };
    timeout(PATIENCE, conversation).await.unwrap();
}
