//! Running it: health, going down, and files that aren't ours.

use campfire_proto::ErrorCode;
use campfire_server::{StartError, store::StoreError};
use campfire_tests::{Method, StatusCode, TestCampfire, start_over};
use serde_json::json;

#[tokio::test]
async fn health_is_for_everyone_and_details_are_not() {
    let campfire = TestCampfire::start_with(|config| {
        config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        config.metrics_token = Some("for-the-operators-only".to_owned());
    })
    .await;
    let door = campfire.stranger();
    let from_afar = async |path: &str, token: Option<&str>| {
        let mut request = door.request(Method::GET, path).header("x-forwarded-for", "203.0.113.7");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        door.asks(request).await
    };

    for path in ["/up", "/health"] {
        from_afar(path, None).await.is(StatusCode::OK);
    }
    for path in ["/metrics", "/health/detailed"] {
        from_afar(path, None).await.is(StatusCode::FORBIDDEN);
        from_afar(path, Some("a guess")).await.is(StatusCode::FORBIDDEN);
        from_afar(path, Some("for-the-operators-only")).await.is(StatusCode::OK);
        door.get(path).await.is(StatusCode::OK);
    }
}

/// One that isn't named in the settings is believed nothing, and looks like this machine.
#[tokio::test]
async fn what_a_proxy_on_this_machine_forwards_comes_from_elsewhere() {
    let campfire = TestCampfire::start().await;
    let door = campfire.stranger();

    for path in ["/metrics", "/health/detailed"] {
        for header in ["x-forwarded-for", "forwarded"] {
            let forwarded = door.request(Method::GET, path).header(header, "127.0.0.1");
            door.asks(forwarded).await.is(StatusCode::FORBIDDEN);
        }
        door.get(path).await.is(StatusCode::OK);
    }
}

#[tokio::test]
async fn the_api_describes_itself() {
    let campfire = TestCampfire::start().await;

    let answer = campfire.stranger().get("/api/openapi.json").await.is(StatusCode::OK);

    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    assert!(document["paths"]["/api/rooms/{room_id}/messages"]["post"].is_object());
}

#[tokio::test]
async fn what_was_under_way_is_answered_before_the_server_goes_down() {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let talking: Vec<_> = (0..50)
        .map(|n| {
            let ada = ada.clone();
            tokio::spawn(async move {
                let path = format!("/api/rooms/{room}/messages");
                let body = json!({ "content": format!("message {n}") });
                let request = ada.caller().request(Method::POST, &path).json(&body).send().await;
                request.ok().map(|response| response.status())
            })
        })
        .collect();
    ada.says(room, "the last word before").await;

    campfire.is_told_to_stop();
    let answers = futures::future::join_all(talking).await;
    campfire.restart().await;

    // Each was answered and is there, or was turned away at the door; none is half done.
    let created = answers
        .into_iter()
        .filter(|answer| matches!(answer, Ok(Some(StatusCode::CREATED))))
        .count();
    let there = ada.reads_page(room, "limit=100").await.messages.len();
    assert!(there > created, "{created} were answered, {there} are there");
}

#[tokio::test]
async fn a_full_queue_is_said_at_once_and_reading_goes_on() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    // Somebody else holds the file, so that nothing the writer does can be committed.
    let holder = campfire.holds_the_file().await;
    let waiting = campfire.fills_the_queue().await;

    let refused = ada.tries_to_say(room, "one too many").await;
    let read = ada.tries_to_read(room, "").await;

    refused.refuses_with(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Busy);
    read.is(StatusCode::OK);
    holder.lets_go().await;
    assert!(waiting.join_all().await.iter().all(Result::is_ok), "all that waited was done");
    ada.says(room, "and on we go").await;
    assert_eq!(ada.sees_in(room).await, ["and on we go"]);
}

#[tokio::test]
async fn two_servers_never_share_a_file() {
    let campfire = TestCampfire::start().await;

    let second = start_over(campfire.database().to_owned()).await;

    assert!(matches!(second, Err(StartError::Store(StoreError::InUse(_)))), "{second:?}");
    campfire.stranger().get("/up").await.is(StatusCode::OK);
}

#[tokio::test]
async fn a_file_of_another_kind_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letters.txt");
    std::fs::write(&file, "Dear Ada, ".repeat(1000)).unwrap();

    let refused = start_over(file.clone()).await;

    assert!(refused.is_err());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "Dear Ada, ".repeat(1000));
}

#[tokio::test]
async fn a_file_from_the_future_is_refused() {
    let mut campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    campfire
        .stage(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'from the future', 1, x'00', 0)",
        )
        .await;
    campfire.stop().await;

    let refused = start_over(campfire.database().to_owned()).await;

    assert!(matches!(refused, Err(StartError::Store(StoreError::Newer(_)))), "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_is_missing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a/b/c/campfire.sqlite3");

    start_over(file.clone()).await.unwrap();

    assert!(file.exists());
}

#[tokio::test]
async fn an_address_that_is_nowhere_and_a_verb_that_is_unknown_say_so() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    ada.get("/api/no-such-thing").await.is_not_found();
    let answer = ada.delete("/api/rooms").await;
    answer.refuses_with(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed);
}
