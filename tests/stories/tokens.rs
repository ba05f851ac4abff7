//! Tokens: nobody guesses one, and whoever reads the file finds none.

use std::collections::HashSet;

use campfire_proto::TransferLink;
use campfire_tests::{PASSWORD, StatusCode, TestCampfire, holds_for_all};
use serde_json::json;

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

#[test]
fn tokens_are_unique_long_and_never_stored_in_clear() {
    holds_for_all(
        16,
        &(1..8_usize),
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            (campfire, ada)
        },
        async |(campfire, ada), devices| {
            let signing_in =
                (0..devices).map(async |_| campfire.another_device_of(ada).await.token);

            let tokens = futures::future::join_all(signing_in).await;

            let bytes = campfire.bytes_on_disk();
            for token in &tokens {
                assert!(token.len() >= 32, "{} characters", token.len());
                assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                assert!(!holds(&bytes, token), "a token lies in the file");
            }
            assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), devices);
        },
    );
}

#[tokio::test]
async fn passwords_and_transfer_links_are_not_in_the_file_either() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let link: TransferLink = ada.post("/api/auth/transfer", json!({})).await.succeeds().holds();
    let token = link.url.rsplit('/').next().unwrap();

    let bytes = campfire.bytes_on_disk();

    assert!(!holds(&bytes, PASSWORD));
    assert!(!holds(&bytes, &ada.token));
    assert!(!holds(&bytes, token));
    // The search would find them: what is there in clear is found.
    assert!(holds(&bytes, "ada@example.com"));
}

#[tokio::test]
async fn no_answer_repeats_a_token() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;

    for path in
        ["/api/auth/me", "/api/auth/sessions", "/api/user/profile", "/api/users", "/api/rooms"]
    {
        let answer = ada.get(path).await.is(StatusCode::OK);
        assert!(!answer.text().contains(&ada.token), "{path}");
        assert!(!answer.text().contains("argon2"), "{path}");
    }
}
