//! Signing in and out from the command line, and where the token is meanwhile.

use std::{fs, os::unix::fs::PermissionsExt};

use campfire_proto::TransferLink;
use campfire_tests::{Desk, PASSWORD, Person, Printed, StatusCode, TestCampfire};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

async fn scene() -> (TestCampfire, Person, Desk) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk();
    (campfire, ada, desk)
}

async fn signs_in(desk: &Desk, person: &Person) -> Printed {
    let login = ["login", "--email", &person.email, "--password-stdin"];
    desk.pipes(format!("{PASSWORD}\n"), &login).await
}

async fn devices_of(person: &Person) -> usize {
    let sessions = person.get("/api/auth/sessions").await.is(StatusCode::OK).json();
    sessions["sessions"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_password_piped_in_signs_in_until_somebody_signs_out() {
    let (campfire, ada, desk) = scene().await;

    let printed = signs_in(&desk, &ada).await.exits(0);

    let file = desk.token_file("default");
    let token = fs::read_to_string(&file).unwrap();
    let bits = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((bits(file.as_path()), bits(file.parent().unwrap())), (0o600, 0o700));
    assert!(token.contains(&format!("http://{}", campfire.address())), "the server is noted");
    assert!(printed.out.contains("as Ada") && !printed.out.contains("token"), "{}", printed.out);
    // Where to go is kept with the sign-in.
    let desk = desk.without("CAMPFIRE_URL");
    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Ada"));
    desk.runs(&["logout"]).await.exits(0);
    assert!(!file.exists());
    desk.runs(&["whoami"]).await.fails(3, "campfire-tui login");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let (_campfire, ada, desk) = scene().await;
    signs_in(&desk, &ada).await.exits(0);
    assert_eq!(devices_of(&ada).await, 2);
    let kept = fs::read_to_string(desk.token_file("default")).unwrap();

    desk.runs(&["logout"]).await.exits(0);

    assert_eq!(devices_of(&ada).await, 1);
    let token = kept.lines().find_map(|line| line.strip_prefix("token = ")).unwrap();
    let desk = desk.with("CAMPFIRE_TOKEN", token.trim_matches('"'));
    desk.runs(&["whoami"]).await.fails(3, "not signed in");
}

#[tokio::test]
async fn a_server_that_cant_be_told_keeps_the_sign_in_unless_forced() {
    let (mut campfire, ada, desk) = scene().await;
    signs_in(&desk, &ada).await.exits(0);
    campfire.stop().await;

    desk.runs(&["logout"]).await.fails(6, "--force");
    assert!(desk.token_file("default").exists());

    desk.runs(&["logout", "--force"]).await.exits(0);
    assert!(!desk.token_file("default").exists());
}

#[tokio::test]
async fn signing_in_twice_is_one_more_device() {
    let (_campfire, ada, desk) = scene().await;

    signs_in(&desk, &ada).await.exits(0);
    signs_in(&desk, &ada).await.exits(0);

    assert_eq!(devices_of(&ada).await, 2, "hers here, and the one she asks with");
}

#[tokio::test]
async fn an_invitation_makes_somebody_a_member() {
    let (campfire, _, desk) = scene().await;
    let link = format!("http://{}/join/{}", campfire.address(), campfire.join_code());
    // The link says where to go.
    let desk = desk.without("CAMPFIRE_URL");

    let name = ["--name", "Grace Hopper", "--email", "grace@example.com", "--password-stdin"];
    let join = [&["login", "--join", &link][..], &name].concat();
    desk.pipes("short", &join).await.fails(7, "at least 8 characters");
    desk.pipes(PASSWORD, &join).await.exits(0);

    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Grace Hopper in "));
    let stale =
        [&["login", "--profile", "other", "--join", "http://127.0.0.1:9/join/x"][..], &name];
    desk.pipes(PASSWORD, &stale.concat()).await.fails(6, "can't be reached");
}

#[tokio::test]
async fn a_link_from_another_device_signs_the_same_person_in() {
    let (_campfire, ada, desk) = scene().await;
    let link = async || {
        let answer = ada.post("/api/auth/transfer", json!({})).await.succeeds();
        answer.holds::<TransferLink>().url
    };

    desk.runs(&["login", "--transfer", &link().await]).await.exits(0);
    // The link is a key as long as it lasts: it needn't stand where `ps` shows it.
    desk.pipes(link().await, &["login", "--transfer", "-"]).await.exits(0);

    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Ada"));
    let spoilt = link().await.replace("/transfer/", "/transfer/x");
    desk.runs(&["login", "--transfer", &spoilt]).await.fails(3, "no longer valid");
}

#[tokio::test]
async fn a_token_piped_in_is_tried_and_kept() {
    let (_campfire, ada, desk) = scene().await;

    desk.pipes("a-guess", &["login", "--token-stdin"]).await.fails(3, "not signed in");
    assert!(!desk.token_file("default").exists());
    desk.pipes(&ada.token, &["login", "--token-stdin"]).await.exits(0);

    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Ada"));
}

#[tokio::test]
async fn a_token_may_come_from_a_file_that_somebody_else_keeps() {
    let (_campfire, ada, desk) = scene().await;
    let file = desk.home().join("secret");
    fs::write(&file, format!("{}\n", ada.token)).unwrap();

    let desk = desk.with("CAMPFIRE_TOKEN_FILE", &file.to_string_lossy());

    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Ada"));
    let desk = desk.with("CAMPFIRE_TOKEN_FILE", "/nowhere");
    desk.runs(&["whoami"]).await.fails(2, "/nowhere");
}

#[tokio::test]
async fn a_wrong_password_is_said_once_and_too_many_are_told_to_wait() {
    let campfire = TestCampfire::start_with(|config| config.limits.sign_in_attempts = 1).await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk();
    let login = ["login", "--email", &ada.email, "--password-stdin"];

    desk.pipes("a guess or two", &login).await.fails(3, "don't match");
    desk.pipes(PASSWORD, &login).await.fails(5, "try again in");

    assert!(!desk.token_file("default").exists());
}

#[tokio::test]
async fn a_profile_belongs_to_one_server() {
    let (_campfire, ada, desk) = scene().await;
    signs_in(&desk, &ada).await.exits(0);
    let elsewhere = TestCampfire::start().await;
    let bob = elsewhere.person("Bob").await;
    let desk = desk.with("CAMPFIRE_URL", &format!("http://{}", elsewhere.address()));

    desk.runs(&["whoami"]).await.fails(3, "not to http");
    signs_in(&desk, &bob).await.fails(2, "--profile NAME");
    let desk = desk.with("CAMPFIRE_PROFILE", "work");
    signs_in(&desk, &bob).await.exits(0);

    let desk = desk.without("CAMPFIRE_URL");
    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Bob"));
    let desk = desk.without("CAMPFIRE_PROFILE");
    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Ada"));
    desk.runs(&["whoami", "--profile", "../work"]).await.fails(2, "profile");
}

#[tokio::test]
async fn a_server_that_nobody_has_set_up_says_where_to_begin() {
    let campfire = TestCampfire::start().await;

    let login = ["login", "--email", "ada@example.com", "--password-stdin"];
    let refused = campfire.desk().pipes(PASSWORD, &login).await;

    refused.fails(3, "in a browser");
}

#[tokio::test]
async fn a_mistake_in_the_settings_is_named_with_its_place() {
    let (_campfire, _, desk) = scene().await;
    let folder = desk.home().join(".config/campfire");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "room = \"All Talk\"\nserver = 7\n").unwrap();

    let refused = desk.runs(&["whoami"]).await;

    refused.fails(2, "line 2");
}

/// Answers every request the same way; what a server of another time might say.
async fn foreign_server(answer: &'static str) -> String {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", door.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut client, _)) = door.accept().await {
            let mut request = [0; 4096];
            // However much of it: a request without a body is there with its first bytes.
            drop(client.read(&mut request).await);
            let length = answer.len();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
            let answer = format!("{head}\r\ncontent-length: {length}\r\n\r\n{answer}");
            drop(client.write_all(answer.as_bytes()).await);
        }
    });
    address
}

#[tokio::test]
async fn a_server_of_another_generation_is_named_as_such() {
    for (answer, said) in [
        (r#"{"info":{"version":"99.1.0"}}"#, "99.1.0, is newer"),
        (r#"{"info":{"version":"0.0.1"}}"#, "0.0.1, is older"),
        (r#"{"hello":"world"}"#, "newer or older than this program"),
    ] {
        let server = foreign_server(answer).await;
        let desk = Desk::new().with("CAMPFIRE_URL", &server).with("CAMPFIRE_TOKEN", "token");
        desk.runs(&["whoami"]).await.fails(1, said);
        let login = ["login", "--email", "ada@example.com", "--password-stdin"];
        desk.without("CAMPFIRE_TOKEN").pipes(PASSWORD, &login).await.fails(1, said);
    }
}

/// Somebody signed in, with a message that hasn't been sent.
async fn with_something_unsent() -> (TestCampfire, Desk) {
    let (campfire, ada, desk) = scene().await;
    signs_in(&desk, &ada).await.exits(0);
    let entry = r#"{"outbox":[{"room":1,"content":"unsent","content_type":"text/plain",
        "client_message_id":"a","sent_at":0,"state":"waiting"}]}"#;
    fs::write(desk.token_file("default").with_file_name("unsent.json"), entry).unwrap();
    (campfire, desk)
}

#[tokio::test]
async fn signing_out_loses_no_unsent_message_without_being_told_to() {
    let (_campfire, desk) = with_something_unsent().await;

    desk.runs(&["logout"]).await.fails(2, "A message that you wrote hasn't been sent");
    desk.runs(&["whoami"]).await.exits(0);

    desk.runs(&["logout", "--force"]).await.exits(0);
    desk.runs(&["whoami"]).await.fails(3, "login");
}

#[tokio::test]
async fn somebody_at_a_keyboard_is_asked_before_unsent_messages_go() {
    let (_campfire, desk) = with_something_unsent().await;
    let mut window = desk.opens_terminal(100, 24).await;

    window.runs("campfire-tui logout; echo it ended with $?").await;
    window.shows("Sign out? [no]:").await;
    window.presses(["Enter"]).await;
    window.shows("it ended with 2").await;
    desk.runs(&["whoami"]).await.exits(0);
    window.runs("clear; campfire-tui logout; echo it ended with $?").await;
    window.shows("Sign out? [no]:").await;
    window.enters("yes").await;

    window.shows("it ended with 0").await;
    assert!(!desk.token_file("default").exists());
}

#[tokio::test]
async fn a_key_of_the_settings_that_nobody_knows_is_named_by_every_command() {
    let (_campfire, _ada, desk) = scene().await;
    desk.is_configured("theme = \"dark\"\nrooom = \"Builds\"\n");

    for command in ["whoami", "rooms", "read"] {
        desk.runs(&[command]).await.fails(2, "line 2: \"rooom\" means nothing here");
    }
}
