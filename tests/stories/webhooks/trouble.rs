//! Bots that do it wrong, servers that fall over, and what administrators are shown of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use campfire_proto::bot::{BotCalls, Bots};

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
async fn a_bot_that_hangs_has_four_calls_at_a_time_and_gets_all_of_them() {
    let mut scene = Scene::impatient(Reaction::Hangs).await;
    for number in 1..=10 {
        scene.ada.says(scene.room, &format!("@Robot {number}")).await;
    }
    for _ in 0..4 {
        scene.hook.hears().await;
    }
    assert_eq!(scene.hook.heard_besides().len(), 0, "more would be under way at once");

    scene.hook.now(nothing());

    for _ in 4..10 {
        scene.hook.hears().await;
    }
    let said = scene.stands_in_the_end().await;
    assert_eq!(said.iter().filter(|said| *said == LATE).count(), 4, "{said:?}");
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
    let mut scene = Scene::impatient(nothing()).await;
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
        (5, Reaction::Hangs, "It didn't answer within 1 seconds"),
    ] {
        scene.hook.now(reaction);
        scene.ada.says(scene.room, "@Robot?").await;
        if failed == 5 {
            scene.until_made(8).await;
        }
        let told = scene.failure(failed).await;
        assert!(told.starts_with(reason), "{told}");
    }

    let path = format!("/api/bots/{}", scene.robot.person.id);
    let BotCalls { made, last_failure, .. } = scene.calls().await;
    assert_eq!(made, 8);
    let changed = scene.ada.put(&path, json!({ "name": "Eddie" })).await.is(StatusCode::OK);
    let reset = scene.ada.post(format_args!("{path}/key"), json!({})).await.is(StatusCode::OK);
    for calls in [&changed.json()["calls"], &reset.json()["bot"]["calls"]] {
        assert_eq!(*calls, json!({ "made": 8, "failed": 5, "last_failure": last_failure }));
    }
}

impl Scene {
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
