//! What bots do with a key in the path: text in, a message out, as bots of the first Campfire do.

use campfire_proto::{
    ServerFrame, Timestamp,
    bot::{BotBoost, BotMessage},
};
use campfire_tests::{Answer, Method, Robot, StatusCode, TestCampfire, hush};
use serde_json::json;

const PLAIN: &str = "text/plain; charset=utf-8";

/// Scenario 75.
#[tokio::test]
async fn the_raw_body_is_the_message() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let foreign = campfire.room_of(&[&ada]).await;
    let mut adas = ada.listens_to(room).await;
    hush([&mut adas]).await;

    let posted = robot.curls(room, "Hello 👋!").await.is(StatusCode::CREATED);

    let said = ada.reads(room).await.messages.pop().unwrap();
    assert_eq!((said.content.as_str(), said.creator_id), ("Hello 👋!", robot.person.id));
    assert_eq!(posted.body, b"");
    assert!(adas.heard().await.contains(&ServerFrame::MessageCreated { message: said }));
    for blank in ["", "  \n", "<div><br></div>", "\u{200b}"] {
        robot.curls(room, blank).await.refuses("content");
    }
    robot.curls(foreign, "Hello").await.is_not_found();
    robot.curls(campfire_proto::RoomId(4711), "Hello").await.is_not_found();
    let human = format!("/rooms/{room}/{}-/messages", ada.id);
    robot.sends_text(Method::POST, &human, "Hello").await.is_unauthenticated();
    assert_eq!(ada.sees_in(room).await, ["Hello 👋!"]);
}

#[tokio::test]
async fn the_location_of_a_post_is_where_people_read_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;

    let posted = robot.curls(room, "Hello").await.is(StatusCode::CREATED);

    let said = ada.reads(room).await.messages.pop().unwrap();
    let site = ada.caller().site();
    let location = posted.header("location").unwrap();
    assert_eq!(location, format!("{site}/rooms/{room}/@{}", said.id));
    ada.get(location.strip_prefix(&site).unwrap()).await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_body_is_html_unless_it_says_otherwise() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let body = "<b>1 &lt; 2</b> **so**";

    let mut read = Vec::new();
    for kind in [
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "text/html",
        "text/plain",
        PLAIN,
        "Text/Plain;charset=\"UTF-8\"",
        "text/markdown",
    ] {
        robot.sends(Method::POST, &robot.messages_of(room), kind, body).await.succeeds();
        read.push(ada.sees_in(room).await.pop().unwrap());
    }

    let (html, plain, markdown) = ("1 < 2 **so**", body, "<b>1 < 2</b> so");
    assert_eq!(read, [html, html, html, html, plain, plain, markdown]);
}

#[tokio::test]
async fn a_body_that_is_no_text_is_refused() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let path = robot.messages_of(room);
    let caller = campfire.stranger();

    let form = robot.sends(Method::POST, &path, "multipart/form-data; boundary=x", "--x--").await;
    let bytes = caller.asks(caller.request(Method::POST, &path).body(vec![0xff, 0xfe])).await;
    let large = caller.asks(caller.request(Method::POST, &path).body("x".repeat(300_000))).await;
    let long = robot.curls(room, &"x".repeat(10_001)).await;

    form.is(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    bytes.refuses("content");
    large.is(StatusCode::PAYLOAD_TOO_LARGE);
    long.refuses("content");
    assert_eq!(ada.sees_in(room).await, [""; 0]);
}

#[tokio::test]
async fn a_bot_mentions_people_in_html() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;

    let body = format!("<span data-mention-id=\"{}\">@Ada</span> look", ada.id);
    robot.curls(room, &body).await.succeeds();

    assert_eq!(ada.reads(room).await.messages[0].mentions, [ada.id]);
    assert_eq!(ada.membership_of(room).await.unread_mentions, 1);
}

/// Follows the `Link` of a page, as far as it goes; how many there are on each.
async fn pages(robot: &Robot, mut path: String) -> Vec<Vec<BotMessage>> {
    let site = robot.person.caller().site();
    let mut pages = Vec::new();
    loop {
        let answer = robot.gets(&path).await.is(StatusCode::OK);
        pages.push(answer.holds());
        let Some(link) = answer.header("link") else { return pages };
        let url = link.strip_prefix('<').and_then(|it| it.strip_suffix(">; rel=\"next\""));
        path = url.unwrap().strip_prefix(&site).unwrap().to_owned();
    }
}

fn told(page: &[BotMessage]) -> Vec<&str> {
    page.iter().map(|message| message.body.plain_text.as_str()).collect()
}

/// Scenario 76.
#[tokio::test]
async fn a_bot_pages_through_a_room_by_its_links() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    for number in 1..=40 {
        ada.says(room, &number.to_string()).await;
    }
    let full = robot.gets(&robot.messages_of(room)).await.is(StatusCode::OK);
    ada.says(room, "41").await;

    let newest = robot.gets(&robot.messages_of(room)).await.is(StatusCode::OK);
    let back = pages(&robot, robot.messages_of(room)).await;

    assert_eq!((full.header("x-total-count"), full.header("link")), (Some("40"), None));
    assert_eq!(newest.header("x-total-count"), Some("41"));
    let numbers: Vec<String> = (1..=41).map(|number| number.to_string()).collect();
    assert_eq!(
        back.iter().map(|page| told(page)).collect::<Vec<_>>(),
        [&numbers[1..], &["1".to_owned()]]
    );
    let first = back[1][0].id;
    let forth = pages(&robot, format!("{}?after={first}", robot.messages_of(room))).await;
    assert_eq!(forth.len(), 1, "forty are one page");
    assert_eq!(told(&forth[0]), numbers[1..]);
    ada.says(room, "42").await;
    let forth = pages(&robot, format!("{}?after={first}", robot.messages_of(room))).await;
    assert_eq!(told(&forth[1]), ["42"]);
}

#[tokio::test]
async fn a_page_begins_at_a_message_of_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let (room, foreign) = (campfire.all_talk(&ada).await, campfire.room_of(&[&ada]).await);
    let elsewhere = ada.says(foreign, "Between us").await;
    let path = robot.messages_of(room);

    robot.gets(&format!("{path}?before={}", elsewhere.id)).await.is_not_found();
    robot.gets(&format!("{path}?after=4711")).await.is_not_found();
    robot.gets(&format!("{path}?before=soon")).await.is(StatusCode::BAD_REQUEST);
    robot.gets(&robot.messages_of(foreign)).await.is_not_found();

    let empty = robot.gets(&path).await.is(StatusCode::OK);
    assert_eq!(empty.json(), json!([]));
    assert_eq!(empty.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn a_message_looks_to_bots_as_it_always_did() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let said = ada.says_in_html(room, "<b>Good</b> day").await;

    let page = robot.gets(&robot.messages_of(room)).await.is(StatusCode::OK).json();

    assert_eq!(
        page,
        json!([{
            "id": said.id, "created_at": said.created_at,
            "body": { "plain_text": "Good day", "html": "<div><b>Good</b> day</div>" },
            "creator":
                { "id": ada.id, "name": "Ada", "role": "administrator", "avatar_url": null },
            "room": { "id": room },
            "url": format!("{}/rooms/{room}/@{}", ada.caller().site(), said.id),
        }])
    );
    assert!(said.created_at <= Timestamp::now());
}

/// Scenario 77.
#[tokio::test]
async fn a_bot_edits_and_takes_back_what_it_said_itself() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let adas = ada.says(room, "Mine").await;
    robot.curls(room, "one").await.succeeds();
    let own = ada.reads(room).await.messages.pop().unwrap();
    let path = |id| format!("{}/{id}", robot.messages_of(room));
    let mut ears = ada.listens_to(room).await;
    hush([&mut ears]).await;

    let patched = robot.sends_text(Method::PATCH, &path(own.id), "<i>two</i>").await;
    let put = robot.sends(Method::PUT, &path(own.id), PLAIN, "1 < 3").await;

    assert_eq!(patched.is(StatusCode::OK).holds::<BotMessage>().body.plain_text, "two");
    assert_eq!(put.is(StatusCode::OK).holds::<BotMessage>().body.plain_text, "1 < 3");
    let heard = ears.heard().await;
    assert!(
        matches!(
            &heard[..],
            [ServerFrame::MessageUpdated { .. }, ServerFrame::MessageUpdated { .. }]
        ),
        "{heard:?}"
    );
    robot.sends_text(Method::PATCH, &path(own.id), " ").await.refuses("content");
    robot.sends_text(Method::PATCH, &path(adas.id), "Yours").await.is_forbidden();
    robot.deletes(&path(adas.id)).await.is_forbidden();
    assert_eq!(robot.deletes(&path(own.id)).await.is(StatusCode::NO_CONTENT).body, b"");
    robot.deletes(&path(own.id)).await.is_not_found();
    assert_eq!(ada.sees_in(room).await, ["Mine"]);
}

/// Scenario 78.
#[tokio::test]
async fn a_bot_boosts_and_takes_its_own_boost_back() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let room = campfire.all_talk(&ada).await;
    let said = ada.says(room, "Good day").await;
    let adas = ada.boosts(&said, "👍").await;
    let boosts = format!("{}/{}/boosts", robot.messages_of(room), said.id);

    let boosted = robot.sends_text(Method::POST, &boosts, "🎉").await.is(StatusCode::CREATED);

    let boost: BotBoost = boosted.holds();
    assert_eq!((boost.content.as_str(), boost.booster.id), ("🎉", robot.person.id));
    assert_eq!(boost.message.id, said.id);
    assert!(boost.message.url.ends_with(&format!("/rooms/{room}/@{}", said.id)));
    robot.sends_text(Method::POST, &boosts, " ").await.refuses("content");
    robot.deletes(&format!("{boosts}/{}", adas.id)).await.is_not_found();
    robot.deletes(&format!("{boosts}/{}", boost.id)).await.is(StatusCode::NO_CONTENT);
    robot.deletes(&format!("{boosts}/{}", boost.id)).await.is_not_found();
    let left: Vec<_> = ada.looks_at(said.id).await.boosts.iter().map(|boost| boost.id).collect();
    assert_eq!(left, [adas.id]);
}

#[tokio::test]
async fn a_message_is_found_in_its_own_room_only() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let (room, hall) = (campfire.all_talk(&ada).await, campfire.open_room(&ada).await);
    robot.curls(room, "Here").await.succeeds();
    let said = ada.reads(room).await.messages.pop().unwrap();
    let elsewhere = format!("{}/{}", robot.messages_of(hall), said.id);

    let answers: [Answer; 3] = [
        robot.sends_text(Method::PUT, &elsewhere, "There").await,
        robot.deletes(&elsewhere).await,
        robot.sends_text(Method::POST, &format!("{elsewhere}/boosts"), "👍").await,
    ];

    for answer in answers {
        answer.is_not_found();
    }
    assert_eq!(ada.looks_at(said.id).await, said);
}

#[tokio::test]
async fn a_bot_counts_its_changes_like_anybody() {
    let campfire = TestCampfire::start_with(|config| {
        config.limits.writes_per_person = 2;
        config.trusted_proxies = vec!["127.0.0.1".parse::<std::net::IpAddr>().unwrap().into()];
    })
    .await;
    let ada = campfire.person("Ada").await;
    let robot = campfire.bot(&ada, "Robot").await;
    let path = robot.messages_of(campfire.all_talk(&ada).await);
    let caller = campfire.stranger();
    let from_outside = || {
        let request = caller.request(Method::POST, &path).header("x-forwarded-for", "203.0.113.7");
        caller.asks(request.body("hi"))
    };

    let answers = [from_outside().await, from_outside().await, from_outside().await];

    let codes = answers.map(|answer| answer.status.as_u16());
    assert_eq!(codes, [201, 201, 429]);
}
