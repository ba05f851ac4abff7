//! Bodies that no bot of good will would send: each becomes a message or a refusal.

use campfire_proto::RoomId;
use campfire_tests::{Person, Robot, StatusCode, TestCampfire, holds_for_all, raw::RawRequest};
use proptest::{collection::vec, prelude::*};

const KINDS: [&str; 12] = [
    "application/x-www-form-urlencoded",
    "text/plain; charset=utf-8",
    "text/plain; charset=utf-16",
    "text/html",
    "text/markdown",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "TEXT/MARKDOWN;;;=",
    "text/",
    ";",
    "",
];

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        &b"<b>"[..],
        b"</b>",
        b"<script>",
        b"[x](javascript:y)",
        b"# ",
        b"`",
        b"<@1>",
        b"@Ada",
        b"/play bell",
        b"body=",
        b"&",
        b"%0a",
        b"\0",
        b"\x1b[31m",
        b"\xff",
        b"\xf0\x9f",
        b"\xed\xa0\x80",
        b"\n",
        b"text",
    ]);
    prop_oneof![
        4 => vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        2 => any::<String>().prop_map(String::into_bytes),
        2 => vec(any::<u8>(), 0..200),
        1 => Just(b"<b>".repeat(4_000)),
        1 => Just(vec![b'x'; 20_000]),
        1 => Just(vec![b'x'; 300 * 1024]),
    ]
}

async fn scene() -> (TestCampfire, Person, Robot, RoomId) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.room_of(&[&ada, &robot.person]).await;
    (campfire, ada, robot, room)
}

#[test]
fn whatever_a_bot_sends_becomes_a_message_or_a_refusal() {
    let input = (prop::sample::select(KINDS.to_vec()), any_body());
    holds_for_all(64, &input, scene, async |(campfire, ada, robot, room), (kind, body)| {
        let mut request = RawRequest::new("POST", &robot.messages_of(*room));
        request.body = body;
        let before = ada.reads_page(*room, "limit=1").await.messages;

        let answer = request.header("content-type", kind).send(campfire.address()).await;

        let after = ada.reads_page(*room, "limit=1").await.messages;
        if answer.status == StatusCode::CREATED {
            let said = after.last().unwrap();
            assert!(answer.header("location").unwrap().ends_with(&format!("/@{}", said.id)));
            assert!(!said.content.trim().is_empty());
            assert!(said.html.starts_with("<div>") && said.html.ends_with("</div>"));
        } else {
            assert!(answer.status.is_client_error(), "{}", answer.status);
            answer.is_a_proper_refusal();
            assert_eq!(after, before, "what is refused isn't said");
        }
    });
}
