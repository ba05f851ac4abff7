//! Settings in the chat: changed by a word, read anew from the file, and the way to another sign-in.

use campfire_tests::{PASSWORD, TestCampfire};

#[tokio::test]
async fn a_setting_is_changed_by_a_word_and_the_file_is_read_anew() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    let mut window = desk.opens_chat(100, 30).await;
    window.shows("● live").await;

    window.enters("/set keys.preset vim").await;
    window.shows("INSERT").await;
    window.shows("keys.preset is vim; preset = \"vim\" under [keys] in config.toml keeps it").await;
    desk.is_configured("[keys]\npreset = \"emacs\"\nhelp = [\"f99\"]\n");
    window.enters("/reload").await;
    window.shows("config.toml, line 3: \"f99\" is no key for help").await;
    window.hides("INSERT").await;
    desk.is_configured("[sound]\non = false\n\nvolume = \"loud\"\n");
    window.enters("/reload").await;
    window.shows("Nothing was changed: config.toml, line 4: invalid type").await;
    desk.is_configured("[sound]\non = false\n");
    window.enters("/reload").await;

    window.shows("mute").await;
    window.shows("config.toml anew").await;
    window.presses(["C-q"]).await;
    window.is_back_in_order().await;
}

#[tokio::test]
async fn a_line_of_keys_that_means_nothing_is_told_at_the_start() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let desk = campfire.desk_of(&ada);
    desk.is_configured("theme = \"dark\"\n[keys]\ndance = [\"ctrl-k\"]\n");

    let mut window = desk.opens_chat(100, 30).await;

    window.shows("config.toml, line 3: there is no action \"dance\"").await;
    window.shows("● live").await;
}

#[tokio::test]
async fn one_goes_from_one_sign_in_to_another_and_back() {
    let campfire = TestCampfire::start().await;
    let elsewhere = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let countess = elsewhere.person("Countess").await;
    let desk = campfire.desk_of(&ada);
    let server = format!("http://{}", elsewhere.address());
    let login = ["login", "--profile", "court", "--server", &server, "--password-stdin"];
    let login = [&login[..], &["--email", &countess.email]].concat();
    desk.pipes(PASSWORD, &login).await.exits(0);
    let mut window = desk.opens_chat(100, 30).await;
    window.shows("● live").await;
    let mut ears = ada.listens_to(campfire.all_talk(&ada).await).await;
    window.enters("said by Ada").await;
    ears.hears_said("said by Ada").await;
    window.types("half a thought").await;

    window.presses(["C-p"]).await;
    window.types("another sign-in").await;
    window.presses(["Enter"]).await;
    window.shows("Your sign-ins").await;
    window.types("court").await;
    window.presses(["Enter"]).await;
    window.hides("said by Ada").await;
    window.shows("● live").await;
    let there = elsewhere.all_talk(&countess).await;
    let mut ears = countess.listens_to(there).await;
    window.enters("said by the Countess").await;
    ears.hears_said("said by the Countess").await;
    assert_eq!(countess.sees_in(there).await, ["said by the Countess"]);
    window.enters("/profile default").await;

    window.shows("said by Ada").await;
    let screen = window.shows("half a thought").await;
    assert!(!screen.contains("Countess"), "{screen}");
    window.shows("● live").await;
    window.presses(["C-q"]).await;
    window.is_back_in_order().await;
}
