//! Other people's keys, in a real terminal, as the configuration file chooses them.

use campfire_tests::TestCampfire;

#[tokio::test]
async fn vim_reads_in_one_mode_and_writes_in_the_other() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    for n in 1..=3 {
        ada.says(room, &format!("message {n}")).await;
    }
    let desk = campfire.desk_of(&ada);
    desk.is_configured("[keys]\npreset = \"vim\"\nto-messages = [\"j k\"]\n");
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;
    window.shows("message 3").await;

    let mut ears = ada.listens_to(room).await;
    window.enters("written in insert").await;
    ears.hears_said("written in insert").await;
    window.shows("  written in insert").await;
    window.hides("sending").await;
    window.shows("INSERT").await;
    window.types("jk").await;
    window.shows("NORMAL").await;
    window.types("2kdd").await;
    window.shows("Delete “message 2” for everyone?").await;
    window.types("y").await;
    window.hides("message 2").await;
    window.types("iback").await;

    window.shows("› back").await;
    assert_eq!(ada.sees_in(room).await, ["message 1", "message 3", "written in insert"]);
}

#[tokio::test]
async fn emacs_has_a_prefix_that_says_what_may_follow() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    desk.is_configured("[keys]\npreset = \"emacs\"\n");
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("● live").await;

    window.presses(["C-x"]).await;
    window.shows("Ctrl-X, and then").await;
    window.presses(["b"]).await;
    window.shows("Go to").await;
    window.presses(["C-g"]).await;
    window.hides("Go to").await;
    window.enters("said once").await;
    window.presses(["M-p"]).await;
    window.shows("› said once").await;
    window.presses(["C-x", "C-c"]).await;

    window.is_back_in_order().await;
}
