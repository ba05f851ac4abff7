//! A request that would be granted to whoever may make it, for every route there is.

use campfire_proto::UserId;
use campfire_tests::{Method, PASSWORD, Phone, StatusCode};
use serde_json::{Value, json};

use super::{
    cast::{AFAR, Asker, Cast, Place},
    page::Row,
};

/// What is sent: where to, and which body. Bots send text where others send JSON.
struct Sent {
    path: String,
    body: Option<Value>,
}

impl Cast {
    /// Asks for something in a room.
    pub(super) async fn asks_in(&self, row: &Row, place: &Place, asker: &Asker) -> StatusCode {
        let by_path = row.path.contains("{bot_key}");
        let body = match (row.method.as_str(), row.path.rsplit('/').next().unwrap()) {
            ("GET" | "DELETE", _) => None,
            (_, "{room_id}") => Some(json!({ "name": "Another name" })),
            (_, "memberships") => Some(json!({ "user_ids": [self.eve.id] })),
            (_, "involvement") => Some(json!({ "involvement": "everything" })),
            (_, "read") => Some(json!({})),
            (_, "messages" | "{message_id}" | "boosts") if by_path => Some(json!("hello")),
            (_, "messages" | "{message_id}" | "boosts") => Some(json!({ "content": "hello" })),
            (method, path) => panic!("what is sent to {method} {path}?"),
        };
        let mut path = row.path.clone();
        for (name, value) in [
            ("{room_id}", place.room.to_string()),
            ("{message_id}", place.message.id.to_string()),
            ("{boost_id}", place.boost.id.to_string()),
            ("{user_id}", place.other.to_string()),
            ("{bot_key}", asker.key().to_owned()),
        ] {
            path = path.replace(name, &value);
        }
        match row.about.as_deref() {
            Some("in the room") => path = format!("{path}?q=e&room_id={}", place.room),
            Some("around a message") => path = format!("{path}?around={}", place.message.id),
            _ => {}
        }
        self.sends(row, &Sent { path, body }, asker, !by_path).await
    }

    /// Asks for something that is in no room.
    pub(super) async fn asks(&self, row: &Row, asker: &Asker) -> StatusCode {
        // What ends a session is tried on one that may end.
        let passing = match &asker.token {
            Some(_) if row.path.ends_with("/logout") => self.another_session(asker).await,
            _ => asker.clone(),
        };
        let restricted = row.about.as_deref() == Some("where only administrators may");
        if restricted {
            self.restricts_room_creation(true).await;
        }
        let sent = self.sent(row, asker).await;
        let status = self.sends(row, &sent, &passing, true).await;
        if restricted {
            self.restricts_room_creation(false).await;
        }
        status
    }

    async fn sent(&self, row: &Row, asker: &Asker) -> Sent {
        let about = row.about.as_deref();
        let mut path = row.path.clone();
        let mut body = None;
        match (row.method.as_str(), row.path.as_str()) {
            ("POST", "/api/setup") => {
                body = Some(
                    json!({ "name": "Nobody", "email": "no@example.com", "password": PASSWORD }),
                );
            }
            ("POST", "/api/auth/register") => {
                let account = self.ada.get("/api/account").await.json();
                body = Some(json!({ "name": "Somebody", "password": PASSWORD,
                    "email": format!("{}@example.com", uuid::Uuid::new_v4()),
                    "join_code": account["join_code"] }));
            }
            ("POST", "/api/auth/login") => {
                body = Some(json!({ "email": self.ivan.email, "password": PASSWORD }));
            }
            ("PUT", "/api/auth/transfer") => {
                let link = self.ivan.post("/api/auth/transfer", json!({})).await.json();
                let token = link["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
                body = Some(json!({ "token": token }));
            }
            ("DELETE", "/api/auth/sessions/{id}") => {
                let ours = about == Some("one's own");
                let session =
                    if ours { self.own_session(asker).await } else { self.ivans_session().await };
                path = path.replace("{id}", &session.to_string());
            }
            ("GET", "/api/users") if about.is_some() => path += "?include=banned",
            ("PUT", "/api/user/profile") => body = Some(json!({ "bio": "Likes tables" })),
            ("PUT", "/api/account") => body = Some(json!({ "name": "Team" })),
            ("PUT", "/api/account/custom_styles") => body = Some(json!({ "custom_styles": "" })),
            ("POST", "/api/rooms") => body = Some(json!({ "name": "Room", "room_type": "closed" })),
            ("POST", "/api/bots") => body = Some(json!({ "name": "Another" })),
            ("GET", "/api/search/messages") => path += "?q=word",
            ("POST", "/api/push/subscriptions") => {
                body = Some(Phone::at(endpoint(asker)).subscription());
            }
            ("DELETE", "/api/push/subscriptions") => {
                body = Some(json!({ "endpoint": endpoint(asker) }));
            }
            (method, of)
                if of.starts_with("/api/users/{id}") || of.starts_with("/api/bots/{id}") =>
            {
                let whom = match of {
                    of if of.starts_with("/api/bots/") => self.another_bot().await,
                    "/api/users/{id}/ban" if method == "DELETE" => self.somebody("banned").await,
                    _ => self.somebody("active").await,
                };
                path = path.replace("{id}", &whom.to_string());
                body = match of {
                    "/api/users/{id}/role" => Some(json!({ "role": "administrator" })),
                    "/api/bots/{id}" if method == "PUT" => Some(json!({ "name": "Renamed" })),
                    _ => None,
                };
            }
            _ => {}
        }
        Sent { path, body }
    }

    async fn sends(&self, row: &Row, sent: &Sent, asker: &Asker, with_token: bool) -> StatusCode {
        let method: Method = row.method.parse().unwrap();
        let door = self.campfire.stranger();
        let mut request = door.request(method, &sent.path).header("x-forwarded-for", asker.from);
        if let Some(token) = asker.token.as_ref().filter(|_| with_token) {
            request = request.bearer_auth(token);
        }
        request = match &sent.body {
            Some(Value::String(text)) => request.body(text.clone()),
            Some(body) => request.json(body),
            None => request,
        };
        let answer = door.asks(request).await;
        assert!(!answer.status.is_server_error(), "{}: {}", row.name(), answer.text());
        answer.status
    }

    async fn restricts_room_creation(&self, restricted: bool) {
        let settings = json!({ "settings": { "restrict_room_creation": restricted } });
        self.ada.put("/api/account", settings).await.is(StatusCode::OK);
    }

    /// The same person, signed in once more; those who can't sign in stay as they are.
    async fn another_session(&self, asker: &Asker) -> Asker {
        let people = [&self.ada, &self.hedy];
        let Some(person) = people.into_iter().find(|it| Some(&it.token) == asker.token.as_ref())
        else {
            return asker.clone();
        };
        let token = self.campfire.another_device_of(person).await.token;
        Asker { token: Some(token), from: AFAR }
    }

    /// A session of theirs beside the one they ask with; of those who have none, any.
    async fn own_session(&self, asker: &Asker) -> i64 {
        let other = self.another_session(asker).await;
        let token = other.token.unwrap_or_default();
        let sessions = self.campfire.holder_of(&token).get("/api/auth/sessions").await.json();
        let mut sessions = sessions["sessions"].as_array().cloned().unwrap_or_default().into_iter();
        let newest = sessions.find(|session| session["current"] == json!(true));
        newest.and_then(|session| session["id"].as_i64()).unwrap_or(1)
    }

    async fn ivans_session(&self) -> i64 {
        let sessions = self.ivan.get("/api/auth/sessions").await.json();
        sessions["sessions"][0]["id"].as_i64().unwrap()
    }

    /// Somebody new, straight in the file: nobody has to hash a password for that.
    async fn somebody(&self, status: &'static str) -> UserId {
        let mut file = self.campfire.connection().await;
        let made = sqlx::query_scalar(
            "insert into users (name, password_hash, status, created_at, updated_at)
             values ('Somebody', 'none', ?, 0, 0) returning id",
        );
        made.bind(status).fetch_one(&mut file).await.unwrap()
    }

    async fn another_bot(&self) -> UserId {
        let bot = self.ada.post("/api/bots", json!({ "name": "Passing" })).await;
        bot.is(StatusCode::CREATED).holds::<campfire_proto::BotWithKey>().bot.user.id
    }
}

/// Where somebody's browser takes pushes: each has one owner.
fn endpoint(asker: &Asker) -> String {
    format!("https://push.example.com/{}", asker.key())
}
