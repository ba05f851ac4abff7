//! People: who they are to each other, their profiles, their roles, and leaving for good.

use campfire_proto::{ErrorCode, Name, Role, Status, User, user::Users};
use campfire_server::domain::profile::ChangeProfile;
use campfire_tests::{Method, PASSWORD, Person, StatusCode, TestCampfire, encoded};
use serde_json::json;

async fn names(person: &Person, query: &str) -> Vec<String> {
    let path = format!("/api/users?{query}");
    let users: Users = person.get(path).await.is(StatusCode::OK).holds();
    users.users.into_iter().map(|user| user.name).collect()
}

async fn profile_of(person: &Person, other: &Person) -> User {
    person.get(format_args!("/api/users/{}", other.id)).await.is(StatusCode::OK).holds()
}

#[tokio::test]
async fn email_addresses_are_for_oneself_and_for_administrators() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let grace_sees = profile_of(&grace, &ada).await;
    let ada_sees = profile_of(&ada, &grace).await;

    assert_eq!(grace_sees.email, None);
    assert_eq!(ada_sees.email.as_deref(), Some("grace@example.com"));
    let mine: User = grace.get("/api/user/profile").await.is(StatusCode::OK).holds();
    assert_eq!(mine.email.as_deref(), Some("grace@example.com"));
    let list = grace.get("/api/users").await.text();
    assert!(!list.contains("ada@example.com"), "{list}");
}

#[tokio::test]
async fn messages_and_members_carry_no_email_addresses() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "hello").await;
    ada.boosts(&message, "👋").await;

    let page = grace.tries_to_read(room, "").await.text();
    let inside = grace.tries_to_enter(room).await.text();

    assert!(!page.contains("ada@example.com"), "{page}");
    assert!(!inside.contains("ada@example.com"), "{inside}");
}

#[tokio::test]
async fn people_are_found_by_the_beginning_of_any_word_of_their_name() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada King Lovelace").await;
    campfire.person("Grace Hopper").await;
    campfire.person("Émile Borel").await;

    assert_eq!(names(&ada, "q=LOVE").await, ["Ada King Lovelace"]);
    assert_eq!(names(&ada, "q=hop").await, ["Grace Hopper"]);
    assert_eq!(names(&ada, "q=emi").await, ["Émile Borel"]);
    assert_eq!(names(&ada, &format!("q={}", encoded("ÉMI"))).await, ["Émile Borel"]);
    assert!(names(&ada, "q=opper").await.is_empty());
    // What a pattern would take for "anything" is only a letter here.
    assert!(names(&ada, "q=%25").await.is_empty());
    assert!(names(&ada, "q=_").await.is_empty());
}

#[tokio::test]
async fn people_of_a_room_are_listed_to_its_members_only() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let people = names(&grace, &format!("room_id={room}")).await;

    assert_eq!(people, ["Ada", "Grace"]);
    eve.get(format_args!("/api/users?room_id={room}")).await.is_not_found();
}

#[tokio::test]
async fn a_profile_changes_where_it_is_asked_to_and_nowhere_else() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    let answer = ada.put("/api/user/profile", json!({ "bio": "  Poetical science " })).await;

    let user: User = answer.is(StatusCode::OK).holds();
    assert_eq!(user.bio, "Poetical science");
    assert_eq!(user.name, "Ada");
    assert_eq!(user.email.as_deref(), Some("ada@example.com"));
}

#[tokio::test]
async fn a_profile_refuses_what_makes_no_sense() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    campfire.person("Grace").await;
    let wrong = [
        ("name", json!(" ")),
        ("name", json!("é".repeat(101))),
        ("email", json!("grace@EXAMPLE.com")),
        ("email", json!("ada@")),
        ("bio", json!("x".repeat(201))),
    ];

    for (field, value) in wrong {
        ada.put("/api/user/profile", json!({ field: value })).await.refuses(field);
    }

    assert_eq!(profile_of(&ada, &ada).await, ada.user);
}

/// Scenario 86.
#[tokio::test]
async fn a_blank_password_leaves_the_password_as_it_is() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    ada.put("/api/user/profile", json!({ "name": "Ada King", "password": "" }))
        .await
        .is(StatusCode::OK);

    campfire.another_device_of(&ada).await;
}

/// Scenario 86: nobody writes another's profile.
#[tokio::test]
async fn there_is_no_door_to_another_persons_profile() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let answer = grace.put(format_args!("/api/users/{}", ada.id), json!({ "name": "Eve" })).await;

    answer.is(StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(profile_of(&grace, &ada).await.name, "Ada");
}

#[tokio::test]
async fn a_new_password_asks_for_the_old_one_and_ends_other_sessions() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let phone = campfire.another_device_of(&ada).await;
    let change =
        |current: &str| json!({ "password": "a better password", "current_password": current });

    ada.put("/api/user/profile", change("not hers")).await.refuses("current_password");
    ada.put("/api/user/profile", json!({ "password": "a better password" }))
        .await
        .refuses("current_password");
    phone.get("/api/auth/me").await.is(StatusCode::OK);
    ada.put("/api/user/profile", change(PASSWORD)).await.is(StatusCode::OK);

    ada.get("/api/auth/me").await.is(StatusCode::OK);
    phone.get("/api/auth/me").await.is_unauthenticated();
    let old = json!({ "email": ada.email, "password": PASSWORD });
    campfire.stranger().post("/api/auth/login", old).await.is(StatusCode::UNAUTHORIZED);
    let new = json!({ "email": ada.email, "password": "a better password" });
    campfire.stranger().post("/api/auth/login", new).await.is(StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_makes_another() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let path = format!("/api/users/{}/role", grace.id);

    let answer = ada.put(&path, json!({ "role": "administrator" })).await;

    assert_eq!(answer.is(StatusCode::OK).holds::<User>().role, Role::Administrator);
    grace.put(&path, json!({ "role": "member" })).await.is(StatusCode::OK);
    grace.put(&path, json!({ "role": "administrator" })).await.is_forbidden();
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    campfire.person("Grace").await;
    let path = format!("/api/users/{}", ada.id);

    ada.put(format_args!("{path}/role"), json!({ "role": "member" })).await.conflicts();
    ada.delete(&path).await.conflicts();
    ada.post(format_args!("{path}/ban"), json!({})).await.conflicts();

    assert_eq!(profile_of(&ada, &ada).await.role, Role::Administrator);
}

#[tokio::test]
async fn of_two_administrators_who_demote_each_other_at_once_one_remains() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let role = |person: &Person| format!("/api/users/{}/role", person.id);
    ada.put(role(&grace), json!({ "role": "administrator" })).await.is(StatusCode::OK);

    let (one, other) = tokio::join!(
        ada.put(role(&grace), json!({ "role": "member" })),
        grace.put(role(&ada), json!({ "role": "member" })),
    );

    let won = [one, other].into_iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(won, 1);
    let administrators = [profile_of(&ada, &ada).await, profile_of(&ada, &grace).await]
        .iter()
        .filter(|user| user.role == Role::Administrator)
        .count();
    assert_eq!(administrators, 1);
}

#[tokio::test]
async fn a_person_becomes_no_bot() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    let answer =
        ada.put(format_args!("/api/users/{}/role", grace.id), json!({ "role": "bot" })).await;

    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(profile_of(&ada, &grace).await.role, Role::Member);
}

/// Scenario 83.
#[tokio::test]
async fn who_is_removed_is_signed_out_and_what_they_said_stays() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let direct = campfire.direct(&ada, &grace).await;
    grace.says(room, "nanoseconds").await;
    grace.says(direct, "a piece of wire").await;

    ada.delete(format_args!("/api/users/{}", grace.id)).await.is(StatusCode::NO_CONTENT);

    grace.get("/api/auth/me").await.is_unauthenticated();
    assert_eq!(profile_of(&ada, &grace).await.status, Status::Deactivated);
    assert_eq!(ada.sees_in(room).await, ["nanoseconds"]);
    assert_eq!(ada.sees_in(direct).await, ["a piece of wire"]);
    assert_eq!(ada.sees_members_of(room).await, [ada.id]);
    assert!(!names(&ada, "").await.contains(&"Grace".to_owned()));
}

/// Scenario 83: the address is free again.
#[tokio::test]
async fn the_address_of_somebody_removed_is_free_for_whoever_comes_next() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    ada.delete(format_args!("/api/users/{}", grace.id)).await.is(StatusCode::NO_CONTENT);

    let login = json!({ "email": grace.email, "password": PASSWORD });
    campfire.stranger().post("/api/auth/login", login).await.is(StatusCode::UNAUTHORIZED);
    let another = campfire.person("Grace").await;
    assert_ne!(another.id, grace.id);
}

#[tokio::test]
async fn what_makes_no_sense_for_the_removed_is_a_conflict() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let path = format!("/api/users/{}", grace.id);
    ada.delete(&path).await.is(StatusCode::NO_CONTENT);

    ada.put(format_args!("{path}/role"), json!({ "role": "administrator" })).await.conflicts();
    ada.post(format_args!("{path}/ban"), json!({})).await.conflicts();
    ada.delete(format_args!("{path}/ban")).await.conflicts();
}

/// Scenario 85.
#[tokio::test]
async fn only_administrators_decide_about_people_and_the_account() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let path = format!("/api/users/{}", ada.id);
    let asks = |method, path: &str, body| {
        let request = grace.caller().request(method, path).json(&body);
        let caller = grace.caller().clone();
        async move { caller.asks(request).await }
    };

    asks(Method::PUT, &format!("{path}/role"), json!({ "role": "member" })).await.is_forbidden();
    asks(Method::DELETE, &path, json!({})).await.is_forbidden();
    asks(Method::POST, &format!("{path}/ban"), json!({})).await.is_forbidden();
    asks(Method::DELETE, &format!("{path}/ban"), json!({})).await.is_forbidden();
    asks(Method::PUT, "/api/account", json!({ "name": "Mine" })).await.is_forbidden();
    asks(Method::POST, "/api/account/join_code", json!({})).await.is_forbidden();
    let styles = json!({ "custom_styles": "* { display: none }" });
    asks(Method::PUT, "/api/account/custom_styles", styles).await.is_forbidden();
    assert_eq!(profile_of(&grace, &ada).await.role, Role::Administrator);
}

#[tokio::test]
async fn a_person_nobody_knows_is_not_found() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    ada.get("/api/users/4711").await.is_not_found();
    ada.delete("/api/users/4711").await.is_not_found();
    ada.put("/api/users/4711/role", json!({ "role": "member" })).await.is_not_found();
    let banned = ada.post("/api/users/4711/ban", json!({})).await;
    assert_eq!(banned.error().error.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn what_makes_no_sense_for_bots_and_the_banned_is_a_conflict() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.person("Robot").await;
    let eve = campfire.person("Eve").await;
    campfire.stage("update users set role = 'bot' where name = 'Robot'").await;
    ada.post(format_args!("/api/users/{}/ban", eve.id), json!({})).await.succeeds();

    for person in [&robot, &eve] {
        let path = format!("/api/users/{}", person.id);
        ada.put(format_args!("{path}/role"), json!({ "role": "administrator" })).await.conflicts();
        ada.post(format_args!("{path}/ban"), json!({})).await.conflicts();
        ada.post(format_args!("{path}/transfer"), json!({})).await.conflicts();
    }

    ada.delete(format_args!("/api/users/{}/ban", robot.id)).await.conflicts();
    assert_eq!(profile_of(&ada, &robot).await.role, Role::Bot);
    assert_eq!(profile_of(&ada, &eve).await.status, Status::Banned);
}

#[tokio::test]
async fn who_is_shut_out_changes_nothing_that_was_under_way() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    ada.delete(format_args!("/api/users/{}", eve.id)).await.succeeds();
    let change = ChangeProfile {
        person: eve.id,
        session: campfire_proto::SessionId(2),
        name: Some(Name::parse("name", "Still here").unwrap()),
        email: None,
        bio: None,
        password: None,
    };

    // As if the request had been let in the moment before.
    let refused = campfire.house().writer.perform(change).await;

    assert!(refused.is_err());
    assert_eq!(profile_of(&ada, &eve).await.name, "Eve");
}

#[tokio::test]
async fn people_are_listed_by_name_whatever_its_case_or_accents() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("zoe").await;
    campfire.person("Émile").await;
    campfire.person("adam").await;
    campfire.person("Bea").await;
    let gone = campfire.person("Gone").await;
    ada.post(format_args!("/api/users/{}/ban", gone.id), json!({})).await.succeeds();

    assert_eq!(names(&ada, "").await, ["adam", "Bea", "Émile", "zoe"]);
}
