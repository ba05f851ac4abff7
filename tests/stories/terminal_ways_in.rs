//! Ways into the chat, and out of it: in the chat itself, in a real terminal.

use campfire_tests::{PASSWORD, TestCampfire};

#[tokio::test]
async fn the_first_of_all_makes_the_account_in_the_chat() {
    let campfire = TestCampfire::start().await;
    let desk = campfire.desk();
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("make the first account").await;

    for typed in ["Ada", "ada@example.com", PASSWORD] {
        window.types(typed).await;
        window.presses(["Tab"]).await;
    }
    window.enters("Engines").await;

    window.shows("● live").await;
    let screen = window.shows("Engines").await;
    assert!(screen.contains("All Talk") && !screen.contains(PASSWORD), "{screen}");
    window.presses(["C-q"]).await;
    window.is_back_in_order().await;
    assert!(desk.runs(&["whoami"]).await.exits(0).out.contains("Ada"));
}

#[tokio::test]
async fn the_first_account_is_asked_for_once_the_server_is_there() {
    let mut campfire = TestCampfire::start().await;
    campfire.keeps_its_port();
    campfire.stop().await;
    let mut window = campfire.desk().opens_chat(80, 24).await;
    window.shows("Sign in").await;
    window.types("ada@example.com").await;
    window.shows("ada@example.com").await;

    campfire.restart().await;

    window.shows("make the first account").await;
    window.shows("ada@example.com").await;
}

#[tokio::test]
async fn a_token_that_was_given_to_the_chat_is_a_terminal_from_then_on() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let mut window = campfire.desk_of(&ada).opens_chat(80, 24).await;
    window.shows("● live").await;

    window.enters("/devices").await;

    let screen = window.shows("this one").await;
    let mine = screen.lines().find(|line| line.contains("this one")).unwrap();
    assert!(mine.contains("Terminal on "), "{screen}");
}

#[tokio::test]
async fn an_invitation_lets_somebody_in() {
    let campfire = TestCampfire::start().await;
    campfire.person("Ada").await;
    let mut window = campfire.desk().opens_chat(80, 24).await;
    window.shows("Sign in").await;

    window.presses(["C-n", "C-n"]).await;
    window.shows("Join with an invitation").await;
    for typed in [&campfire.join_code(), "Grace", "grace@example.com"] {
        window.types(typed).await;
        window.presses(["Tab"]).await;
    }
    window.enters(PASSWORD).await;

    window.shows("● live").await;
}

#[tokio::test]
async fn one_device_lets_another_in_and_signs_it_out() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let mut one = campfire.desk_of(&ada).opens_chat(160, 50).await;
    one.shows("● live").await;
    one.enters("/devices").await;
    one.shows("this one").await;
    one.types("t").await;
    let screen = one.shows("Works until").await;
    assert!(screen.contains('▀') && screen.contains('█'), "a picture of it:\n{screen}");
    let at = screen.find("http").expect("the link");
    let link = screen[at..].split_whitespace().next().unwrap().to_owned();

    let mut other = campfire.desk().opens_chat(80, 24).await;
    other.shows("Sign in").await;
    other.presses(["C-n"]).await;
    other.shows("Link from another device").await;
    other.enters(&link).await;
    other.shows("● live").await;
    one.presses(["Escape"]).await;
    one.enters("/devices").await;
    one.shows("last used").await;
    let others = |screen: &str| screen.lines().position(|line| line.contains("last used"));
    let screen = one.screen().await;
    let mine = screen.lines().position(|line| line.contains("this one")).unwrap();
    let steps = if others(&screen).unwrap() < mine { 1 } else { 2 };
    for _ in 0..steps {
        one.presses(["Down"]).await;
    }
    one.presses(["Enter"]).await;
    one.shows("Sign that device out?").await;
    one.types("y").await;

    other.shows("Your session is over").await;
}

#[tokio::test]
async fn signing_out_in_the_chat_leaves_nothing_here() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk();
    let login = ["login", "--email", &ada.email, "--password-stdin"];
    desk.pipes(PASSWORD, &login).await.exits(0);
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;
    window.types("half a thought").await;
    window.presses(["C-c"]).await;

    window.enters("/logout").await;
    window.shows("Sign out of this device?").await;
    window.types("y").await;

    window.is_back_in_order().await;
    assert!(!desk.token_file("default").parent().unwrap().exists());
    desk.runs(&["whoami"]).await.fails(3, "login");
}
