//! The chat as lines: said once, drawn over never.

use campfire_tests::TestCampfire;

#[tokio::test]
async fn people_talk_in_lines() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    ada.says(room, "before").await;
    let mut window = campfire.desk_of(&ada).opens_terminal(80, 24).await;
    window.runs("clear; campfire-tui --linear; echo it ended with $?").await;
    window.shows("-- live").await;
    window.shows("All Talk>").await;

    window.enters("hello from lines").await;
    window.shows("Ada: hello from lines").await;
    grace.says(room, "I read you").await;
    let screen = window.shows("Grace: I read you").await;
    assert!(screen.contains("Ada: before"), "{screen}");
    window.knows("alternate_on", "0").await;
    window.enters("/delete").await;
    window.shows("yes or no?>").await;
    window.enters("y").await;
    window.shows("-- deleted:").await;
    assert_eq!(grace.sees_in(room).await, ["before", "I read you"]);

    window.enters("/quit").await;
    window.shows("it ended with 0").await;
    window.is_back_in_order().await;
}

#[tokio::test]
async fn whoever_asks_for_lines_gets_them() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    for how in ["ACCESSIBLE=1", "TERM=dumb"] {
        let mut window = campfire.desk_of(&ada).opens_terminal(80, 24).await;

        window.runs(&format!("clear; {how} campfire-tui")).await;

        window.shows("All Talk>").await;
        window.knows("alternate_on", "0").await;
        window.presses(["C-d"]).await;
        window.is_back_in_order().await;
    }
}

#[tokio::test]
async fn a_pipe_is_told_what_to_use_and_lines_are_among_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);

    desk.runs(&[]).await.fails(2, "--linear");
    desk.with("ACCESSIBLE", "1").runs(&[]).await.fails(2, "--linear");
    campfire.desk().runs(&["--linear"]).await.fails(3, "campfire-tui login");
    let stale = campfire.desk().with("CAMPFIRE_TOKEN", "nobody's");
    let mut lines = stale.starts(&["--linear"]);
    assert_eq!(lines.line().await, "-- signed out");
}
