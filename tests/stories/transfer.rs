//! Moving to another device with a link, and helping somebody back in.

use campfire_proto::{ErrorCode, TransferLink, session::SignedIn};
use campfire_tests::{Answer, Person, StatusCode, TestCampfire};
use serde_json::json;

async fn link_of(person: &Person) -> TransferLink {
    person.post("/api/auth/transfer", json!({})).await.succeeds().holds()
}

fn token_in(link: &TransferLink) -> &str {
    link.url.rsplit('/').next().unwrap()
}

async fn follows(campfire: &TestCampfire, token: &str) -> Answer {
    campfire.stranger().put("/api/auth/transfer", json!({ "token": token })).await
}

/// Scenario 15. Scenario 17: the QR code comes with the link.
#[tokio::test]
async fn a_transfer_link_signs_the_same_person_in_elsewhere() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let link = link_of(&ada).await;
    assert!(link.url.contains("/transfer/"), "{}", link.url);
    assert!(link.qr_svg.contains("<svg"));

    let answer = follows(&campfire, token_in(&link)).await.is(StatusCode::OK);

    let signed_in: SignedIn = answer.holds();
    assert_eq!(signed_in.user.id, ada.id);
    assert!(answer.cookie().unwrap().contains(&signed_in.token));
    ada.get("/api/auth/me").await.is(StatusCode::OK);
    campfire.holder_of(&signed_in.token).get("/api/auth/me").await.is(StatusCode::OK);
}

/// Scenario 15: whoever only looks at the link isn't signed in.
#[tokio::test]
async fn looking_at_a_transfer_link_starts_no_session() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let link = link_of(&ada).await;
    let path = format!("/transfer/{}", token_in(&link));

    let looked = campfire.stranger().get(&path).await;

    assert!(looked.cookie().is_none());
    let sessions = ada.get("/api/auth/sessions").await.json();
    assert_eq!(sessions["sessions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_transfer_link_works_until_it_expires_four_hours_later() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let started = campfire_proto::Timestamp::now().as_millis();
    let link = link_of(&ada).await;

    follows(&campfire, token_in(&link)).await.is(StatusCode::OK);
    follows(&campfire, token_in(&link)).await.is(StatusCode::OK);

    let hours = (link.expires_at.as_millis() - started) / (60 * 1000);
    assert!((239..=240).contains(&hours), "it expires after {hours} minutes");
}

#[tokio::test]
async fn a_forged_transfer_link_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let link = link_of(&ada).await;
    let right = token_in(&link);

    for place in 0..right.len() {
        let mut forged = right.as_bytes().to_vec();
        forged[place] = if forged[place] == b'x' { b'y' } else { b'x' };
        let forged = String::from_utf8(forged).unwrap();
        follows(&campfire, &forged).await.is(StatusCode::UNAUTHORIZED);
    }

    follows(&campfire, "").await.is(StatusCode::UNAUTHORIZED);
    follows(&campfire, "é.é").await.is(StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_new_password_makes_the_links_handed_out_worthless() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let link = link_of(&ada).await;
    let change =
        json!({ "password": "a better password", "current_password": campfire_tests::PASSWORD });

    ada.put("/api/user/profile", change).await.is(StatusCode::OK);

    follows(&campfire, token_in(&link)).await.is(StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_administrator_helps_somebody_back_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let answer = ada.post(format_args!("/api/users/{}/transfer", grace.id), json!({})).await;

    let link: TransferLink = answer.succeeds().holds();
    let signed_in: SignedIn = follows(&campfire, token_in(&link)).await.is(StatusCode::OK).holds();
    assert_eq!(signed_in.user.id, grace.id);
}

#[tokio::test]
async fn nobody_but_an_administrator_gets_a_link_for_somebody_else() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let answer = grace.post(format_args!("/api/users/{}/transfer", ada.id), json!({})).await;

    answer.is_forbidden();
}

#[tokio::test]
async fn the_link_of_somebody_who_was_removed_opens_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let link = link_of(&grace).await;

    ada.delete(format_args!("/api/users/{}", grace.id)).await.succeeds();

    follows(&campfire, token_in(&link)).await.is(StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_transfer_link_leads_to_where_people_know_the_server() {
    let campfire = TestCampfire::start_with(|config| {
        config.public_url = Some("https://chat.example.com".to_owned());
    })
    .await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let own = link_of(&ada).await;
    let path = format!("/api/users/{}/transfer", grace.id);
    let hers: TransferLink = ada.post(path, json!({})).await.succeeds().holds();

    for link in [&own, &hers] {
        let token = link.url.strip_prefix("https://chat.example.com/transfer/").unwrap();
        assert!(!token.contains('/'), "the token is one part of the path");
    }
    let signed_in: SignedIn = follows(&campfire, token_in(&hers)).await.holds();
    assert_eq!(signed_in.user.id, grace.id);
}

#[tokio::test]
async fn wrong_links_are_counted_and_right_ones_are_not() {
    let campfire = TestCampfire::start_with(|_| {}).await;
    let ada = campfire.person("Ada").await;
    let link = link_of(&ada).await;
    for _ in 0..12 {
        follows(&campfire, token_in(&link)).await.is(StatusCode::OK);
    }
    for _ in 0..10 {
        follows(&campfire, "a-guess").await.is(StatusCode::UNAUTHORIZED);
    }

    let eleventh = follows(&campfire, token_in(&link)).await;

    eleventh.refuses_with(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited);
}
