//! The first run: from nothing to an account, its administrator and a room to talk in.

use campfire_proto::{Role, RoomType, SetupState, session::SetUp};
use campfire_tests::{PASSWORD, StatusCode, TestCampfire};
use serde_json::{Value, json};

fn ada() -> Value {
    json!({ "name": "Ada", "email": "ada@example.com", "password": PASSWORD })
}

/// Scenario 1.
#[tokio::test]
async fn a_new_server_says_that_it_needs_setting_up() {
    let campfire = TestCampfire::start().await;

    let answer = campfire.stranger().get("/api/setup").await;

    assert!(answer.is(StatusCode::OK).holds::<SetupState>().needs_setup);
}

/// Scenario 2.
#[tokio::test]
async fn the_first_person_becomes_the_administrator_and_is_signed_in() {
    let campfire = TestCampfire::start().await;
    let body = json!({ "name": "Ada", "email": "Ada@Example.com", "password": PASSWORD,
        "account_name": "37 Degrees" });

    let answer = campfire.stranger().post("/api/setup", body).await.is(StatusCode::CREATED);

    let made: SetUp = answer.holds();
    assert_eq!(made.user.role, Role::Administrator);
    assert_eq!(made.user.email.as_deref(), Some("ada@example.com"));
    assert_eq!(made.account.name, "37 Degrees");
    assert!(answer.cookie().unwrap().contains(&made.token));
    let me = campfire.holder_of(&made.token).get("/api/auth/me").await.is(StatusCode::OK).json();
    assert_eq!(me["user"]["id"], json!(made.user.id));
}

/// Scenario 2: the room.
#[tokio::test]
async fn the_account_begins_with_one_open_room() {
    let campfire = TestCampfire::start().await;

    let ada = campfire.person("Ada").await;

    let rooms = ada.rooms().await;
    assert_eq!(rooms.len(), 1);
    assert_eq!(rooms[0].name, "All Talk");
    assert_eq!(rooms[0].room_type, RoomType::Open);
    assert_eq!(rooms[0].creator_id, ada.id);
    assert_eq!(ada.sees_members_of(rooms[0].id).await, [ada.id]);
}

/// Scenario 3.
#[tokio::test]
async fn an_account_is_set_up_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD });

    campfire.stranger().post("/api/setup", eve).await.conflicts();

    let state: SetupState = campfire.stranger().get("/api/setup").await.holds();
    assert!(!state.needs_setup);
    let people = ada.get("/api/users").await.json();
    assert_eq!(people["users"].as_array().unwrap().len(), 1);
}

/// Scenario 4.
#[tokio::test]
async fn of_five_first_runs_at_once_exactly_one_wins() {
    let campfire = TestCampfire::start().await;
    let runs = (0..5).map(|n| {
        let door = campfire.stranger();
        let body = json!({ "name": format!("Person {n}"), "email": format!("{n}@example.com"),
            "password": PASSWORD });
        async move { door.post("/api/setup", body).await }
    });

    let answers = futures::future::join_all(runs).await;

    let (won, lost): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == StatusCode::CREATED);
    assert_eq!(won.len(), 1);
    for answer in lost {
        answer.conflicts();
    }
    let winner = campfire.holder_of(won[0].json()["token"].as_str().unwrap());
    let people = winner.get("/api/users").await.is(StatusCode::OK).json();
    assert_eq!(people["users"].as_array().unwrap().len(), 1);
    let rooms = winner.get("/api/rooms?all=true").await.is(StatusCode::OK).json();
    assert_eq!(rooms["rooms"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_first_run_that_makes_no_sense_changes_nothing() {
    let campfire = TestCampfire::start().await;
    let wrong = [
        ("name", json!("  ")),
        ("name", json!("x".repeat(101))),
        ("email", json!("nobody")),
        ("email", json!("")),
        ("password", json!("1234567")),
        ("password", json!("x".repeat(129))),
    ];

    for (field, value) in wrong {
        let mut body = ada();
        body[field] = value;
        campfire.stranger().post("/api/setup", body).await.refuses(field);
    }

    let state: SetupState = campfire.stranger().get("/api/setup").await.holds();
    assert!(state.needs_setup);
}

#[tokio::test]
async fn before_the_first_run_nobody_is_anybody() {
    let campfire = TestCampfire::start().await;
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });

    let login = campfire.stranger().post("/api/auth/login", body).await;

    login.is(StatusCode::UNAUTHORIZED);
    campfire.stranger().get("/api/rooms").await.is_unauthenticated();
    let mut join = ada();
    join["join_code"] = json!("");
    campfire.stranger().post("/api/auth/register", join).await.is(StatusCode::FORBIDDEN);
}
