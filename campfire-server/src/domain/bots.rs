//! Bots, as administrators make and change them. Their keys live in `bots/key`; what they say goes
//! the way of all messages.

use campfire_proto::{
    Bot, BotWithKey, Invalid, Name, Role, Status, Timestamp, UserId, bot::BotCalls, limits,
};
use sqlx::SqliteConnection;
use url::Url;

use super::{
    Operation, Revocation, Tx,
    people::{self, PersonRow},
    roles,
};
use crate::error::Error;

pub mod answers;
pub mod calls;
pub mod key;

use key::{BotKey, Salt};

/// What a bot's sockets hear when its key is worth nothing any more.
const KEY_REPLACED: &str = "This bot has a new key";

/// Where a bot is told of messages: any http or https address, also one on the team's own network,
/// since administrators alone say where.
pub struct WebhookUrl(String);

impl WebhookUrl {
    fn parse(text: &str) -> Result<Self, Invalid> {
        let refused = |message: &str| Invalid::new("webhook_url", message);
        if text.chars().count() > limits::WEBHOOK_URL_LENGTH {
            return Err(refused("A webhook's address can't be longer than 2,048 characters"));
        }
        let url = Url::parse(text).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        let url = url.ok_or_else(|| {
            refused("A webhook's address must begin with http:// or https://, and name a host")
        })?;
        Ok(Self(url.into()))
    }
}

/// What becomes of a bot's webhook.
pub enum WebhookChange {
    Keep,
    Remove,
    Set(WebhookUrl),
}

impl WebhookChange {
    /// What isn't sent stays; what is blank removes.
    pub fn parse(text: Option<&str>) -> Result<Self, Invalid> {
        Ok(match text.map(str::trim) {
            None => Self::Keep,
            Some("") => Self::Remove,
            Some(url) => Self::Set(WebhookUrl::parse(url)?),
        })
    }
}

#[derive(sqlx::FromRow)]
struct BotRow {
    id: UserId,
    name: String,
    bio: String,
    created_at: Timestamp,
    webhook_url: Option<String>,
}

impl From<BotRow> for Bot {
    fn from(row: BotRow) -> Self {
        let person = PersonRow {
            id: row.id,
            name: row.name.clone(),
            email: None,
            bio: row.bio,
            role: Role::Bot,
            status: Status::Active,
            created_at: row.created_at,
        };
        Self {
            id: row.id,
            name: row.name,
            webhook_url: row.webhook_url,
            user: person.into_public(),
            // What came of calling it isn't kept here: who answers adds it.
            calls: BotCalls::default(),
        }
    }
}

/// Every active bot, by name.
pub async fn bots(conn: &mut SqliteConnection) -> Result<Vec<Bot>, Error> {
    let rows: Vec<BotRow> = sqlx::query_as(
        "select u.id, u.name, u.bio, u.created_at, b.webhook_url
         from bots b join users u on u.id = b.user_id
         where u.status = 'active' order by u.name collate nocase, u.id",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Bot::from).collect())
}

/// One active bot. People are none, whatever their id.
async fn bot(conn: &mut SqliteConnection, id: UserId) -> Result<Bot, Error> {
    let row: Option<BotRow> = sqlx::query_as(
        "select u.id, u.name, u.bio, u.created_at, b.webhook_url
         from bots b join users u on u.id = b.user_id
         where u.status = 'active' and u.id = ?",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.map(Bot::from).ok_or(Error::NotFound)
}

/// Makes a bot. It is in every open room at once, and its key is shown here and never again.
pub struct CreateBot {
    pub by: UserId,
    pub name: Name,
    pub webhook: WebhookChange,
    pub signing_key: Vec<u8>,
}

impl Operation for CreateBot {
    type Outcome = BotWithKey;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<BotWithKey, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let id: UserId = sqlx::query_scalar(
            "insert into users (name, role, created_at, updated_at) values (?1, 'bot', ?2, ?2)
             returning id",
        )
        .bind(self.name.as_str())
        .bind(tx.now)
        .fetch_one(&mut *tx.conn)
        .await?;
        let salt: Salt = rand::random();
        let key = BotKey::derive(&self.signing_key, id, &salt);
        sqlx::query("insert into bots (user_id, key_hash, key_salt) values (?, ?, ?)")
            .bind(id)
            .bind(key.hash())
            .bind(&salt[..])
            .execute(&mut *tx.conn)
            .await?;
        change_webhook(tx, id, self.webhook).await?;
        people::join_open_rooms(tx, id).await?;
        people::announce(tx, id).await?;
        Ok(BotWithKey { bot: bot(tx.conn, id).await?, key: key.reveal() })
    }
}

async fn change_webhook(tx: &mut Tx<'_>, bot: UserId, change: WebhookChange) -> Result<(), Error> {
    let url = match change {
        WebhookChange::Keep => return Ok(()),
        WebhookChange::Remove => {
            calls::forget_all(tx, bot).await?;
            None
        }
        WebhookChange::Set(WebhookUrl(url)) => Some(url),
    };
    sqlx::query("update bots set webhook_url = ? where user_id = ?")
        .bind(url)
        .bind(bot)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Changes a bot's name or webhook. What is none stays as it is.
pub struct ChangeBot {
    pub by: UserId,
    pub bot: UserId,
    pub name: Option<Name>,
    pub webhook: WebhookChange,
}

impl Operation for ChangeBot {
    type Outcome = Bot;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Bot, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        bot(tx.conn, self.bot).await?;
        change_webhook(tx, self.bot, self.webhook).await?;
        if let Some(name) = self.name {
            sqlx::query("update users set name = ?, updated_at = ? where id = ?")
                .bind(name.as_str())
                .bind(tx.now)
                .bind(self.bot)
                .execute(&mut *tx.conn)
                .await?;
            people::announce(tx, self.bot).await?;
        }
        bot(tx.conn, self.bot).await
    }
}

/// Gives a bot a new key. The old one is worth nothing from then on, open sockets included.
pub struct ResetKey {
    pub by: UserId,
    pub bot: UserId,
    pub signing_key: Vec<u8>,
}

impl Operation for ResetKey {
    type Outcome = BotWithKey;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<BotWithKey, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let bot = bot(tx.conn, self.bot).await?;
        let salt: Salt = rand::random();
        let key = BotKey::derive(&self.signing_key, self.bot, &salt);
        sqlx::query("update bots set key_hash = ?, key_salt = ? where user_id = ?")
            .bind(key.hash())
            .bind(&salt[..])
            .bind(self.bot)
            .execute(&mut *tx.conn)
            .await?;
        tx.revoke(Revocation::Person(self.bot, KEY_REPLACED));
        Ok(BotWithKey { bot, key: key.reveal() })
    }
}

/// Removes a bot for good. What it said stays.
pub struct RemoveBot {
    pub by: UserId,
    pub bot: UserId,
}

impl Operation for RemoveBot {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        people::require_administrator(tx.conn, self.by).await?;
        bot(tx.conn, self.bot).await?;
        // Its key, its webhook and what it has yet to be told go with this row.
        sqlx::query("delete from bots where user_id = ?")
            .bind(self.bot)
            .execute(&mut *tx.conn)
            .await?;
        roles::deactivate(tx, self.bot).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_an_http_address_of_any_network() {
        for url in [
            "http://localhost:9000/hook",
            "http://192.168.1.20/hook?token=abc",
            "https://bots.example.com",
            "https://bücher.example/",
            "http://[::1]:9000/",
        ] {
            assert!(WebhookUrl::parse(url).is_ok(), "{url} was refused");
        }
        let long = format!("https://example.com/{}", "x".repeat(2_048));
        for url in ["example.com", "ftp://example.com", "http://", "javascript:alert(1)", &long] {
            assert!(WebhookUrl::parse(url).is_err(), "{url} was taken");
        }
    }
}
