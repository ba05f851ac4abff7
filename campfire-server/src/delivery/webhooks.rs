//! Telling bots of messages, and hearing what they answer.
//!
//! What is to be told stands in the database, so this only has to look there. Each call is a task of
//! its own, and each bot has a few at a time, so that a slow one holds up nobody else.

use std::{collections::HashSet, sync::OnceLock, time::Duration};

use campfire_proto::{ClientMessageId, ContentType, MessageId, UserId, checks::is_blank};
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
    let mut under_way = HashSet::new();
    let mut calling = JoinSet::new();
    loop {
        match waiting(&house).await {
            Ok(waiting) => {
                for (bot, message) in waiting {
                    if under_way.insert((bot, message)) {
                        calling.spawn(call(House::clone(&house), bot, message));
                    }
                }
            }
            Err(cause) => tracing::warn!(%cause, "can't see which bots to call; trying later"),
        }
        tokio::select! {
            () = house.errands.calls.notified() => {}
            Some(done) = calling.join_next() => match done {
                Ok(made) => _ = under_way.remove(&made),
                // It stays under way: what panics once would panic without end.
                Err(cause) => tracing::error!(%cause, "a call isn't made until the next start"),
            },
            () = house.stopping.cancelled() => break,
        }
    }
    let finishing = async { while calling.join_next().await.is_some() {} };
    if timeout(GOODBYE, finishing).await.is_err() {
        tracing::info!("some bots are called again after the next start");
    }
}

async fn waiting(house: &Campfire) -> Result<Vec<(UserId, MessageId)>, Error> {
    calls::waiting(&mut *house.readers.get().await?, AT_ONCE).await
}

/// Tells a bot of a message, unless it needn't know any more.
async fn call(house: House, bot: UserId, message: MessageId) -> (UserId, MessageId) {
    let found = async {
        let mut conn = house.readers.get().await?;
        calls::find(&mut conn, bot, message, &house.signing_key).await
    };
    match found.await {
        Ok(Some(call)) => tell(&house, call).await,
        Ok(None) => {}
        Err(cause) => {
            tracing::warn!(%cause, bot.id = %bot, "can't see what to tell a bot; trying again");
            sleep(PAUSE).await;
        }
    }
    (bot, message)
}

/// What came of a call.
enum Outcome {
    Answered(String, ContentType),
    /// It has nothing to say, or says it in a way that is no message.
    Silent,
    Late(Duration),
    /// It took the call for wrong, or sends us elsewhere.
    Refused(StatusCode),
    /// Nothing that can be a message.
    Unusable(String),
    Unreachable(reqwest::Error),
}

impl Outcome {
    fn name(&self) -> &'static str {
        match self {
            Self::Answered(..) => "answered",
            Self::Silent => "silent",
            Self::Late(_) => "late",
            Self::Refused(_) => "refused",
            Self::Unusable(_) => "unusable",
            Self::Unreachable(_) => "unreachable",
        }
    }

    /// What the room hears of it.
    fn words(&self) -> Option<(String, ContentType)> {
        match self {
            Self::Answered(text, kind) => Some((text.clone(), *kind)),
            Self::Late(patience) => {
                let text = format!("Failed to respond within {} seconds", patience.as_secs());
                Some((text, ContentType::Plain))
            }
            Self::Silent | Self::Refused(_) | Self::Unusable(_) | Self::Unreachable(_) => None,
        }
    }

    /// What those hear of it who look after the bot; none if all went well.
    fn trouble(&self) -> Option<String> {
        match self {
            Self::Answered(..) | Self::Silent => None,
            Self::Late(patience) => {
                Some(format!("It didn't answer within {} seconds", patience.as_secs()))
            }
            Self::Refused(status) => Some(format!("It answered with {status}")),
            Self::Unusable(why) => Some(format!("Its answer can't be a message: {why}")),
            Self::Unreachable(cause) => {
                let cause = source_of(cause);
                // The system's own number for it says nothing to those who read this.
                let words = cause.split(" (os error").next().unwrap_or_default();
                Some(format!("It can't be reached: {words}"))
            }
        }
    }
}

#[tracing::instrument(level = "debug", skip_all, fields(bot.id = %call.bot, message.id = %call.message))]
async fn tell(house: &Campfire, call: Call) {
    let patience = house.config.webhook_patience;
    let mut outcome = match timeout(patience, ask(&call)).await {
        Ok(Ok(outcome)) => outcome,
        // Whoever hangs before we do is late, too: the address may swallow what is sent there.
        Ok(Err(cause)) if cause.is_timeout() => Outcome::Late(patience),
        // Its address may hold a secret.
        Ok(Err(cause)) => Outcome::Unreachable(cause.without_url()),
        Err(_) => Outcome::Late(patience),
    };
    let mut is_forgotten = false;
    if let Some((text, kind)) = outcome.words() {
        match say(house, &call, &text, kind).await {
            Ok(()) => is_forgotten = true,
            // The server goes down: the call is made again after the next start.
            Err(Error::Busy) => return,
            Err(Error::Invalid(why)) => outcome = Outcome::Unusable(why.message),
            Err(Error::NotFound) => tracing::debug!("the bot has left the room"),
            Err(cause) => tracing::warn!(%cause, "an answer wasn't posted"),
        }
    }
    let trouble = outcome.trouble();
    if let Some(trouble) = &trouble {
        tracing::warn!(trouble, "a call of a bot went wrong");
    }
    counter!("campfire_webhooks_total", "outcome" => outcome.name()).increment(1);
    house.calls.note(call.bot, trouble);
    if !is_forgotten {
        forget(house, &call).await;
    }
}

/// The innermost cause, which is the one that says something: "connection refused".
fn source_of(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), source_of)
}

async fn ask(call: &Call) -> Result<Outcome, reqwest::Error> {
    let response = client()?.post(&call.url).json(&call.payload).send().await?;
    match response.status() {
        StatusCode::OK => {}
        status if status.is_success() => return Ok(Outcome::Silent),
        status => return Ok(Outcome::Refused(status)),
    }
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    if !matches!(media_type(&kind).as_str(), "text/plain" | "text/html") {
        return Ok(Outcome::Silent);
    }
    let Some(body) = read(response).await? else {
        return Ok(Outcome::Unusable("It is longer than 1 MiB".to_owned()));
    };
    let text = String::from_utf8_lossy(&body).into_owned();
    Ok(if is_blank(&text) { Outcome::Silent } else { Outcome::Answered(text, declared(&kind)) })
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

/// Says what was answered, and forgets the call.
async fn say(house: &Campfire, call: &Call, text: &str, kind: ContentType) -> Result<(), Error> {
    let (bot, message, room) = (call.bot, call.message, call.room);
    let said = keep_trying(house, || {
        let answer = Draft::parse(text, kind)?;
        let client_message_id = ClientMessageId::parse(&Uuid::new_v4().to_string())?;
        Ok(SayAnswer { bot, message, room, answer, client_message_id })
    });
    said.await
}

/// Forgets a call that nothing came of.
async fn forget(house: &Campfire, call: &Call) {
    let (bot, message) = (call.bot, call.message);
    match keep_trying(house, || Ok(ForgetCall { bot, message })).await {
        Ok(()) | Err(Error::Busy) => {}
        Err(cause) => {
            tracing::error!(%cause, "a call of a bot can't be forgotten, and is made again");
            sleep(PAUSE).await;
        }
    }
}

/// Performs an operation, and waits for the writer as long as it has no room. `Busy` is left only at
/// the end of the server: then the call is made again after the next start.
async fn keep_trying<O: Operation>(
    house: &Campfire,
    operation: impl Fn() -> Result<O, Error>,
) -> Result<O::Outcome, Error> {
    loop {
        match house.writer.perform(operation()?).await {
            Err(Error::Busy) if !house.stopping.is_cancelled() => sleep(PAUSE).await,
            outcome => return outcome,
        }
    }
}
