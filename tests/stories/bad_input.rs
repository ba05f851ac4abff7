//! Nonsense at every door: no 5xx, a proper refusal each time, and the server lives on.

use campfire_proto::{Account, RoomId};
use campfire_tests::{
    Answer, PASSWORD, Person, Robot, StatusCode, TestCampfire, holds_for_all, raw::RawRequest,
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use tokio::sync::Mutex;

/// A server with people in it, and every door it says it has.
struct House {
    campfire: TestCampfire,
    /// The administrator. A case may well sign her out; she comes back for the next.
    ada: Mutex<Person>,
    /// Whose key opens the doors of bots. A case may well remove it; then there is another.
    robot: Mutex<Robot>,
    room: RoomId,
    doors: Vec<(String, String)>,
}

impl House {
    async fn open() -> Self {
        let campfire = TestCampfire::start().await;
        let ada = campfire.person("Ada").await;
        let grace = campfire.person("Grace").await;
        let room = campfire.room_of(&[&ada, &grace]).await;
        let message = ada.says(room, "something to aim at").await;
        ada.boosts(&message, "👍").await;
        let robot = campfire.bot(&ada, "Robot").await;
        let doors = doors(&campfire).await;
        Self { campfire, ada: Mutex::new(ada), robot: Mutex::new(robot), room, doors }
    }

    fn door(&self, which: prop::sample::Index) -> &(String, String) {
        &self.doors[which.index(self.doors.len())]
    }

    async fn ada(&self) -> Person {
        let mut ada = self.ada.lock().await;
        if ada.get("/api/auth/me").await.status == StatusCode::UNAUTHORIZED {
            *ada = self.campfire.another_device_of(&ada).await;
        }
        ada.clone()
    }

    async fn bot_key(&self) -> String {
        let mut robot = self.robot.lock().await;
        if robot.person.get("/api/auth/me").await.status == StatusCode::UNAUTHORIZED {
            *robot = self.campfire.bot(&self.ada().await, "Robot").await;
        }
        robot.key.clone()
    }

    /// The path with something in the place of each id, and a bot's key where one belongs.
    async fn filled(&self, path: &str, with: &str) -> String {
        let key = if path.contains("{bot_key}") { self.bot_key().await } else { String::new() };
        let parts = path.split('/').skip(1).map(|part| match part {
            "{bot_key}" => key.as_str(),
            _ if part.starts_with('{') => with,
            _ => part,
        });
        parts.flat_map(|part| ["/", part]).collect()
    }

    /// Somebody new, whose profile may become what it will.
    async fn somebody(&self) -> String {
        let account: Account = self.ada().await.get("/api/account").await.holds();
        let email = format!("{}@example.com", uuid::Uuid::new_v4());
        let body = json!({ "name": "Somebody", "email": email, "password": PASSWORD,
            "join_code": account.join_code });
        let answer = self.campfire.stranger().post("/api/auth/register", body).await;
        answer.is(StatusCode::CREATED).json()["token"].as_str().unwrap().to_owned()
    }

    /// Sends it signed in, and sees that it is answered as anything may be.
    async fn bears(&self, request: RawRequest) -> Answer {
        let its_profile = request.target.ends_with(b"/profile");
        let token = if its_profile { self.somebody().await } else { self.ada().await.token };
        let signs_in = request.target.starts_with(b"/api/auth/");
        let request = request.header("authorization", format!("Bearer {token}"));
        let answer = self.bears_from_anybody(request.clone()).await;
        let let_in = signs_in || answer.status != StatusCode::UNAUTHORIZED;
        assert!(let_in, "the door must be tried by somebody who may: {request:?}");
        answer
    }

    async fn bears_from_anybody(&self, request: RawRequest) -> Answer {
        let answer = request.send(self.campfire.address()).await;
        assert!(!answer.status.is_server_error(), "{} for {request:?}", answer.status);
        let bare = answer.status == StatusCode::BAD_REQUEST && answer.body.is_empty();
        // What isn't HTTP at all is turned away before anybody of ours sees it.
        if answer.status.is_client_error() && !bare {
            answer.is_a_proper_refusal();
        }
        answer
    }

    async fn lives(&self) {
        self.campfire.stranger().get("/up").await.is(StatusCode::OK);
        self.ada().await.says(self.room, "still here").await;
    }
}

/// Every route in the API's own description, but signing out: it answers to anything.
pub(crate) async fn doors(campfire: &TestCampfire) -> Vec<(String, String)> {
    let document = campfire.stranger().get("/api/openapi.json").await.is(StatusCode::OK).json();
    let mut doors = Vec::new();
    for (path, verbs) in document["paths"].as_object().unwrap() {
        let known = ["get", "post", "put", "delete", "patch"];
        for verb in verbs.as_object().unwrap().keys().filter(|verb| known.contains(&verb.as_str()))
        {
            if !path.ends_with("/logout") {
                doors.push((verb.to_uppercase(), path.clone()));
            }
        }
    }
    assert!(doors.len() > 30, "these are too few doors: {doors:?}");
    doors
}

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("x".repeat(20_000))),
        Just(Value::from("\0")),
        Just(json!("open")),
        Just(json!("closed")),
        Just(json!("direct")),
        (0..5_i64).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((".{0,8}", inner), 0..6).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

/// An object with the fields that some door or other asks for, and anything in them.
fn any_body() -> impl Strategy<Value = Value> {
    let field = prop::sample::select(vec![
        "name",
        "email",
        "bio",
        "role",
        "content",
        "content_type",
        "client_message_id",
        "room_type",
        "user_id",
        "initial_members",
        "member_ids",
        "user_ids",
        "involvement",
        "last_read_message_id",
        "join_code",
        "account_name",
        "token",
        "settings",
        "custom_styles",
        "current_password",
        "restrict_room_creation",
        "webhook_url",
        "endpoint",
        "keys",
    ]);
    let object = vec((field, any_json()), 0..8)
        .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Value>());
    prop_oneof![object, any_json()]
}

/// Bytes that are nearly JSON, or not at all.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        any_body().prop_map(|json| json.to_string().into_bytes()),
        (any_body(), any::<prop::sample::Index>()).prop_map(|(json, cut)| {
            let mut bytes = json.to_string().into_bytes();
            bytes.truncate(cut.index(bytes.len() + 1));
            bytes
        }),
        vec(any::<u8>(), 0..64),
        Just([b"[".repeat(10_000), b"]".repeat(10_000)].concat()),
        Just(b"{\"a\":".repeat(5_000)),
        Just(b"{\"content\":\"\xff\xfe\"}".to_vec()),
        Just(b"{\"content\":\"\\ud800\"}".to_vec()),
        Just(b"{\"content\":1e999}".to_vec()),
        Just(b"{\"user_id\":123456789012345678901234567890}".to_vec()),
        Just(b"{\"content\":\"a\",\"content\":\"b\"}".to_vec()),
        Just(b"\xef\xbb\xbf{}".to_vec()),
        Just(Vec::new()),
    ]
}

fn any_id() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "0",
            "-1",
            "1",
            "2",
            "3",
            "4711",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1.5",
            "1e3",
            "+1",
            "%31",
            "%00",
            "%ff",
            "%2e%2e",
            "..",
            "%2f",
            "null",
            "undefined",
            "%",
            "%zz",
            "１",
            "1;2",
            "1%20",
            "x",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,40}",
        "[!-~&&[^ #?/]]{1,20}",
    ]
}

#[test]
fn no_body_breaks_a_door() {
    let input = (any::<prop::sample::Index>(), 1..5_u8, any_bytes());
    holds_for_all(256, &input, House::open, async |house, (door, id, body)| {
        let (method, path) = house.door(door);

        let target = house.filled(path, &id.to_string()).await;
        house.bears(RawRequest::new(method, &target).json(body)).await;

        house.campfire.stranger().get("/up").await.is(StatusCode::OK);
    });
}

#[test]
fn no_path_or_query_breaks_a_door() {
    let name = prop::sample::select(vec![
        "before", "after", "around", "limit", "q", "room_id", "from", "sort", "all", "source",
    ]);
    let value = prop_oneof![any_id(), "[!-~&&[^ #]]{0,20}", Just("x".repeat(4_000))];
    let query = vec((name, value), 0..4);
    let input = (any::<prop::sample::Index>(), any_id(), query);
    holds_for_all(256, &input, House::open, async |house, (door, id, query)| {
        let (method, path) = house.door(door);
        let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let target = format!("{}?{}", house.filled(path, &id).await, query.join("&"));

        house.bears(RawRequest::new(method, &target).json("{}")).await;
    });
}

#[test]
fn no_header_breaks_a_door() {
    let name = prop::sample::select(vec![
        "authorization",
        "cookie",
        "user-agent",
        "content-type",
        "accept",
        "origin",
        "sec-fetch-site",
        "x-forwarded-for",
        "x-request-id",
        "if-none-match",
        "accept-encoding",
        "range",
        "content-encoding",
        "x-anything",
        "accept-language",
        "referer",
    ]);
    let value = prop_oneof![
        prop::sample::select(vec![
            "",
            "Bearer",
            "Bearer ",
            "bearer x y z",
            "Basic YTpi",
            "session_token=",
            "session_token",
            "session_token=a; session_token=b",
            "=;=;;=",
            "application/json; charset=utf-16",
            "text/html",
            "application/",
            "multipart/form-data",
            "\"",
            "W/\"",
            "*",
            "null",
            "gzip, deflate, br;q=x",
            "bytes=0-",
            "::1, 127.0.0.1, x",
            "http://[::1",
            "Bearer 1-x",
            "Bearer 99999999999999999999-abcdefghijkl",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        vec((0x20..=0xff_u8).prop_filter("no DEL", |byte| *byte != 0x7f), 0..60),
        Just(vec![b'x'; 16_000]),
    ];
    let input = (any::<prop::sample::Index>(), vec((name, value), 0..5));
    holds_for_all(192, &input, House::open, async |house, (door, headers)| {
        let (method, path) = house.door(door);
        let mut request = RawRequest::new(method, &house.filled(path, "1").await).json("{}");

        request.headers.extend(headers.into_iter().map(|(name, value)| (name.to_owned(), value)));

        house.bears_from_anybody(request).await;
    });
}

#[test]
fn no_address_breaks_the_house() {
    let target = prop_oneof![
        "/[!-~&&[^ ]]{0,60}",
        vec(any_id(), 0..6).prop_map(|parts| format!("/api/{}", parts.join("/"))),
        vec(any_id(), 0..3).prop_map(|parts| format!("/assets/{}", parts.join("/"))),
        Just(format!("/{}", "x".repeat(30_000))),
        Just(format!("/{}", "../".repeat(200))),
        Just("/assets/..%2f..%2f..%2fetc/passwd".to_owned()),
        Just("/api//rooms".to_owned()),
        Just("*".to_owned()),
    ];
    let method = prop::sample::select(vec![
        "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW",
    ]);
    holds_for_all(192, &(method, target), House::open, async |house, (method, target)| {
        let request = RawRequest::new(method, &target);

        let answer = request.clone().send(house.campfire.address()).await;

        assert!(!answer.status.is_server_error(), "{} for {request:?}", answer.status);
        assert!(!answer.text().contains("root:"), "{request:?}");
    });
}

#[tokio::test]
async fn every_door_refuses_what_is_not_json() {
    let house = House::open().await;

    for (method, path) in house.doors.iter().filter(|(m, _)| m == "POST" || m == "PUT") {
        let request = RawRequest::new(method, &house.filled(path, "1").await);
        house.bears(request.clone().json(b"{\"name\":")).await;
        let mut form = request;
        form.body = b"name=Ada&content=hello".to_vec();
        house.bears(form.header("content-type", "application/x-www-form-urlencoded")).await;
    }

    house.lives().await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_the_wrong_type_and_broken_json_is_malformed() {
    let house = House::open().await;
    let target = format!("/api/rooms/{}/messages", house.room);
    let post = || RawRequest::new("POST", &target);

    let mut form = post();
    form.body = b"content=hello".to_vec();
    let form = form.header("content-type", "application/x-www-form-urlencoded");
    house.bears(form).await.is(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    house.bears(post()).await.is(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    house.bears(post().json(b"{\"content\":")).await.is(StatusCode::BAD_REQUEST);
    house.bears(post().json(b"")).await.is(StatusCode::BAD_REQUEST);
    let large = json!({ "content": "x".repeat(300 * 1024) }).to_string();
    house.bears(post().json(large)).await.is(StatusCode::PAYLOAD_TOO_LARGE);
    let markup = json!({ "content": "<b></b>".repeat(20_000), "content_type": "text/html" });
    let markup = house.bears(post().json(markup.to_string())).await;
    assert!(markup.status.is_client_error());

    house.lives().await;
}

#[tokio::test]
async fn unknown_fields_are_ignored() {
    let house = House::open().await;
    let body = json!({ "content": "hello", "colour": "red", "id": 1, "creator_id": 2 });

    let ada = house.ada().await;
    let answer = ada.posts(house.room, body).await.is(StatusCode::CREATED);

    assert_eq!(answer.json()["creator_id"], json!(ada.id));
}

#[tokio::test]
async fn a_body_that_never_ends_harms_nobody() {
    let house = House::open().await;
    let mut request = RawRequest::new("POST", &format!("/api/rooms/{}/messages", house.room));
    request.body = b"{\"content\":\"".to_vec();
    request.headers.push(("transfer-encoding".to_owned(), b"nonsense".to_vec()));

    let answer = request.json(b"{").send(house.campfire.address()).await;

    assert!(answer.status.is_client_error(), "{}", answer.status);
    house.lives().await;
}
