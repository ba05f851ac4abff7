//! Web push: whom a message wakes, with what, and which devices are forgotten.

use campfire_proto::{
    Timestamp,
    push::{PushPayload, PushStatus, PushSubscription, PushSubscriptions},
};
use campfire_tests::{
    Outside, Person, Phone, Reaction, StatusCode, TestCampfire, phone::signature_of,
};
use serde_json::json;

fn taken() -> Reaction {
    Reaction::with_headers(201, "", b"")
}

/// A server that may push to this machine, as only tests and closed networks do.
async fn campfire() -> TestCampfire {
    TestCampfire::start_with(|config| {
        config.push_allow_private = true;
        config.limits.sign_in_attempts = 100_000;
    })
    .await
}

/// A device of somebody's, at an address of its own.
async fn phone_of(person: &Person, service: &Outside) -> Phone {
    let phone = Phone::at(service.url(&format!("/{}", person.user.name)));
    phone.is_subscribed_by(person).await.is(StatusCode::CREATED);
    phone
}

#[tokio::test]
async fn a_push_is_encrypted_for_the_device_and_signed_by_the_server() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    let mut service = Outside::that(taken()).await;
    let phone = phone_of(&grace, &service).await;

    ada.says(room, "@Grace, lunch?").await;

    let heard = service.hears().await;
    assert_eq!(heard.request, "POST /Grace");
    assert_eq!(
        phone.reads(&heard),
        PushPayload {
            title: "All Talk".to_owned(),
            body: "Ada: @Grace, lunch?".to_owned(),
            path: format!("/rooms/{room}"),
            badge: 1,
            tag: format!("room-{room}"),
        }
    );
    assert_eq!(heard.header("urgency"), Some("high"));
    assert_eq!(heard.header("ttl"), Some("2419200"));
    let signed = signature_of(&heard);
    let known = grace.get("/api/push/vapid_public_key").await.is(StatusCode::OK).json();
    assert_eq!(known, json!({ "public_key": signed.public_key }));
    assert_eq!(signed.claims["aud"], service.url(""));
    assert_eq!(signed.claims["sub"], "mailto:campfire@localhost");
    let (now, expires) =
        (Timestamp::now().as_millis() / 1000, signed.claims["exp"].as_i64().unwrap());
    assert!(expires > now && expires <= now + 24 * 3600, "{expires}");
}

#[tokio::test]
async fn in_a_direct_the_push_is_called_after_who_wrote() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let direct = campfire.direct(&ada, &grace).await;
    let mut service = Outside::that(taken()).await;
    let phone = phone_of(&grace, &service).await;

    ada.says(direct, "Lunch?").await;

    let read = phone.reads(&service.hears().await);
    assert_eq!((read.title.as_str(), read.body.as_str()), ("Ada", "Lunch?"));
    assert_eq!(read.path, format!("/rooms/{direct}"));
}

/// Scenario 81.
#[tokio::test]
async fn who_is_woken_goes_by_involvement_presence_and_mentions() {
    let mut campfire = campfire().await;
    let mut service = Outside::that(taken()).await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let elsewhere = campfire.open_room(&ada).await;
    phone_of(&ada, &service).await;
    ada.wants_to_hear(room, "everything").await.is(StatusCode::OK);
    for (name, involvement) in [
        ("All", "everything"),
        ("Named", "mentions"),
        ("Mute", "nothing"),
        ("Hidden", "invisible"),
        ("Here", "everything"),
        ("Elsewhere", "everything"),
    ] {
        let person = campfire.person(name).await;
        person.wants_to_hear(room, involvement).await.is(StatusCode::OK);
        phone_of(&person, &service).await;
        let looks_at = match name {
            "Here" => Some(room),
            "Elsewhere" => Some(elsewhere),
            _ => None,
        };
        if let Some(looks_at) = looks_at {
            // Kept open to the end of the test: whoever goes is absent.
            std::mem::forget(person.watches(looks_at).await);
        }
    }

    ada.says(room, "Good day").await;
    let mut first = vec![service.hears().await.request, service.hears().await.request];
    ada.says(room, "@Named @Mute @Hidden @Here @All @Ada").await;
    let mut second = Vec::new();
    for _ in 0..3 {
        second.push(service.hears().await.request);
    }

    first.sort();
    second.sort();
    assert_eq!(first, ["POST /All", "POST /Elsewhere"]);
    assert_eq!(second, ["POST /All", "POST /Elsewhere", "POST /Named"]);
    // What is under way is finished first.
    campfire.stop().await;
    assert_eq!(service.heard_besides().len(), 0, "one push for each, whatever is named twice");
}

#[tokio::test]
async fn neither_edits_nor_boosts_nor_deletions_wake_anybody() {
    let mut campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    let said = ada.says(room, "Good day").await;
    let mut service = Outside::that(taken()).await;
    let phone = phone_of(&grace, &service).await;

    ada.edits(&said, "@Grace, good day").await;
    ada.boosts(&said, "👍").await;
    ada.takes_back(&said).await;
    ada.tries_to_say_once(room, "@Grace?", "the-same").await.is(StatusCode::CREATED);
    ada.tries_to_say_once(room, "@Grace?", "the-same").await.is(StatusCode::OK);

    assert_eq!(phone.reads(&service.hears().await).body, "Ada: @Grace?");
    campfire.stop().await;
    assert_eq!(service.heard_besides().len(), 0);
}

#[tokio::test]
async fn bots_wake_people_too() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let direct = campfire.direct(&ada, &robot.person).await;
    let mut service = Outside::that(taken()).await;
    let phone = phone_of(&ada, &service).await;

    robot.curls(direct, "The build is <b>green</b>").await.is(StatusCode::CREATED);

    let read = phone.reads(&service.hears().await);
    assert_eq!((read.title.as_str(), read.body.as_str()), ("Robot", "The build is green"));
}

#[tokio::test]
async fn a_long_message_is_cut_to_what_push_services_take() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person(&"\"".repeat(100)).await;
    let direct = campfire.direct(&ada, &grace).await;
    let mut service = Outside::that(taken()).await;
    let phone = Phone::at(service.url("/ada"));
    phone.is_subscribed_by(&ada).await.is(StatusCode::CREATED);

    for character in ["x", "\"", "\n", "👩‍👩‍👧"] {
        let text = format!("a{}z", character.repeat(10_000 / character.chars().count() - 2));
        grace.says(direct, &text).await;

        let heard = service.hears().await;
        assert!(heard.body.len() <= 4_096, "{} bytes", heard.body.len());
        let read = phone.reads(&heard);
        let kept = read.body.strip_suffix('…').expect("it says that it is cut");
        assert!(text.starts_with(kept) && kept.len() > 500, "{kept}");
        let whole = kept[1..].len().is_multiple_of(character.len());
        assert!(whole, "cut within {character:?}");
    }
}

/// Scenario 82: gone.
#[tokio::test]
async fn a_device_that_is_gone_is_forgotten_and_no_other() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let mut service = Outside::that(taken()).await;
    let phone = phone_of(&ada, &service).await;
    let redirect = format!("location: {}\r\n", service.url("/elsewhere"));

    for (reaction, came_of_it) in [
        (taken(), PushStatus::Delivered),
        (Reaction::with_headers(200, "", b"fine"), PushStatus::Delivered),
        (Reaction::with_headers(500, "", b""), PushStatus::Failed),
        (Reaction::with_headers(401, "", b""), PushStatus::Failed),
        (Reaction::with_headers(403, "", b""), PushStatus::Failed),
        (Reaction::with_headers(413, "", b""), PushStatus::Failed),
        (Reaction::with_headers(429, "retry-after: 1\r\n", b""), PushStatus::Failed),
        (Reaction::with_headers(307, &redirect, b""), PushStatus::Failed),
        (Reaction::Says(Vec::new()), PushStatus::Failed),
    ] {
        service.now(reaction);
        assert_eq!(ada.tries_pushes().await, [came_of_it]);
        assert_eq!(phone.reads(&service.hears().await).tag, "test");
        assert_eq!(ada.is_woken_at().await, [phone.endpoint.as_str()]);
    }
    assert_eq!(service.heard_besides().len(), 0, "no redirect is followed");

    for gone in [404, 410] {
        service.now(Reaction::with_headers(gone, "", b""));
        phone.is_subscribed_by(&ada).await.succeeds();
        assert_eq!(ada.tries_pushes().await, [PushStatus::Gone]);
        assert_eq!(ada.is_woken_at().await, [""; 0]);
    }
}

#[tokio::test]
async fn the_last_result_is_shown_with_the_device() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let service = Outside::that(Reaction::with_headers(500, "", b"")).await;
    phone_of(&ada, &service).await;
    let shown = async || {
        let known: PushSubscriptions = ada.get("/api/push/subscriptions").await.holds();
        known.subscriptions.into_iter().next().unwrap()
    };
    let PushSubscription { last_result: before, user_agent, .. } = shown().await;

    ada.tries_pushes().await;

    assert_eq!((before, user_agent), (None, None));
    let result = shown().await.last_result.unwrap();
    assert_eq!(result.status, PushStatus::Failed);
    assert!(result.message.unwrap().contains("500"));
}

#[tokio::test]
async fn one_device_is_tried_without_the_others() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let mut service = Outside::that(taken()).await;
    phone_of(&ada, &service).await;
    let graces = phone_of(&grace, &service).await;
    let other = Phone::at(service.url("/other"));
    other.is_subscribed_by(&ada).await.is(StatusCode::CREATED);

    let tried = ada.post("/api/push/test", json!({ "endpoint": other.endpoint })).await;
    let foreign = ada.post("/api/push/test", json!({ "endpoint": graces.endpoint })).await;

    let expected = json!({ "endpoint": other.endpoint, "status": "delivered", "message": null });
    assert_eq!(tried.is(StatusCode::OK).json(), json!({ "results": [expected] }));
    assert_eq!(foreign.is(StatusCode::OK).json(), json!({ "results": [] }));
    assert_eq!(service.hears().await.request, "POST /other");
    assert_eq!(service.heard_besides().len(), 0);
}

/// Scenario 82: again.
#[tokio::test]
async fn the_same_device_is_subscribed_once_and_belongs_to_the_last_who_did() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let phone = Phone::at("https://push.example.com/a".to_owned());

    let first = phone.is_subscribed_by(&ada).await.is(StatusCode::CREATED);
    let again = phone.is_subscribed_by(&ada).await.is(StatusCode::OK);

    assert_eq!(first.json(), again.json());
    assert_eq!(ada.is_woken_at().await, [phone.endpoint.as_str()]);
    phone.is_subscribed_by(&grace).await.is(StatusCode::CREATED);
    assert_eq!(ada.is_woken_at().await, [""; 0]);
    assert_eq!(grace.is_woken_at().await, [phone.endpoint.as_str()]);
}

#[tokio::test]
async fn a_device_is_taken_off_by_its_owner_only() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let phone = Phone::at("https://push.example.com/a".to_owned());
    phone.is_subscribed_by(&ada).await.is(StatusCode::CREATED);
    let taken_off_by = async |person: &Person| {
        let caller = person.caller();
        let request = caller.request("DELETE".parse().unwrap(), "/api/push/subscriptions");
        caller.asks(request.json(&json!({ "endpoint": phone.endpoint }))).await
    };

    taken_off_by(&grace).await.is_not_found();
    assert_eq!(ada.is_woken_at().await.len(), 1);
    taken_off_by(&ada).await.is(StatusCode::NO_CONTENT);
    assert_eq!(ada.is_woken_at().await.len(), 0);
    taken_off_by(&ada).await.is_not_found();
}

/// Scenario 8: the subscription. Scenario 83 and Scenario 84: the push.
#[tokio::test]
async fn whoever_is_signed_out_is_woken_no_more() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let (left, gone) = (campfire.person("Left").await, campfire.person("Gone").await);
    let banned = campfire.person("Banned").await;
    let room = campfire.all_talk(&ada).await;
    let mut service = Outside::that(taken()).await;
    for person in [&ada, &left, &gone, &banned] {
        person.wants_to_hear(room, "everything").await.is(StatusCode::OK);
        phone_of(person, &service).await;
    }
    let lefts_other = campfire.another_device_of(&left).await;
    let kept = Phone::at(service.url("/kept"));
    kept.is_subscribed_by(&lefts_other).await.is(StatusCode::CREATED);

    left.post("/api/auth/logout", json!({})).await.succeeds();
    ada.delete(format_args!("/api/users/{}", gone.id)).await.succeeds();
    ada.post(format_args!("/api/users/{}/ban", banned.id), json!({})).await.succeeds();
    let robot = campfire.bot(&ada, "Robot").await;
    robot.curls(room, "Who is there?").await.succeeds();

    let mut woken = vec![service.hears().await.request, service.hears().await.request];
    woken.sort();
    assert_eq!(woken, ["POST /Ada", "POST /kept"]);
    assert_eq!(lefts_other.is_woken_at().await, [kept.endpoint.as_str()]);
    assert_eq!(service.heard_besides().len(), 0);
}

#[tokio::test]
async fn a_push_never_goes_into_our_own_network() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let service = Outside::that(taken()).await;
    for endpoint in [
        service.url("/"),
        service.url("/").replace("http://", "https://"),
        "https://localhost/".to_owned(),
        "https://192.168.0.1/".to_owned(),
        "https://[::ffff:127.0.0.1]/".to_owned(),
        "https://169.254.169.254/".to_owned(),
        "https://printer/".to_owned(),
        "http://push.example.com/".to_owned(),
        "push.example.com".to_owned(),
        format!("https://push.example.com/{}", "x".repeat(2_048)),
    ] {
        Phone::at(endpoint).is_subscribed_by(&ada).await.refuses("endpoint");
    }
    Phone::at("https://push.example.com/".to_owned())
        .is_subscribed_by(&ada)
        .await
        .is(StatusCode::CREATED);

    // As if the name had been anybody's when it was subscribed.
    campfire.stage("update push_subscriptions set endpoint = 'https://127.0.0.1/'").await;

    assert_eq!(ada.tries_pushes().await, [PushStatus::Refused]);
    assert_eq!(ada.is_woken_at().await, ["https://127.0.0.1/"], "kept: it may be our own fault");
}

#[tokio::test]
async fn keys_that_are_none_are_refused() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let fine = Phone::at("https://push.example.com/".to_owned()).subscription();

    for (name, wrong) in [
        ("p256dh", String::new()),
        ("p256dh", "not base64!".to_owned()),
        ("p256dh", "A".repeat(87)),
        ("p256dh", format!("{}A", fine["keys"]["p256dh"].as_str().unwrap())),
        ("auth", String::new()),
        ("auth", "AAAA".to_owned()),
    ] {
        let mut subscription = fine.clone();
        subscription["keys"][name] = json!(wrong);
        ada.post("/api/push/subscriptions", subscription).await.refuses("keys");
    }

    let mut padded = fine.clone();
    padded["keys"]["auth"] = json!(format!("{}==", fine["keys"]["auth"].as_str().unwrap()));
    ada.post("/api/push/subscriptions", padded).await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn nobody_has_more_than_twenty_devices() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;

    for number in 0..22 {
        let phone = Phone::at(format!("https://push.example.com/{number}"));
        phone.is_subscribed_by(&ada).await.is(StatusCode::CREATED);
    }

    let known = ada.is_woken_at().await;
    assert_eq!(known.len(), 20);
    assert_eq!(known[0], "https://push.example.com/21");
}

#[tokio::test]
async fn bots_and_strangers_are_not_woken() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let phone = Phone::at("https://push.example.com/".to_owned());

    phone.is_subscribed_by(&robot.person).await.is_forbidden();
    robot.person.get("/api/push/subscriptions").await.is_forbidden();
    robot.person.get("/api/push/vapid_public_key").await.is_forbidden();
    robot.person.post("/api/push/test", json!({})).await.is_forbidden();
    campfire.stranger().get("/api/push/vapid_public_key").await.is_unauthenticated();
    let stranger = campfire.stranger();
    stranger.post("/api/push/subscriptions", phone.subscription()).await.is_unauthenticated();
}

#[tokio::test]
async fn a_slow_push_service_holds_up_nobody_else() {
    let campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    let slow = Outside::that(Reaction::Hangs).await;
    let mut quick = Outside::that(taken()).await;
    for number in 0..10 {
        let phone = Phone::at(slow.url(&format!("/{number}")));
        phone.is_subscribed_by(&ada).await.is(StatusCode::CREATED);
    }
    phone_of(&grace, &quick).await;
    let robot = campfire.bot(&ada, "Robot").await;

    for _ in 0..20 {
        robot.curls(room, "<span data-mention-id=\"1\">@Ada</span>").await.succeeds();
    }
    robot.curls(room, "<span data-mention-id=\"2\">@Grace</span>").await.succeeds();

    assert_eq!(quick.hears().await.request, "POST /Grace");
}

#[tokio::test]
async fn the_pair_that_signs_is_kept_or_set() {
    let mut campfire = campfire().await;
    let ada = campfire.person("Ada").await;
    let public_key = async || ada.get("/api/push/vapid_public_key").await.json();
    let made = public_key().await;

    campfire.restart().await;

    assert_eq!(public_key().await, made);
    let pair = campfire_server::config::vapid::VapidKeys::random();
    let (public, subject) = (pair.public().to_owned(), "https://chat.example.com");
    let other = TestCampfire::start_with(|config| {
        config.push_allow_private = true;
        config.vapid.keys = Some(pair);
        config.public_url = Some(subject.to_owned());
    })
    .await;
    let grace = other.person("Grace").await;
    let mut service = Outside::that(taken()).await;
    phone_of(&grace, &service).await;
    assert_eq!(grace.tries_pushes().await, [PushStatus::Delivered]);
    let signed = signature_of(&service.hears().await);
    assert_eq!((signed.public_key, signed.claims["sub"].as_str()), (public, Some(subject)));
}
