//! Telling bots of messages, and hearing what they answer.
//!
//! What is to be told stands in the database, so this only has to look there. Each bot has a task of
//! its own, and so a slow one holds up nobody else.

use std::{collections::HashSet, sync::OnceLock, time::Duration};

use campfire_proto::{ClientMessageId, ContentType, UserId};
use futures::future::join_all;
use metrics::counter;
use reqwest::{Client, Response, StatusCode, header};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::GOODBYE;
use crate::{
    Campfire, House,
    content::{
        Draft,
        declared::{declared, media_type},
    },
    domain::{
        Operation,
        bots::{
            answers::{ForgetCall, SayAnswer},
            calls::{self, Call},
        },
    },
    error::Error,
};

/// Calls of one bot that are under way at once: enough that one which hangs doesn't silence it.
const AT_ONCE: u32 = 4;

/// What is read of an answer. A message is far shorter: whoever says more says too much.
const LONGEST_ANSWER_BYTES: usize = 1024 * 1024;

/// How long to wait when the writer has no room for an answer.
const PAUSE: Duration = Duration::from_secs(1);

/// Calls bots until the server goes down. What is under way then may finish, but not for long: the
/// rest is called after the next start.
pub(super) async fn call_bots(house: House) {
    let mut busy = HashSet::new();
    let mut calling = JoinSet::new();
    loop {
        match waiting(&house).await {
            Ok(bots) => {
                for bot in bots {
                    if busy.insert(bot) {
                        calling.spawn(call(House::clone(&house), bot));
                    }
                }
            }
            Err(cause) => tracing::warn!(%cause, "can't see which bots to call; trying later"),
        }
        tokio::select! {
            () = house.errands.calls.notified() => {}
            Some(done) = calling.join_next() => match done {
                Ok(bot) => _ = busy.remove(&bot),
                // It stays busy: what panics once would panic without end.
                Err(cause) => tracing::error!(%cause, "a bot isn't called until the next start"),
            },
            () = house.stopping.cancelled() => break,
        }
    }
    let finishing = async { while calling.join_next().await.is_some() {} };
    if timeout(GOODBYE, finishing).await.is_err() {
        tracing::info!("some bots are called again after the next start");
    }
}

async fn waiting(house: &Campfire) -> Result<Vec<UserId>, Error> {
    calls::waiting(&mut *house.readers.get().await?).await
}

/// Tells one bot of the oldest messages that it doesn't know yet.
async fn call(house: House, bot: UserId) -> UserId {
    let told = async {
        let mut conn = house.readers.get().await?;
        let calls = calls::of(&mut conn, bot, AT_ONCE, &house.signing_key).await?;
        drop(conn);
        join_all(calls.into_iter().map(|call| tell(&house, call))).await;
        Ok::<_, Error>(())
    };
    if let Err(cause) = told.await {
        tracing::warn!(%cause, bot.id = %bot, "can't see what to tell a bot; trying again");
        sleep(PAUSE).await;
    }
    bot
}

/// What came of a call.
enum Outcome {
    Answered(String, ContentType),
    /// It has nothing to say, or says it in a way that is no message.
    Silent,
    Late,
    /// Too much, or nothing that can be a message.
    Unusable(&'static str),
    Failed(reqwest::Error),
}

#[tracing::instrument(level = "debug", skip_all, fields(bot.id = %call.bot, message.id = %call.message))]
async fn tell(house: &Campfire, call: Call) {
    let patience = house.config.webhook_patience;
    let outcome = match timeout(patience, ask(&call)).await {
        Ok(Ok(outcome)) => outcome,
        // Whoever hangs before we do is late, too: the address may swallow what is sent there.
        Ok(Err(cause)) if cause.is_timeout() => Outcome::Late,
        Ok(Err(cause)) => Outcome::Failed(cause),
        Err(_) => Outcome::Late,
    };
    let (name, answer) = match outcome {
        Outcome::Answered(text, kind) => ("answered", Some((text, kind))),
        Outcome::Silent => ("silent", None),
        Outcome::Late => {
            tracing::warn!("a bot didn't answer in time");
            let text = format!("Failed to respond within {} seconds", patience.as_secs());
            ("late", Some((text, ContentType::Plain)))
        }
        Outcome::Unusable(why) => {
            tracing::warn!(why, "a bot's answer can't be a message");
            ("unusable", None)
        }
        Outcome::Failed(cause) => {
            // Its address may hold a secret.
            let cause = source_of(&cause.without_url());
            tracing::warn!(cause, "a bot can't be reached");
            ("failed", None)
        }
    };
    counter!("campfire_webhooks_total", "outcome" => name).increment(1);
    finish(house, &call, answer).await;
}

/// The innermost cause, which is the one that says something: "connection refused".
fn source_of(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), source_of)
}

async fn ask(call: &Call) -> Result<Outcome, reqwest::Error> {
    let response = client()?.post(&call.url).json(&call.payload).send().await?;
    if response.status() != StatusCode::OK {
        return Ok(Outcome::Silent);
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    if !matches!(media_type(&kind).as_str(), "text/plain" | "text/html") {
        return Ok(Outcome::Silent);
    }
    Ok(match read(response).await? {
        Some(body) => {
            Outcome::Answered(String::from_utf8_lossy(&body).into_owned(), declared(&kind))
        }
        None => Outcome::Unusable("it is longer than 1 MiB"),
    })
}

/// The body, unless it is too long.
async fn read(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    if response.content_length().is_some_and(|bytes| bytes > LONGEST_ANSWER_BYTES as u64) {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LONGEST_ANSWER_BYTES {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

/// One for the whole process, made when the first bot is called: most servers have none.
fn client() -> Result<&'static Client, reqwest::Error> {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    if let Some(client) = CLIENT.get() {
        return Ok(client);
    }
    let client = super::client().build()?;
    Ok(CLIENT.get_or_init(|| client))
}

/// Says what was answered, if anything can be said of it, and forgets the call.
async fn finish(house: &Campfire, call: &Call, answer: Option<(String, ContentType)>) {
    let (bot, message, room) = (call.bot, call.message, call.room);
    if let Some((text, kind)) = answer {
        let said = keep_trying(house, || {
            let answer = Draft::parse(&text, kind)?;
            let client_message_id = ClientMessageId::parse(&Uuid::new_v4().to_string())?;
            Ok(SayAnswer { bot, message, room, answer, client_message_id })
        });
        match said.await {
            Ok(()) | Err(Error::Busy | Error::DiskRefuses) => return,
            // Blank ones are meant to be: a bot that has nothing to say says nothing.
            Err(Error::Invalid(_) | Error::NotFound) => tracing::debug!("an answer wasn't posted"),
            Err(cause) => tracing::warn!(%cause, "an answer wasn't posted"),
        }
    }
    match keep_trying(house, || Ok(ForgetCall { bot, message })).await {
        Ok(()) | Err(Error::Busy | Error::DiskRefuses) => {}
        Err(cause) => {
            tracing::error!(%cause, "a call of a bot can't be forgotten, and is made again");
            sleep(PAUSE).await;
        }
    }
}

/// Performs an operation, and waits for the writer, or its disk, as long as it has no room. These two are
/// left only at the end of the server: then the call is made again after the next start.
async fn keep_trying<O: Operation>(
    house: &Campfire,
    operation: impl Fn() -> Result<O, Error>,
) -> Result<O::Outcome, Error> {
    loop {
        match house.writer.perform(operation()?).await {
            Err(Error::Busy | Error::DiskRefuses) if !house.stopping.is_cancelled() => {
                sleep(PAUSE).await;
            }
            outcome => return outcome,
        }
    }
}
