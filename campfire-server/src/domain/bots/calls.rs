//! Which bots are to be told of which message. Telling them lives in `delivery`, posting what they
//! answer in `answers`.

use campfire_proto::{
    Message, MessageId, RoomId, UserId,
    bot::{WebhookBody, WebhookMessage, WebhookPayload, WebhookRoom, WebhookUser},
};
use sqlx::SqliteConnection;

use super::key::{BotKey, Salt};
use crate::{
    domain::{FollowUp, Tx, timeline::json},
    error::Error,
};

/// A bot that is to be told of a message.
pub struct Call {
    pub bot: UserId,
    pub message: MessageId,
    pub room: RoomId,
    pub url: String,
    pub payload: WebhookPayload,
}

/// Notes who is to be told of a new message: in a direct every bot, elsewhere those it mentions, and
/// never its author. In the message's own transaction, so that a restart loses none.
pub async fn note(tx: &mut Tx<'_>, message: &Message, is_direct: bool) -> Result<(), Error> {
    if message.mentions.is_empty() && !is_direct {
        return Ok(());
    }
    let noted = sqlx::query(
        "insert into pending_webhooks (bot_id, message_id)
         select b.user_id, ?1 from memberships m
             join bots b on b.user_id = m.user_id join users u on u.id = m.user_id
         where m.room_id = ?2 and u.status = 'active' and b.webhook_url is not null
             and b.user_id <> ?3
             and (?4 or b.user_id in (select value from json_each(?5)))",
    )
    .bind(message.id)
    .bind(message.room_id)
    .bind(message.creator_id)
    .bind(is_direct)
    .bind(json(&message.mentions))
    .execute(&mut *tx.conn)
    .await?;
    if noted.rows_affected() > 0 {
        tx.follow_up(FollowUp::CallBots);
    }
    Ok(())
}

/// Forgets a call, because it was made. False if it was forgotten before: the bot or the message
/// has gone meanwhile.
pub async fn forget(tx: &mut Tx<'_>, bot: UserId, message: MessageId) -> Result<bool, Error> {
    let gone = sqlx::query("delete from pending_webhooks where bot_id = ? and message_id = ?")
        .bind(bot)
        .bind(message)
        .execute(&mut *tx.conn)
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// Forgets what a bot has yet to be told: it wants to hear nothing any more.
pub async fn forget_all(tx: &mut Tx<'_>, bot: UserId) -> Result<(), Error> {
    sqlx::query("delete from pending_webhooks where bot_id = ?")
        .bind(bot)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// What bots have yet to be told: of each the oldest few, so that one that is far behind hides no
/// other.
pub async fn waiting(
    conn: &mut SqliteConnection,
    most_each: u32,
) -> Result<Vec<(UserId, MessageId)>, Error> {
    let waiting = sqlx::query_as(
        "select bot_id, message_id from (
             select bot_id, message_id,
                 row_number() over (partition by bot_id order by message_id) as place
             from pending_webhooks)
         where place <= ? order by message_id",
    );
    Ok(waiting.bind(most_each).fetch_all(conn).await?)
}

#[derive(sqlx::FromRow)]
struct CallRow {
    message_id: MessageId,
    url: String,
    bot_name: String,
    key_salt: Vec<u8>,
    key_hash: Vec<u8>,
    author_id: UserId,
    author_name: String,
    room_id: RoomId,
    room_name: Option<String>,
    html: String,
    plain: String,
}

impl CallRow {
    fn into_call(self, bot: UserId, signing_key: &[u8]) -> Call {
        let salt = Salt::try_from(self.key_salt).unwrap_or_default();
        let key = BotKey::derive(signing_key, bot, &salt);
        if key.hash() != self.key_hash {
            tracing::warn!(
                bot.id = %bot,
                "SECRET_KEY_BASE has changed: please give this bot a new key, or it can't post to \
                 the address that its webhook names"
            );
        }
        let room = self.room_id;
        let plain = without_mention_of(&self.bot_name, &self.plain);
        let payload = WebhookPayload {
            user: WebhookUser { id: self.author_id, name: self.author_name },
            room: WebhookRoom {
                id: room,
                name: self.room_name,
                path: format!("/rooms/{room}/{}/messages", key.reveal()),
            },
            message: WebhookMessage {
                id: self.message_id,
                body: WebhookBody { html: self.html, plain },
                path: format!("/rooms/{room}/@{}", self.message_id),
            },
        };
        Call { bot, message: self.message_id, room, url: self.url, payload }
    }
}

/// What a bot is to be told of a message. None if that came to nothing meanwhile.
pub async fn find(
    conn: &mut SqliteConnection,
    bot: UserId,
    message: MessageId,
    signing_key: &[u8],
) -> Result<Option<Call>, Error> {
    let row: Option<CallRow> = sqlx::query_as(
        "select p.message_id, coalesce(b.webhook_url, '') as url, me.name as bot_name, b.key_salt,
                b.key_hash, m.creator_id as author_id, author.name as author_name, m.room_id,
                r.name as room_name, m.html, m.plain
         from pending_webhooks p join bots b on b.user_id = p.bot_id
             join users me on me.id = p.bot_id join messages m on m.id = p.message_id
             join users author on author.id = m.creator_id join rooms r on r.id = m.room_id
         where p.bot_id = ? and p.message_id = ?",
    )
    .bind(bot)
    .bind(message)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.into_call(bot, signing_key)))
}

/// What is said to a bot, without its own name in it: `@Robot what time is it` asks `what time is it`.
fn without_mention_of(name: &str, text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(at) = rest.find('@') {
        let (before, from_here) = rest.split_at(at);
        kept.push_str(before);
        rest = after_name(&from_here[1..], name).unwrap_or_else(|| {
            kept.push('@');
            &from_here[1..]
        });
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

/// What follows a name at the beginning of a text, if it stands there and ends there.
fn after_name<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut letters = text.char_indices();
    for wanted in name.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let rest = letters.as_str();
    let ends_here = !rest.starts_with(char::is_alphanumeric);
    ends_here.then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bot_does_not_read_its_own_name() {
        for (said, heard) in [
            ("@Robot what time is it", "what time is it"),
            ("what time is it, @Robot?", "what time is it, ?"),
            ("@robot\u{a0} hi \n", "hi"),
            ("@Robot", ""),
            ("@Robot @Ada @Robot hi", "@Ada  hi"),
            ("@Robotics is a subject", "@Robotics is a subject"),
            ("mail robot@example.com", "mail robot@example.com"),
            ("@", "@"),
        ] {
            assert_eq!(without_mention_of("Robot", said), heard, "{said}");
        }
        assert_eq!(without_mention_of("Élan 2", "@élan 2: go"), ": go");
    }

    proptest! {
        #[test]
        fn nothing_else_is_lost(text in "[^@]*", name in any::<String>()) {
            prop_assert_eq!(without_mention_of(&name, &text), text.trim());
        }

        #[test]
        fn whatever_is_said_is_no_panic(name in any::<String>(), text in any::<String>()) {
            let _ = without_mention_of(&name, &text);
            let _ = without_mention_of(&name, &format!("@{name}{text}"));
        }
    }
}
