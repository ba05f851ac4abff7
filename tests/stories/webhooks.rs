//! Webhooks: which bots are told of what, and what becomes of their answers.

use std::time::Duration;

use campfire_proto::{MessageId, Role, RoomId, bot::WebhookPayload};
use campfire_tests::{Outside, Person, Reaction, Robot, StatusCode, TestCampfire};
use serde_json::json;

mod trouble;

const PLAIN: &str = "text/plain; charset=utf-8";

/// A server with a bot that is told of messages, and the place where it is told.
struct Scene {
    campfire: TestCampfire,
    ada: Person,
    robot: Robot,
    room: RoomId,
    hook: Outside,
}

/// What the room reads of a bot that didn't answer within a second.
const LATE: &str = "Failed to respond within 1 seconds";

impl Scene {
    async fn with(reaction: Reaction) -> Self {
        Self::in_house(TestCampfire::start().await, reaction).await
    }

    /// Where bots are waited for a second only.
    async fn impatient(reaction: Reaction) -> Self {
        let house = TestCampfire::start_with(|config| {
            config.webhook_patience = Duration::from_secs(1);
        });
        Self::in_house(house.await, reaction).await
    }

    async fn in_house(campfire: TestCampfire, reaction: Reaction) -> Self {
        let ada = campfire.person("Ada").await;
        let hook = Outside::that(reaction).await;
        let robot = campfire.bot_with_webhook(&ada, "Robot", &hook.url("/hook?k=v")).await;
        let room = campfire.all_talk(&ada).await;
        Self { campfire, ada, robot, room, hook }
    }

    /// The answer to a question put to the bot, once it is there.
    async fn answer_to(&mut self, question: &str) -> String {
        let mut ears = self.ada.listens_to(self.room).await;
        self.ada.says(self.room, question).await;
        self.hook.hears().await;
        let robot = self.robot.person.id;
        let said = ears.waits_for(|frame| {
            matches!(frame, campfire_proto::ServerFrame::MessageCreated { message }
                if message.creator_id == robot)
        });
        let campfire_proto::ServerFrame::MessageCreated { message } = said.await else {
            unreachable!()
        };
        message.content
    }

    /// Waits until nothing is left to be told, and says what stands in the room.
    async fn stands_in_the_end(&self) -> Vec<String> {
        self.is_done().await;
        self.ada.sees_in(self.room).await
    }

    async fn is_done(&self) {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while self.pending().await > 0 {
            assert!(tokio::time::Instant::now() < deadline, "it is never done");
            tokio::task::yield_now().await;
        }
    }

    async fn pending(&self) -> i64 {
        let details = self.campfire.stranger().get("/health/detailed").await.is(StatusCode::OK);
        details.json()["counts"]["pending_webhooks"].as_i64().unwrap()
    }
}

fn nothing() -> Reaction {
    Reaction::with_headers(204, "", b"")
}

/// Scenario 79: the mention in an open room.
#[tokio::test]
async fn a_mentioned_bot_is_told_who_said_what_and_where() {
    let mut scene = Scene::with(nothing()).await;

    let said = scene.ada.says(scene.room, "@Robot what time is it?").await;

    let heard = scene.hook.hears().await;
    let Scene { ada, robot, room, .. } = &scene;
    assert_eq!(heard.request, "POST /hook?k=v");
    assert_eq!(heard.header("content-type"), Some("application/json"));
    let body: serde_json::Value = heard.holds();
    assert_eq!(
        body,
        json!({
            "user": { "id": ada.id, "name": "Ada" },
            "room": {
                "id": room, "name": "All Talk",
                "path": format!("/rooms/{room}/{}/messages", robot.key),
            },
            "message": {
                "id": said.id,
                "body": { "html": said.html, "plain": "what time is it?" },
                "path": format!("/rooms/{room}/@{}", said.id),
            },
        })
    );
}

#[tokio::test]
async fn the_address_in_a_payload_is_where_the_bot_answers() {
    let mut scene = Scene::with(nothing()).await;
    scene.ada.says(scene.room, "@Robot?").await;
    let told: WebhookPayload = scene.hook.hears().await.holds();

    let answer = scene.robot.sends_text("POST".parse().unwrap(), &told.room.path, "Here").await;

    answer.is(StatusCode::CREATED);
    assert_eq!(scene.stands_in_the_end().await, ["@Robot?", "Here"]);
}

/// Scenario 79: the direct, and its own posts.
#[tokio::test]
async fn in_a_direct_a_bot_is_told_of_everything_but_what_it_says_itself() {
    let mut scene = Scene::with(nothing()).await;
    let direct = scene.campfire.direct(&scene.ada, &scene.robot.person).await;

    scene.robot.curls(direct, "Hello Ada").await.is(StatusCode::CREATED);
    scene.robot.curls(scene.room, "I am <@2> @Robot").await.is(StatusCode::CREATED);
    scene.ada.says(direct, "Good day").await;

    let told: WebhookPayload = scene.hook.hears().await.holds();
    assert_eq!(told.message.body.plain, "Good day");
    assert_eq!(told.room.name, None);
    scene.is_done().await;
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn a_bot_is_told_of_what_concerns_it_and_nothing_else() {
    let mut scene = Scene::with(nothing()).await;
    let Scene { ada, robot, room, .. } = &scene;
    let closed = scene.campfire.room_of(&[ada]).await;
    scene.campfire.person("Grace").await;

    ada.says(*room, "Good day").await;
    ada.says(*room, "@Grace, good day").await;
    ada.says(closed, "@Robot isn't here").await;
    let said = ada.says(*room, "Robot, without a sign").await;
    ada.edits(&said, "@Robot, at second thought").await;
    ada.boosts(&said, "👍").await;
    ada.takes_back(&said).await;
    ada.tries_to_ask_in(closed, &[&robot.person]).await.is(StatusCode::CREATED);
    ada.says(closed, "@Robot is here").await;

    let told: WebhookPayload = scene.hook.hears().await.holds();
    assert_eq!(told.message.body.plain, "is here");
    assert_eq!(told.room.id, closed);
    scene.is_done().await;
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn a_message_sent_twice_is_told_once() {
    let mut scene = Scene::with(nothing()).await;

    for _ in 0..3 {
        scene.ada.tries_to_say_once(scene.room, "@Robot once", "the-same").await.succeeds();
    }

    scene.hook.hears().await;
    scene.is_done().await;
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn several_bots_are_told_each_once_and_hear_of_each_other() {
    let mut scene = Scene::with(nothing()).await;
    let mut others = Outside::that(nothing()).await;
    let other = scene.campfire.bot_with_webhook(&scene.ada, "Eddie", &others.url("/")).await;

    scene.ada.says(scene.room, "@Robot @Eddie good day").await;
    scene.hook.hears().await;
    others.hears().await;
    let mention = format!("<span data-mention-id=\"{}\">@Robot</span> hi", scene.robot.person.id);
    other.curls(scene.room, &mention).await.is(StatusCode::CREATED);

    let told: WebhookPayload = scene.hook.hears().await.holds();
    assert_eq!((told.user.id, told.message.body.plain.as_str()), (other.person.id, "hi"));
    scene.is_done().await;
    assert_eq!((scene.hook.heard_besides().len(), others.heard_besides().len()), (0, 0));
}

/// Scenario 80: the answer in text.
#[tokio::test]
async fn a_text_answer_is_said_by_the_bot() {
    let mut scene = Scene::with(Reaction::answer(200, PLAIN, "Half past <nine> @Ada\nor so")).await;

    assert_eq!(scene.answer_to("@Robot what time is it?").await, "Half past <nine> @Ada\nor so");

    let said = scene.ada.reads(scene.room).await.messages.pop().unwrap();
    assert_eq!(said.creator.role, Role::Bot);
    assert_eq!(said.mentions, [scene.ada.id]);
    scene.hook.now(Reaction::answer(200, "text/html", "<b>Ten</b><script>x</script>"));
    assert_eq!(scene.answer_to("@Robot and now?").await, "Ten");
    scene.hook.now(Reaction::answer(200, "text/plain", "<i>Late</i>"));
    assert_eq!(scene.answer_to("@Robot and now?").await, "Late", "as old bots mean it");
}

#[tokio::test]
async fn an_answer_fires_no_webhook() {
    let mut scene = Scene::with(nothing()).await;
    let mut others = Outside::that(nothing()).await;
    scene.campfire.bot_with_webhook(&scene.ada, "Eddie", &others.url("/")).await;
    scene.hook.now(Reaction::answer(200, PLAIN, "Ask @Eddie"));

    assert_eq!(scene.answer_to("@Robot who knows?").await, "Ask @Eddie");

    scene.is_done().await;
    assert_eq!(others.heard_besides().len(), 0);
    scene.ada.says(scene.room, "@Eddie, then").await;
    others.hears().await;
}

/// Scenario 80: time-outs.
#[tokio::test]
async fn a_bot_that_hangs_is_late() {
    let mut scene = Scene::impatient(Reaction::Hangs).await;

    assert_eq!(scene.answer_to("@Robot?").await, LATE);
}

/// Scenario 80: what is no answer.
#[tokio::test]
async fn what_is_no_text_is_not_said() {
    let mut scene = Scene::with(nothing()).await;
    let elsewhere = Outside::that(Reaction::answer(200, PLAIN, "You were led astray")).await;
    let redirect = format!("location: {}\r\ncontent-type: text/plain\r\n", elsewhere.url("/"));
    let long = "x".repeat(10_001);
    let huge = vec![b'x'; 50 * 1024 * 1024];
    let answers = [
        Reaction::answer(200, "application/json", "{\"ok\":true}"),
        Reaction::answer(200, PLAIN, " \n"),
        Reaction::answer(200, "text/html", "<div><br></div>"),
        Reaction::answer(200, PLAIN, ""),
        Reaction::answer(200, PLAIN, "a bell \u{7}"),
        Reaction::answer(200, PLAIN, &long),
        Reaction::with_headers(200, "content-type: text/plain\r\n", &huge),
        Reaction::Says(
            [b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n", &huge[..]].concat(),
        ),
        Reaction::with_headers(200, "", b"no type"),
        Reaction::with_headers(302, &redirect, b"moved"),
        Reaction::answer(500, "text/plain", "Internal Server Error"),
        Reaction::with_headers(500, "", b""),
        Reaction::answer(201, PLAIN, "Created"),
        Reaction::answer(204, PLAIN, ""),
        Reaction::Says(b"this is no HTTP\r\n\r\n".to_vec()),
        Reaction::Says(Vec::new()),
    ];
    let asked = answers.len();

    for reaction in answers {
        scene.hook.now(reaction);
        scene.ada.says(scene.room, "@Robot?").await;
        scene.hook.hears().await;
        scene.is_done().await;
    }

    assert_eq!(scene.stands_in_the_end().await, vec!["@Robot?"; asked]);
    assert_eq!(scene.hook.heard_besides().len(), 0, "nothing is sent twice");
    scene.hook.now(Reaction::answer(200, PLAIN, "Still here"));
    assert_eq!(scene.answer_to("@Robot?").await, "Still here");
}

#[tokio::test]
async fn a_bot_that_cannot_be_reached_is_no_trouble() {
    let scene = Scene::with(nothing()).await;
    let Scene { ada, robot, room, .. } = &scene;
    let path = format!("/api/bots/{}", robot.person.id);

    // Nobody listens at either: the first port is reserved, the second name is nobody's.
    for url in ["http://127.0.0.1:1/", "http://nobody.invalid/", "https://127.0.0.1:1/"] {
        ada.put(&path, json!({ "webhook_url": url })).await.is(StatusCode::OK);
        ada.says(*room, "@Robot?").await;
        scene.is_done().await;
    }

    assert_eq!(scene.stands_in_the_end().await, ["@Robot?"; 3]);
}

#[tokio::test]
async fn a_slow_bot_holds_up_neither_people_nor_other_bots() {
    let mut scene = Scene::with(Reaction::Hangs).await;
    let mut others = Outside::that(Reaction::answer(200, PLAIN, "Here")).await;
    let eddie = scene.campfire.bot_with_webhook(&scene.ada, "Eddie", &others.url("/")).await;
    let mut ears = scene.ada.listens_to(scene.room).await;

    for _ in 0..8 {
        scene.ada.says(scene.room, "@Robot, hang").await;
    }
    scene.hook.hears().await;
    scene.ada.says(scene.room, "@Eddie?").await;

    others.hears().await;
    let first = ears.waits_for(|frame| {
        matches!(frame, campfire_proto::ServerFrame::MessageCreated { message }
            if message.creator.role == Role::Bot)
    });
    let campfire_proto::ServerFrame::MessageCreated { message } = first.await else {
        unreachable!()
    };
    assert_eq!((message.creator_id, message.content.as_str()), (eddie.person.id, "Here"));
}

#[tokio::test]
async fn what_is_taken_away_meanwhile_ends_a_call() {
    let mut scene = Scene::impatient(Reaction::Hangs).await;
    let said = scene.ada.says(scene.room, "@Robot, never mind").await;
    scene.hook.hears().await;
    scene.ada.takes_back(&said).await;
    scene.ada.says(scene.room, "@Robot, farewell").await;
    scene.hook.hears().await;

    let path = format!("/api/bots/{}", scene.robot.person.id);
    scene.ada.delete(path).await.is(StatusCode::NO_CONTENT);

    assert_eq!(scene.pending().await, 0);
    // Both calls are still under way; the end of the server waits for them.
    scene.campfire.restart().await;
    assert_eq!(scene.stands_in_the_end().await, ["@Robot, farewell"]);
}

#[tokio::test]
async fn a_bot_without_a_webhook_is_told_nothing() {
    let mut scene = Scene::with(Reaction::Hangs).await;
    let path = format!("/api/bots/{}", scene.robot.person.id);
    scene.ada.says(scene.room, "@Robot?").await;
    scene.hook.hears().await;

    scene.ada.put(&path, json!({ "webhook_url": "" })).await.is(StatusCode::OK);
    scene.ada.says(scene.room, "@Robot, are you deaf?").await;

    assert_eq!(scene.pending().await, 0);
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn a_new_key_is_in_the_next_payload() {
    let mut scene = Scene::with(nothing()).await;
    let path = format!("/api/bots/{}/key", scene.robot.person.id);
    let reset = scene.ada.post(path, json!({})).await.is(StatusCode::OK);
    scene.robot = scene.campfire.robot_of(reset.holds());

    scene.ada.says(scene.room, "@Robot?").await;

    let told: WebhookPayload = scene.hook.hears().await.holds();
    assert_eq!(told.room.path, scene.robot.messages_of(scene.room));
    assert_eq!(told.message.id, MessageId(1));
}
