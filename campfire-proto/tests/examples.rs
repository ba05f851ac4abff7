//! The wire by example: what each thing looks like as JSON. Every example is read into its type and
//! written again, so that none of them can go stale.
#![expect(clippy::unwrap_used, reason = "an example that can't be read is wrong")]

use std::fmt::Debug;

use campfire_proto::{
    Account, Boost, ClientFrame, ErrorBody, Membership, Message, MessagePage, NewMessage, Room,
    ServerFrame, Session, User, frame, search,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Reads an example as a `T`, and expects to write the same again.
fn example<T: Serialize + DeserializeOwned + Debug + PartialEq>(json: &Value) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(&serde_json::to_value(&read).unwrap(), json);
    read
}

fn ada() -> Value {
    json!({
        "id": 1, "name": "Ada Lovelace", "role": "administrator", "status": "active",
        "bio": "Notes on the engine", "initials": "AL", "color": "#c64b06", "avatar_url": null,
        "created_at": "2026-01-31T09:15:00.123Z"
    })
}

fn boost() -> Value {
    json!({
        "id": 3, "message_id": 17, "booster_id": 1, "booster": ada(), "content": "👍",
        "created_at": "2026-01-31T09:16:00.000Z"
    })
}

fn message() -> Value {
    json!({
        "id": 17, "client_message_id": "7b0c6f2e-9c0e-4b43-8a53-0a4c7e6d2f11", "room_id": 2,
        "creator_id": 1, "creator": ada(), "content": "@Grace see https://example.com",
        "html": "<div><span class=\"mention\" data-mention-id=\"2\">@Grace</span> see …</div>",
        "mentions": [2], "emoji_only": false, "sound": null,
        "links": [{"url": "https://example.com", "preview": null}], "attachment": null,
        "boosts": [boost()], "created_at": "2026-01-31T09:15:30.000Z",
        "updated_at": "2026-01-31T09:15:30.000Z", "edited": false
    })
}

fn membership() -> Value {
    json!({
        "involvement": "mentions", "unread": true, "unread_count": 3, "unread_mentions": 1,
        "last_read_message_id": 14
    })
}

fn room() -> Value {
    json!({
        "id": 2, "name": "Engine room", "room_type": "closed", "creator_id": 1,
        "last_message_at": "2026-01-31T09:15:30.000Z", "created_at": "2026-01-30T08:00:00.000Z",
        "updated_at": "2026-01-31T09:15:30.000Z", "membership": membership()
    })
}

fn account() -> Value {
    json!({
        "name": "37 Degrees", "join_code": "abcd-efgh-jkmn", "custom_styles": "",
        "settings": {"restrict_room_creation": false}, "logo_url": null,
        "features": {
            "files_enabled": false, "avatars_enabled": false, "opengraph_enabled": false,
            "search_enabled": true, "push_notifications": true, "bot_integrations": true,
            "max_file_size": 0
        }
    })
}

#[test]
fn things_look_like_this() {
    example::<User>(&ada());
    example::<Boost>(&boost());
    example::<Message>(&message());
    example::<MessagePage>(
        &json!({"messages": [message()], "has_more_before": true, "has_more_after": false}),
    );
    example::<Membership>(&membership());
    example::<Room>(&room());
    example::<Account>(&account());
    example::<Session>(&json!({
        "id": 5, "ip": "203.0.113.7", "user_agent": "curl/8.5",
        "created_at": "2026-01-31T09:00:00.000Z", "last_active_at": "2026-01-31T09:15:00.000Z",
        "current": true
    }));
    example::<search::SearchPage>(&json!({
        "results": [{"message": message(), "room": room(), "snippet": "<mark>see</mark> …"}],
        "next": "17.40"
    }));
    example::<ErrorBody>(&json!({"error": {
        "code": "validation_failed", "message": "Content can't be empty", "field": "content"
    }}));
}

#[test]
fn a_client_may_leave_out_what_it_does_not_mean() {
    let new: NewMessage = serde_json::from_value(json!({"content": "hi", "later": true})).unwrap();

    assert_eq!(new, NewMessage { content: "hi".to_owned(), ..NewMessage::default() });
}

#[test]
fn a_client_says_this() {
    let said = [
        json!({"type": "authenticate", "session_token": "…"}),
        json!({"type": "subscribe", "room_id": 1, "last_seen_message_id": 17}),
        json!({
            "type": "reconnect", "room_id": 1, "last_seen_message_id": 17, "session_token": "…"
        }),
        json!({"type": "unsubscribe", "room_id": 1}),
        json!({"type": "presence", "room_id": 1, "state": "present"}),
        json!({"type": "typing", "room_id": 1, "state": "start"}),
        json!({"type": "ping", "id": 1}),
    ];
    for frame in &said {
        example::<ClientFrame>(frame);
    }
}

#[test]
fn a_client_hears_this() {
    let heard = [
        json!({"type": "authenticated", "user": ada(), "server_version": "0.1.0"}),
        json!({"type": "presence_snapshot", "online": [1, 2]}),
        json!({"type": "subscribed", "room_id": 2, "last_message_id": 17, "resync": false}),
        json!({"type": "unsubscribed", "room_id": 2}),
        json!({"type": "pong", "id": 1}),
        json!({"type": "error", "code": "not_found", "message": "Not found", "room_id": 9}),
        json!({"type": "message_created", "message": message()}),
        json!({"type": "message_updated", "message": message()}),
        json!({"type": "message_deleted", "room_id": 2, "message_id": 17}),
        json!({"type": "boost_created", "room_id": 2, "boost": boost()}),
        json!({"type": "boost_deleted", "room_id": 2, "message_id": 17, "boost_id": 3}),
        json!({
            "type": "typing", "room_id": 2, "user": {"id": 1, "name": "Ada"}, "state": "start"
        }),
        json!({"type": "presence", "user_id": 1, "online": true}),
        json!({"type": "unread", "room_id": 2, "unread_count": 3, "unread_mentions": 1}),
        json!({"type": "read", "room_id": 2}),
        json!({"type": "room_added", "room": room()}),
        json!({"type": "room_updated", "room": room()}),
        json!({"type": "room_removed", "room_id": 2, "reason": "left"}),
        json!({"type": "membership_updated", "room_id": 2, "membership": membership()}),
        json!({"type": "user_updated", "user": ada()}),
        json!({"type": "account_updated", "account": account()}),
        json!({"type": "session_ended", "reason": "You signed out"}),
    ];
    for frame in &heard {
        example::<ServerFrame>(frame);
    }
    assert_eq!(frame::CloseCode::FellBehind.number(), 4408);
}
