//! Signing in at a keyboard: what is asked, and what nobody sees.

use campfire_tests::{Desk, PASSWORD, Person, TestCampfire};

async fn scene() -> (TestCampfire, Person, Desk) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk();
    (campfire, ada, desk)
}

#[tokio::test]
async fn a_password_is_asked_for_and_never_shown() {
    let (_campfire, ada, desk) = scene().await;
    let mut terminal = desk.opens_terminal(80, 24).await;

    terminal.runs("campfire-tui login").await;
    terminal.shows("Email:").await;
    terminal.enters(&ada.email).await;
    terminal.shows("Password:").await;
    // Somebody mistypes, and takes it back.
    terminal.types(&format!("{PASSWORD}x")).await;
    terminal.presses(["BSpace"]).await;
    terminal.presses(["Enter"]).await;

    let screen = terminal.shows("as Ada").await;
    assert!(!screen.contains("horse"), "{screen}");
    assert!(desk.token_file("default").exists());
    terminal.is_back_in_order().await;
}

#[tokio::test]
async fn an_interrupted_question_gives_the_terminal_back() {
    let (_campfire, ada, desk) = scene().await;
    let mut terminal = desk.opens_terminal(80, 24).await;

    terminal
        .runs(&format!("campfire-tui login --email {}; echo it ended with $?", ada.email))
        .await;
    terminal.shows("Password:").await;
    terminal.presses(["C-c"]).await;

    terminal.shows("it ended with 130").await;
    terminal.is_back_in_order().await;
}

#[tokio::test]
async fn who_is_not_signed_in_yet_is_asked_where_to() {
    let (campfire, ada, desk) = scene().await;
    let desk = desk.without("CAMPFIRE_URL");
    let mut terminal = desk.opens_terminal(80, 24).await;

    terminal.runs("campfire-tui login").await;
    terminal.shows("Server [http://127.0.0.1:3000]:").await;
    terminal.enters(&campfire.address().to_string()).await;
    terminal.shows("Email:").await;
    terminal.enters(&ada.email).await;
    terminal.shows("Password:").await;
    terminal.enters(PASSWORD).await;

    terminal.shows("as Ada").await;
}
