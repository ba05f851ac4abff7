//! The account: its name, its join code, its styles, its rules.

use campfire_proto::{Account, account::JoinLink};
use campfire_tests::{PASSWORD, Person, StatusCode, TestCampfire};
use serde_json::json;

async fn account_as_seen_by(person: &Person) -> Account {
    person.get("/api/account").await.is(StatusCode::OK).holds()
}

#[tokio::test]
async fn every_member_may_invite() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let account = account_as_seen_by(&grace).await;

    assert_eq!(account.join_code, Some(campfire.join_code()));
    campfire.stranger().get("/api/account").await.is_unauthenticated();
}

#[tokio::test]
async fn the_join_link_leads_to_where_people_know_the_server() {
    let campfire = TestCampfire::start_with(|config| {
        config.public_url = Some("https://chat.example.com".to_owned());
    })
    .await;
    campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let link: JoinLink = grace.get("/api/account/join_link").await.is(StatusCode::OK).holds();

    assert_eq!(link.url, format!("https://chat.example.com/join/{}", campfire.join_code()));
    assert!(link.qr_svg.starts_with("<svg"), "{}", link.qr_svg);
    campfire.stranger().get("/api/account/join_link").await.is_unauthenticated();
}

#[tokio::test]
async fn files_avatars_and_previews_wait_for_later() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    let features = account_as_seen_by(&ada).await.features;

    assert!(!features.files_enabled && !features.avatars_enabled && !features.opengraph_enabled);
    assert!(features.search_enabled);
    assert_eq!(features.max_file_size, 0);
}

#[tokio::test]
async fn an_administrator_renames_the_account() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    ada.put("/api/account", json!({ "name": "  37 Degrees " })).await.is(StatusCode::OK);

    assert_eq!(account_as_seen_by(&grace).await.name, "37 Degrees");
    ada.put("/api/account", json!({ "name": " " })).await.refuses("name");
    ada.put("/api/account", json!({ "name": "x".repeat(101) })).await.refuses("name");
    assert_eq!(account_as_seen_by(&grace).await.name, "37 Degrees");
}

/// Scenario 14.
#[tokio::test]
async fn a_new_join_code_makes_the_old_one_worthless() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let old = campfire.join_code();

    grace.post("/api/account/join_code", json!({})).await.is_forbidden();
    ada.post("/api/account/join_code", json!({})).await.succeeds();

    let new = account_as_seen_by(&ada).await.join_code.unwrap();
    assert_ne!(new, old);
    let join = |code: &str| json!({ "name": "Eve", "email": "eve@example.com", "password": PASSWORD, "join_code": code });
    let door = campfire.stranger();
    door.post("/api/auth/register", join(&old)).await.is(StatusCode::FORBIDDEN);
    door.post("/api/auth/register", join(&new)).await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn custom_styles_are_kept_as_they_were_written() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let css = ":root { --accent: rebeccapurple }\n/* </style> \"quoted\" */";

    let answer = ada.put("/api/account/custom_styles", json!({ "custom_styles": css })).await;

    answer.succeeds();
    assert_eq!(account_as_seen_by(&grace).await.custom_styles, css);
    let long = json!({ "custom_styles": "x".repeat(64 * 1024 + 1) });
    ada.put("/api/account/custom_styles", long).await.refuses("custom_styles");
}

/// Scenario 20.
#[tokio::test]
async fn with_the_restriction_only_administrators_make_rooms() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let restriction = json!({ "settings": { "restrict_room_creation": true } });

    ada.put("/api/account", restriction).await.is(StatusCode::OK);

    for room_type in ["open", "closed"] {
        let room = json!({ "name": "Mine", "room_type": room_type });
        grace.post("/api/rooms", room.clone()).await.is_forbidden();
        ada.post("/api/rooms", room).await.is(StatusCode::CREATED);
    }
    campfire.direct(&grace, &ada).await;
}

#[tokio::test]
async fn what_an_administrator_does_not_send_stays() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let restriction = json!({ "settings": { "restrict_room_creation": true } });
    ada.put("/api/account", restriction).await.is(StatusCode::OK);

    ada.put("/api/account", json!({ "name": "Renamed" })).await.is(StatusCode::OK);

    let account = account_as_seen_by(&ada).await;
    assert!(account.settings.restrict_room_creation);
    assert_eq!(account.name, "Renamed");
}
