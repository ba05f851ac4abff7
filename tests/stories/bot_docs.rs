//! The page for those who write bots does what it says: each of its commands is run, as it stands
//! there.

use std::process::Command;

use campfire_proto::bot::BotMessage;
use campfire_tests::TestCampfire;

/// The commands in a page, in order.
fn commands(page: &str) -> Vec<&str> {
    page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Runs a command as somebody who follows the page; what it prints, if it succeeds.
async fn runs(command: &str, settings: Vec<(&'static str, String)>) -> String {
    // A refusal must not pass for an answer.
    let script =
        format!("set -eu; curl() {{ command curl --silent --fail-with-body \"$@\"; }}; {command}");
    let mut bash = Command::new("bash");
    bash.arg("-c").arg(script).envs(settings);
    let output = tokio::task::spawn_blocking(move || bash.output().unwrap()).await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{command}\nsays {printed}");
    printed
}

#[tokio::test]
async fn the_commands_for_authors_of_bots_do_what_the_page_says() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let commands = commands(include_str!("../../docs/bots.md"));
    let site = ada.caller().site();
    let mut settings = vec![
        ("CAMPFIRE", site),
        ("TOKEN", ada.token.clone()),
        ("ROOM", room.to_string()),
        ("BOT", String::new()),
        ("KEY", String::new()),
        ("MESSAGE", String::new()),
    ];

    let mut said = Vec::new();
    for command in &commands {
        let printed = runs(command, settings.clone()).await;
        if let Ok(made) = serde_json::from_str::<campfire_proto::BotWithKey>(&printed) {
            settings[3].1 = made.bot.id.to_string();
            settings[4].1 = made.key;
        }
        let newest = ada.reads(room).await.messages.pop();
        if let Some(message) = newest {
            settings[5].1 = message.id.to_string();
            if said.last() != Some(&message.content) {
                said.push(message.content);
            }
        }
        if let Ok(page) = serde_json::from_str::<Vec<BotMessage>>(&printed) {
            assert_eq!(page.last().map(|it| &it.body.plain_text), said.last());
        }
    }

    assert_eq!(
        said,
        [
            "Good morning!",
            "The build is green. Look",
            "1 < 2\nand 2 < 3",
            "Green again, make test says",
            "Good afternoon!",
            // The last one was taken back.
            "1 < 2\nand 2 < 3",
        ]
    );
    let bots = ada.get("/api/bots").await.json();
    assert_eq!(bots["bots"][0]["webhook_url"], "http://127.0.0.1:9000/");
    assert_eq!(commands.len(), 11, "{commands:#?}");
}
