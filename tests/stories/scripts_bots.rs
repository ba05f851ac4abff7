//! A bot's key in the terminal client: the same commands, as far as bots may go.

use campfire_proto::BotWithKey;
use campfire_tests::TestCampfire;
use serde_json::json;

#[tokio::test]
async fn a_bots_key_sends_reads_and_follows() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.all_talk(&ada).await;
    let bot: BotWithKey =
        ada.post("/api/bots", json!({ "name": "Deploy" })).await.succeeds().holds();
    let desk = campfire.desk().with("CAMPFIRE_TOKEN", &bot.key);
    let send = ["send", "--room", "All Talk", "--idempotency-key", "run-7", "it is out"];

    let who = desk.runs(&["whoami"]).await.exits(0);
    desk.runs(&send).await.exits(0);
    desk.runs(&send).await.exits(0);
    let mut tail = desk.starts(&["tail", "--room", "All Talk"]);

    assert!(who.out.starts_with("Deploy (bot)"), "{}", who.out);
    assert!(tail.line().await.ends_with("Deploy: it is out"));
    ada.says(room, "thank you").await;
    assert!(tail.line().await.ends_with("Ada: thank you"));
    assert_eq!(ada.sees_in(room).await, ["it is out", "thank you"]);
    desk.runs(&["search", "out"]).await.fails(4, "Bots");
    desk.runs(&["send", "--to", "Ada", "hi"]).await.fails(4, "only people who wrote to it");
}

#[tokio::test]
async fn a_bots_key_is_kept_and_forgotten_like_a_sign_in() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let bot: BotWithKey =
        ada.post("/api/bots", json!({ "name": "Deploy" })).await.succeeds().holds();
    let desk = campfire.desk();

    desk.pipes(&bot.key, &["login", "--token-stdin"]).await.exits(0);
    assert!(desk.runs(&["whoami"]).await.exits(0).out.starts_with("Deploy (bot)"));
    desk.runs(&["logout"]).await.exits(0);

    desk.runs(&["whoami"]).await.fails(3, "campfire-tui login");
}
