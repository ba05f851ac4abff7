//! A full disk: changes are refused with a sentence that says why, reading goes on, and once there is
//! room so do changes, without a restart.

use campfire_proto::{ErrorCode, Message, RoomId, ServerFrame};
use campfire_tests::{Answer, PASSWORD, Person, StatusCode, TestCampfire};
use serde_json::json;

/// Posts that must be enough to fill what is left: each takes ten pages and more.
const ENOUGH: usize = 400;

struct Scene {
    campfire: TestCampfire,
    ada: Person,
    grace: Person,
    room: RoomId,
    old: Message,
}

async fn scene() -> Scene {
    let campfire = TestCampfire::start().await;
    let (ada, grace) = (campfire.person("Ada").await, campfire.person("Grace").await);
    let room = campfire.room_of(&[&ada, &grace]).await;
    let old = ada.says(room, "an old message").await;
    // Whoever comes back after an hour is written down as active: that must not keep them out.
    campfire.stage("update sessions set last_active_at = 0").await;
    Scene { campfire, ada, grace, room, old }
}

impl Scene {
    /// Says something long as often as it takes until it is refused, which nobody hears. What was said,
    /// and the refusal.
    async fn talks_until_it_is_full(&self) -> (Vec<String>, Answer) {
        let mut ears = self.grace.listens_to(self.room).await;
        let mut said = Vec::new();
        while said.len() < ENOUGH {
            let text = format!("m{} {}", said.len(), "much ado ".repeat(1_000));
            let answer = self.ada.tries_to_say(self.room, text.trim()).await;
            let heard = ears.heard().await;
            if answer.status != StatusCode::CREATED {
                assert!(heard.is_empty(), "{heard:?}");
                return (said, answer);
            }
            said.push(text.trim().to_owned());
        }
        panic!("the disk is never full");
    }

    async fn is_refused_and_can_be_read(&self, refused: Answer) {
        let refused = refused.refuses_with(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy);
        let sentence = refused.error().error.message;
        assert!(sentence.contains("disk"), "{sentence}");
        for person in [&self.ada, &self.grace] {
            assert_eq!(person.looks_at(self.old.id).await.content, "an old message");
            person.tries_to_read(self.room, "").await.is(StatusCode::OK);
            assert_eq!(person.finds("old").await, ["an old message"]);
            person.get("/api/rooms").await.is(StatusCode::OK);
        }
        let mut ears = self.grace.listens_to(self.room).await;
        assert_eq!(ears.heard().await.len(), 0);
        self.campfire.stranger().get("/up").await.is(StatusCode::OK);
    }

    /// Everything that was acknowledged is there, nothing that was refused, and there is room for more.
    async fn goes_on(&self, said: Vec<String>) {
        let mut ears = self.grace.listens_to(self.room).await;
        let after = self.ada.says(self.room, "room at last").await;
        self.ada.edits(&after, "room at last!").await;

        let there = self.grace.reads_back_to(self.room, self.old.id).await;
        let there: Vec<_> = there.into_iter().map(|message| message.content).collect();
        let mut expected = vec!["an old message".to_owned()];
        expected.extend(said);
        expected.push("room at last!".to_owned());
        assert_eq!(there, expected);
        assert_eq!(self.grace.finds("room at last").await, ["room at last!"]);
        let heard = ears.heard().await;
        assert_eq!(heard.iter().filter(|frame| is_about(frame, &after)).count(), 2);
        let typed = self.grace.get("/api/searches").await.json();
        assert!(typed.to_string().contains("room at last"), "searches are remembered again");
    }
}

#[tokio::test]
async fn a_full_disk_refuses_changes_by_name_reads_on_and_recovers_by_itself() {
    let mut scene = scene().await;
    let disk = scene.campfire.moves_to_a_disk_of(6).await;
    disk.fills_up();

    let (said, refused) = scene.talks_until_it_is_full().await;

    scene.is_refused_and_can_be_read(refused).await;
    disk.has_room_again();
    scene.goes_on(said).await;
}

/// The same of a quota.
#[tokio::test]
async fn a_file_that_may_not_grow_refuses_changes_and_ends_nothing() {
    let mut scene = scene().await;
    let disk = scene.campfire.gets_a_quota().await;
    disk.fills_up();

    let (said, refused) = scene.talks_until_it_is_full().await;

    scene.is_refused_and_can_be_read(refused).await;
    disk.has_room_again();
    scene.goes_on(said).await;
}

fn is_about(frame: &ServerFrame, said: &Message) -> bool {
    match frame {
        ServerFrame::MessageCreated { message } | ServerFrame::MessageUpdated { message } => {
            message.id == said.id
        }
        _ => false,
    }
}

/// What people do besides talking is refused in the same way.
#[tokio::test]
async fn on_a_full_disk_signing_in_says_why_it_fails() {
    let mut scene = scene().await;
    let disk = scene.campfire.moves_to_a_disk_of(6).await;
    disk.fills_up();
    scene.talks_until_it_is_full().await;

    let door = scene.campfire.stranger();
    let body = json!({ "email": scene.grace.email, "password": PASSWORD });
    let mut refused = door.post("/api/auth/login", body.clone()).await;
    // Pages that are moved out of the log leave room in it for a little more, now and then.
    for _ in 0..5 {
        if refused.status == StatusCode::OK {
            scene.talks_until_it_is_full().await;
            refused = door.post("/api/auth/login", body.clone()).await;
        }
    }

    refused.refuses_with(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy);
    disk.has_room_again();
    door.post("/api/auth/login", body).await.is(StatusCode::OK);
}
