//! The wire by example: what each thing looks like as JSON. Every example is read into its type and
//! written again, so that none of them can go stale.
#![expect(clippy::unwrap_used, reason = "an example that can't be read is wrong")]

use std::fmt::Debug;

use campfire_proto::{
    Account, Boost, BotChange, BotWithKey, ClientFrame, ErrorBody, Membership, Message,
    MessagePage, NewBot, NewMessage, Room, ServerFrame, Session, User,
    bot::{BotBoost, BotMessage, Bots, WebhookPayload},
    frame,
    push::{
        NewPushSubscription, PublicKey, PushEndpoint, PushPayload, PushSubscriptions, PushTest,
        PushTestResults,
    },
    search,
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

fn robot(calls: &Value) -> Value {
    json!({
        "id": 12, "name": "Clock", "webhook_url": "https://bots.example.com/clock",
        "user": {
            "id": 12, "name": "Clock", "role": "bot", "status": "active", "bio": "",
            "initials": "C", "color": "#0b7fab", "avatar_url": null,
            "created_at": "2026-01-31T09:00:00.000Z"
        },
        "calls": calls
    })
}

#[test]
fn administrators_and_bots_see_this() {
    let untold = json!({"made": 0, "failed": 0, "last_failure": null});
    let troubled = json!({
        "made": 17, "failed": 1,
        "last_failure": {
            "message": "It answered with 500 Internal Server Error",
            "at": "2026-01-31T09:15:00.000Z"
        }
    });
    example::<Bots>(&json!({"bots": [robot(&untold), robot(&troubled)]}));
    example::<BotWithKey>(&json!({"bot": robot(&untold), "key": "12-k3YvPq8ZsW4d"}));
    example::<NewBot>(&json!({"name": "Clock", "webhook_url": null}));
    example::<BotChange>(&json!({"name": null, "webhook_url": ""}));
    let ada = json!({"id": 1, "name": "Ada", "role": "administrator", "avatar_url": null});
    example::<BotMessage>(&json!({
        "id": 17, "created_at": "2026-01-31T09:15:00.123Z",
        "body": {"plain_text": "Good morning!", "html": "<div>Good morning!</div>"},
        "creator": ada, "room": {"id": 1}, "url": "https://chat.example.com/rooms/1/@17"
    }));
    example::<BotBoost>(&json!({
        "id": 3, "content": "👍", "created_at": "2026-01-31T09:15:10.000Z", "booster": ada,
        "message": {"id": 17, "url": "https://chat.example.com/rooms/1/@17"}
    }));
}

#[test]
fn a_webhook_is_told_this() {
    for room in [json!("All Talk"), json!(null)] {
        example::<WebhookPayload>(&json!({
            "user": {"id": 3, "name": "Ada"},
            "room": {"id": 1, "name": room, "path": "/rooms/1/12-k3YvPq8ZsW4d/messages"},
            "message": {
                "id": 17,
                "body": {"html": "<div>…</div>", "plain": "what time is it?"},
                "path": "/rooms/1/@17"
            }
        }));
    }
}

#[test]
fn a_device_is_woken_with_this() {
    let endpoint = "https://push.example.com/d9x";
    example::<PublicKey>(&json!({"public_key": "BPz…"}));
    example::<NewPushSubscription>(
        &json!({"endpoint": endpoint, "keys": {"p256dh": "BNc…", "auth": "tBH…"}}),
    );
    example::<PushEndpoint>(&json!({"endpoint": endpoint}));
    example::<PushTest>(&json!({"endpoint": endpoint}));
    let device = |last_result: Value| {
        json!({
            "endpoint": endpoint, "user_agent": null, "created_at": "2026-01-31T09:00:00.000Z",
            "last_result": last_result
        })
    };
    let result = json!({"status": "delivered", "message": null, "at": "2026-01-31T09:15:00.000Z"});
    example::<PushSubscriptions>(&json!({"subscriptions": [device(json!(null)), device(result)]}));
    let results = ["delivered", "gone", "refused", "failed"]
        .map(|status| json!({"endpoint": endpoint, "status": status, "message": null}));
    example::<PushTestResults>(&json!({"results": results}));
    example::<PushPayload>(&json!({
        "title": "All Talk", "body": "Ada: @Grace, lunch?", "path": "/rooms/1", "badge": 1,
        "tag": "room-1"
    }));
}

#[test]
fn a_browser_sends_more_with_a_subscription_than_is_needed() {
    let sent = json!({
        "endpoint": "https://push.example.com/d9x", "expirationTime": null,
        "keys": {"p256dh": "BNc…", "auth": "tBH…"}
    });

    let read: NewPushSubscription = serde_json::from_value(sent).unwrap();

    assert_eq!(read.keys.auth, "tBH…");
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
