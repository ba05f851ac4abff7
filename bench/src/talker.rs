//! Posts messages at a steady pace, over REST as any client would.

use std::time::Duration;

use campfire_proto::RoomId;
use tokio::{
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

use crate::{
    Failure,
    listener::{END, MARK},
};

/// Posts so many messages, and says when each was sent. A post that takes longer than its turn
/// doesn't hold up the next one: people don't wait for each other either.
pub async fn talk(
    url: &str,
    tokens: &[String],
    room: RoomId,
    messages: usize,
    rate: f64,
) -> Result<Vec<Instant>, Failure> {
    let client = reqwest::Client::new();
    let address = format!("{url}/api/rooms/{room}/messages");
    let mut pace = interval(Duration::from_secs_f64(1.0 / rate.max(0.001)));
    pace.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut posts: JoinSet<Result<(), Failure>> = JoinSet::new();
    let mut sent = Vec::with_capacity(messages);
    for (number, token) in (0..messages).zip(tokens.iter().cycle()) {
        pace.tick().await;
        let content = format!("{MARK}{number}{END} the quick brown fox jumps over the lazy dog");
        let post = client
            .post(&address)
            .bearer_auth(token)
            .json(&serde_json::json!({ "content": content }));
        sent.push(Instant::now());
        posts.spawn(async move {
            post.send().await?.error_for_status()?;
            Ok(())
        });
    }
    while let Some(posted) = posts.join_next().await {
        posted.map_err(|cause| Failure::Io(cause.into()))??;
    }
    Ok(sent)
}
