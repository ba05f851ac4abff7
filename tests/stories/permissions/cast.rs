//! Those who ask, and the rooms they ask for.

use campfire_proto::{Boost, Message, RoomId, UserId};
use campfire_tests::{Method, PASSWORD, Person, Robot, StatusCode, TestCampfire};
use serde_json::json;
use sqlx::Connection;

/// Addresses of the documentation's, so that nobody real is meant.
pub(super) const AFAR: &str = "203.0.113.7";
const BANNED_ADDRESS: &str = "203.0.113.66";

/// A key that no bot has.
const NO_KEY: &str = "4711-abcdefghijkl";

/// Everybody there is. Ada and Robot are in the rooms; Alan, Eve and Stray are not.
pub(super) struct Cast {
    pub(super) campfire: TestCampfire,
    pub(super) ada: Person,
    alan: Person,
    pub(super) grace: Person,
    pub(super) hedy: Person,
    pub(super) ivan: Person,
    pub(super) eve: Person,
    pub(super) robot: Robot,
    stray: Robot,
    ended: String,
    deactivated: String,
    banned: String,
}

/// One who asks: with which token, and from where.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) token: Option<String>,
    pub(super) from: &'static str,
}

impl Asker {
    fn with(token: &str) -> Self {
        Self { token: Some(token.to_owned()), from: AFAR }
    }

    /// What stands in an address where a bot's key belongs.
    pub(super) fn key(&self) -> &str {
        self.token.as_deref().unwrap_or(NO_KEY)
    }
}

/// What a request in a room is about. All of it is Grace's.
pub(super) struct Place {
    pub(super) room: RoomId,
    pub(super) message: Message,
    pub(super) boost: Boost,
    /// Somebody in the room who isn't the one who asks.
    pub(super) other: UserId,
}

impl Cast {
    pub(super) async fn assemble() -> Self {
        let campfire = TestCampfire::start_with(|config| {
            config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
            config.limits.sign_in_attempts = 100_000;
            config.limits.requests_per_address = 100_000;
            config.limits.writes_per_person = 100_000;
        })
        .await;
        let ada = campfire.person("Ada").await;
        let [alan, grace, hedy, ivan, eve, judy, mallory] =
            ["Alan", "Grace", "Hedy", "Ivan", "Eve", "Judy", "Mallory"]
                .map(|name| campfire.person(name));
        let (alan, grace, hedy, ivan) = (alan.await, grace.await, hedy.await, ivan.await);
        let (eve, judy, mallory) = (eve.await, judy.await, mallory.await);
        let role = json!({ "role": "administrator" });
        ada.put(format_args!("/api/users/{}/role", alan.id), role).await.is(StatusCode::OK);
        let robot = campfire.bot(&ada, "Robot").await;
        let stray = campfire.bot(&ada, "Stray").await;

        let ended = campfire.another_device_of(&grace).await;
        ended.post("/api/auth/logout", json!({})).await.is(StatusCode::NO_CONTENT);
        ada.delete(format_args!("/api/users/{}", judy.id)).await.is(StatusCode::NO_CONTENT);
        let door = campfire.stranger();
        let signs_in = door.request(Method::POST, "/api/auth/login");
        let signs_in = signs_in.header("x-forwarded-for", BANNED_ADDRESS);
        let password = json!({ "email": mallory.email, "password": PASSWORD });
        let banned = door.asks(signs_in.json(&password)).await.is(StatusCode::OK).json();
        let banned = banned["token"].as_str().unwrap().to_owned();
        ada.post(format_args!("/api/users/{}/ban", mallory.id), json!({})).await.succeeds();
        let (ended, deactivated) = (ended.token, judy.token);
        Self {
            campfire,
            ada,
            alan,
            grace,
            hedy,
            ivan,
            eve,
            robot,
            stray,
            ended,
            deactivated,
            banned,
        }
    }

    /// Those who are meant by a column's name; all of them must hear the same.
    pub(super) fn askers(&self, column: &str) -> Vec<Asker> {
        let one = |token: &str| vec![Asker::with(token)];
        match column {
            "Signed out" => vec![
                Asker { token: None, from: AFAR },
                Asker::with(&self.ended),
                Asker::with(&self.deactivated),
            ],
            "Banned" => vec![Asker { token: Some(self.banned.clone()), from: BANNED_ADDRESS }],
            "Outsider" => one(&self.eve.token),
            "Member" => one(&self.hedy.token),
            "Creator" => one(&self.grace.token),
            "Administrator outside" => one(&self.alan.token),
            "Administrator inside" | "Administrator" => one(&self.ada.token),
            "Bot outside" => one(&self.stray.key),
            "Bot inside" | "Bot" => one(&self.robot.key),
            other => panic!("who is meant by {other}?"),
        }
    }

    /// A room of this kind, as a column needs it: a direct room is between Grace and one other.
    pub(super) async fn place(&self, kind: &str, column: &str) -> Place {
        let (room, other) = match kind {
            "open" => (self.open_room().await, self.ivan.id),
            "closed" => (self.closed_room().await, self.ivan.id),
            _ => {
                let with = match column {
                    "Administrator inside" => &self.ada,
                    "Bot inside" => &self.robot.person,
                    _ => &self.hedy,
                };
                let other = if column == "Creator" { with.id } else { self.grace.id };
                (self.campfire.direct(&self.grace, with).await, other)
            }
        };
        let message = self.grace.says(room, "something to aim at").await;
        let boost = self.grace.boosts(&message, "👍").await;
        Place { room, message, boost, other }
    }

    async fn closed_room(&self) -> RoomId {
        let members = [self.ada.id, self.hedy.id, self.ivan.id, self.robot.person.id];
        let room = json!({ "name": "Ours", "room_type": "closed", "initial_members": members });
        self.grace.makes(room).await.id
    }

    /// An open room in which, for once, not everybody is.
    async fn open_room(&self) -> RoomId {
        let room = self.campfire.open_room(&self.grace).await;
        let mut file = self.campfire.connection().await;
        for person in [self.alan.id, self.eve.id, self.stray.person.id] {
            sqlx::query("delete from memberships where room_id = ? and user_id = ?")
                .bind(room)
                .bind(person)
                .execute(&mut file)
                .await
                .unwrap();
        }
        file.close().await.unwrap();
        room
    }
}
