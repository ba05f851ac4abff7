//! Bots that do it wrong, servers that fall over, and what administrators are shown of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use campfire_proto::bot::{BotCalls, Bots};
use campfire_server::config::Config;

use super::*;

impl Scene {
    /// How the bot's calls went, as its administrator sees it.
    async fn calls(&self) -> BotCalls {
        let bots: Bots = self.ada.get("/api/bots").await.is(StatusCode::OK).holds();
        bots.bots.into_iter().find(|bot| bot.id == self.robot.person.id).unwrap().calls
    }

    /// Why the last call failed, once so many did.
    async fn failure(&self, failed: u64) -> String {
        self.is_done().await;
        let calls = self.calls().await;
        assert_eq!(calls.failed, failed, "{calls:?}");
        calls.last_failure.map(|failure| failure.message).unwrap_or_default()
    }
}

/// The next thing that is told after a server came back, and what stands in the room in the end.
async fn is_told_again(mut scene: Scene, first: WebhookPayload) {
    let again: WebhookPayload = scene.hook.hears().await.holds();
    assert_eq!(again, first);
    assert_eq!(scene.stands_in_the_end().await, ["@Robot, later", "Here I am"]);
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn what_a_bot_has_yet_to_be_told_survives_a_restart() {
    let mut scene = Scene::with(Reaction::Hangs).await;
    scene.ada.says(scene.room, "@Robot, later").await;
    let first: WebhookPayload = scene.hook.hears().await.holds();
    scene.campfire.stop().await;
    scene.hook.now(Reaction::answer(200, PLAIN, "Here I am"));

    scene.campfire.restart().await;

    is_told_again(scene, first).await;
}

#[tokio::test]
async fn what_a_bot_has_yet_to_be_told_survives_a_power_cut() {
    let mut scene = Scene::with(Reaction::Hangs).await;
    let mut server = scene.campfire.becomes_a_process().await;
    scene.ada.says(scene.room, "@Robot, later").await;
    let first: WebhookPayload = scene.hook.hears().await.holds();
    server.is_killed().await;
    scene.hook.now(Reaction::answer(200, PLAIN, "Here I am"));

    server.starts_again().await;

    is_told_again(scene, first).await;
}

#[tokio::test]
async fn one_call_that_hangs_does_not_silence_its_bot() {
    let mut scene = Scene::with(Reaction::Hangs).await;
    scene.ada.says(scene.room, "@Robot, hang").await;
    scene.hook.hears().await;
    scene.hook.now(Reaction::answer(200, PLAIN, "Here"));

    assert_eq!(scene.answer_to("@Robot, and now?").await, "Here");
    assert_eq!(scene.pending().await, 1, "the first still hangs");
}

#[tokio::test]
async fn a_bot_that_hangs_has_four_calls_under_way_and_gets_the_rest_later() {
    // Nobody is late here, however slow the machine is.
    let patient = |config: &mut Config| config.webhook_patience = Duration::from_mins(10);
    let house = TestCampfire::start_with(patient).await;
    let mut scene = Scene::in_house(house, Reaction::Hangs).await;
    let mut others = Outside::that(nothing()).await;
    scene.campfire.bot_with_webhook(&scene.ada, "Eddie", &others.url("/")).await;
    for number in 1..=6 {
        scene.ada.says(scene.room, &format!("@Robot {number}")).await;
    }
    let first = scene.hears_of(4).await;
    scene.ada.says(scene.room, "@Eddie?").await;
    others.hears().await;
    // Whoever calls has looked at what waits once more.
    assert_eq!(scene.hook.heard_besides().len(), 0, "more would be under way at once");

    scene.hook.now(nothing());
    scene.campfire.restart().await;

    assert_eq!(first, ["1", "2", "3", "4"]);
    assert_eq!(scene.hears_of(6).await, ["1", "2", "3", "4", "5", "6"]);
    scene.is_done().await;
    assert_eq!(scene.hook.heard_besides().len(), 0);
}

#[tokio::test]
async fn of_an_answer_without_end_a_mebibyte_is_read() {
    let mut scene = Scene::with(nothing()).await;
    let taken = Arc::new(AtomicUsize::new(0));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n";
    scene.hook.now(Reaction::Pours(head, Arc::clone(&taken)));

    scene.ada.says(scene.room, "@Robot?").await;

    scene.hook.hears().await;
    // Else it would have been late, and the room would read so.
    assert_eq!(scene.stands_in_the_end().await, ["@Robot?"]);
    assert!(scene.failure(1).await.ends_with("It is longer than 1 MiB"));
    let taken = taken.load(Ordering::Relaxed);
    // What the two ends of the line keep in their buffers counts as taken.
    assert!((1 << 20..16 << 20).contains(&taken), "{taken} bytes were taken");
}

#[tokio::test]
async fn administrators_see_how_the_calls_of_a_bot_go() {
    let mut scene = Scene::with(nothing()).await;
    assert_eq!(scene.calls().await, BotCalls::default());

    for reaction in [nothing(), Reaction::answer(200, PLAIN, " \n")] {
        scene.hook.now(reaction);
        scene.ada.says(scene.room, "@Robot?").await;
        assert_eq!(scene.failure(0).await, "");
    }
    assert_eq!(scene.answers_well().await, 3);
    for (failed, reaction, reason) in [
        (1, Reaction::answer(500, PLAIN, "oops"), "It answered with 500 Internal Server Error"),
        (2, Reaction::with_headers(302, "location: /\r\n", b""), "It answered with 302 Found"),
        (3, Reaction::answer(200, PLAIN, "a bell \u{7}"), "Its answer can't be a message: "),
        (4, Reaction::Says(Vec::new()), "It can't be reached: "),
    ] {
        scene.hook.now(reaction);
        scene.ada.says(scene.room, "@Robot?").await;
        let told = scene.failure(failed).await;
        assert!(told.starts_with(reason), "{told}");
    }

    let path = format!("/api/bots/{}", scene.robot.person.id);
    let BotCalls { made, last_failure, .. } = scene.calls().await;
    assert_eq!(made, 7);
    let changed = scene.ada.put(&path, json!({ "name": "Eddie" })).await.is(StatusCode::OK);
    let reset = scene.ada.post(format_args!("{path}/key"), json!({})).await.is(StatusCode::OK);
    for calls in [&changed.json()["calls"], &reset.json()["bot"]["calls"]] {
        assert_eq!(*calls, json!({ "made": 7, "failed": 4, "last_failure": last_failure }));
    }
}

#[tokio::test]
async fn a_bot_that_is_late_has_failed() {
    let scene = Scene::impatient(Reaction::Hangs).await;

    scene.ada.says(scene.room, "@Robot?").await;

    scene.until_made(1).await;
    assert_eq!(scene.failure(1).await, "It didn't answer within 1 seconds");
    assert_eq!(scene.stands_in_the_end().await, ["@Robot?", LATE]);
}

impl Scene {
    /// The next things that the bot is told, in order.
    async fn hears_of(&mut self, messages: usize) -> Vec<String> {
        let mut told = Vec::new();
        for _ in 0..messages {
            let next: WebhookPayload = self.hook.hears().await.holds();
            told.push(next.message.body.plain);
        }
        told.sort();
        told
    }

    /// Has the bot say something, and counts its calls afterwards.
    async fn answers_well(&mut self) -> u64 {
        self.hook.now(Reaction::answer(200, PLAIN, "Well"));
        assert_eq!(self.answer_to("@Robot?").await, "Well");
        self.until_made(3).await;
        self.failure(0).await;
        self.calls().await.made
    }

    /// What a room reads is counted a moment after it stands there.
    async fn until_made(&self, made: u64) {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        while self.calls().await.made < made {
            assert!(tokio::time::Instant::now() < deadline, "it is never counted");
            tokio::task::yield_now().await;
        }
    }
}
