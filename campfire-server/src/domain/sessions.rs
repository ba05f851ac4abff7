//! Signing in and out: tokens, and the devices they are kept on. Links that sign in another device
//! live in `transfer`, hashing in `passwords`.

use std::net::IpAddr;

use campfire_proto::{EmailAddress, Invalid, Session, SessionId, SignedIn, Timestamp, UserId};
use rand::{
    distr::{Alphanumeric, SampleString},
    rand_core::UnwrapErr,
    rngs::SysRng,
};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

use super::{
    Operation, Revocation, Tx,
    bots::key::{self, BotKey},
    caller::Caller,
    people,
    recall::{Recall, TokenHash},
};
use crate::{error::Error, store::Readers};

/// Characters of a session token: 40 alphanumerics are 238 bits, out of anybody's reach.
const TOKEN_LENGTH: usize = 40;

/// A secret that signs somebody in. Shown once; only its hash is kept.
pub struct Token(String);

impl Token {
    /// From the operating system's random source: one without any can't run a server at all.
    pub fn random() -> Self {
        Self(Alphanumeric.sample_string(&mut UnwrapErr(SysRng), TOKEN_LENGTH))
    }

    pub fn reveal(self) -> String {
        self.0
    }

    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0).to_vec()
    }
}

/// What the database knows of a token. A fast hash will do: there is nothing to guess in a token.
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// Finds out whose token this is: a person's session, or a bot's key. The two can't be mistaken for
/// each other, since no session token holds a hyphen.
pub async fn resume(readers: &Readers, recall: &Recall, token: &str) -> Result<Caller, Error> {
    let hash = hash(token);
    if let Some(caller) = recall.caller(&hash) {
        return Ok(caller);
    }
    let looked = recall.now();
    let mut conn = readers.get().await?;
    let caller = match BotKey::parse(token) {
        Some(key) => key::recognise(&mut conn, &key).await?.map(Caller::bot),
        None => caller_with(&mut conn, &hash).await?,
    };
    let caller = caller.ok_or(Error::Unauthenticated)?;
    recall.learn_caller(looked, hash, caller);
    Ok(caller)
}

async fn caller_with(
    conn: &mut SqliteConnection,
    hash: &TokenHash,
) -> Result<Option<Caller>, Error> {
    let caller = sqlx::query_as(
        "select u.id, u.role, u.status, s.id as session, s.last_active_at
         from sessions s join users u on u.id = s.user_id
         where s.token_hash = ? and u.status = 'active'",
    );
    Ok(caller.bind(&hash[..]).fetch_optional(conn).await?)
}

/// What a socket hears when its session ends, and a person may read.
pub const SIGNED_OUT: &str = "You signed out";
pub const SIGNED_OUT_ELSEWHERE: &str = "You were signed out from another device";
pub const PASSWORD_CHANGED: &str = "Your password was changed, please sign in again";
pub const REMOVED: &str = "You are no longer part of this account";
pub const BANNED: &str = "You were banned from this account";

/// Where somebody signs in, as the list of their devices shows it.
#[derive(Clone, Debug)]
pub struct Device {
    pub ip: IpAddr,
    pub user_agent: Option<String>,
}

/// Signs somebody in. Whoever calls this has seen proof of who they are.
pub(super) async fn begin(
    tx: &mut Tx<'_>,
    person: UserId,
    device: &Device,
) -> Result<SignedIn, Error> {
    let token = Token::random();
    sqlx::query(
        "insert into sessions (user_id, token_hash, ip, user_agent, created_at, last_active_at)
         values (?1, ?2, ?3, ?4, ?5, ?5)",
    )
    .bind(person)
    .bind(token.hash())
    .bind(device.ip.to_string())
    .bind(&device.user_agent)
    .bind(tx.now)
    .execute(&mut *tx.conn)
    .await?;
    let user = people::person(tx.conn, person).await?.into_private();
    Ok(SignedIn { user, token: token.reveal() })
}

/// Signs in by password, which has been compared with this hash.
pub struct SignIn {
    pub person: UserId,
    pub password_hash: String,
    pub device: Device,
}

impl Operation for SignIn {
    type Outcome = SignedIn;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<SignedIn, Error> {
        // Asked for again: much can happen to an account while a password is hashed.
        let current = password_hash_of(tx.conn, self.person).await?;
        if current.as_deref() != Some(&self.password_hash) {
            return Err(Error::InvalidCredentials);
        }
        begin(tx, self.person, &self.device).await
    }
}

/// Whose address this is and the hash of their password, if they may sign in.
pub async fn credentials_of(
    conn: &mut SqliteConnection,
    email: &EmailAddress,
) -> Result<Option<(UserId, String)>, Error> {
    let known = sqlx::query_as(
        "select id, password_hash from users
         where email = ? and status = 'active' and password_hash is not null",
    );
    Ok(known.bind(email.as_str()).fetch_optional(conn).await?)
}

/// The hash of somebody's password, if they may sign in.
pub async fn password_hash_of(
    conn: &mut SqliteConnection,
    person: UserId,
) -> Result<Option<String>, Error> {
    let known = sqlx::query_scalar(
        "select password_hash from users
         where id = ? and status = 'active' and password_hash is not null",
    );
    Ok(known.bind(person).fetch_optional(conn).await?)
}

/// What somebody hears who doesn't know the password they want to change.
pub fn wrong_current_password() -> Error {
    Invalid::new("current_password", "That isn't your current password").into()
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: SessionId,
    ip: Option<String>,
    user_agent: Option<String>,
    created_at: Timestamp,
    last_active_at: Timestamp,
}

/// Somebody's devices, the last used first.
pub async fn devices_of(
    conn: &mut SqliteConnection,
    person: UserId,
    current: SessionId,
) -> Result<Vec<Session>, Error> {
    let rows: Vec<SessionRow> = sqlx::query_as(
        "select id, ip, user_agent, created_at, last_active_at from sessions
         where user_id = ? order by last_active_at desc, id desc",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    let device = |row: SessionRow| Session {
        id: row.id,
        ip: row.ip,
        user_agent: row.user_agent,
        created_at: row.created_at,
        last_active_at: row.last_active_at,
        current: row.id == current,
    };
    Ok(rows.into_iter().map(device).collect())
}

/// Writes down that somebody is still there, and from where.
pub struct TouchSession {
    pub session: SessionId,
    pub ip: IpAddr,
    pub user_agent: Option<String>,
}

impl Operation for TouchSession {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        sqlx::query("update sessions set last_active_at = ?, ip = ?, user_agent = ? where id = ?")
            .bind(tx.now)
            .bind(self.ip.to_string())
            .bind(self.user_agent)
            .bind(self.session)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    }
}

/// Signs out one of somebody's devices. Other people's don't exist for them.
pub struct EndSession {
    pub person: UserId,
    pub session: SessionId,
    /// What the device's sockets hear.
    pub reason: &'static str,
}

impl Operation for EndSession {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let ended = sqlx::query("delete from sessions where id = ? and user_id = ?")
            .bind(self.session)
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        if ended.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        tx.revoke(Revocation::Sessions(vec![self.session], self.reason));
        Ok(())
    }
}

/// Signs out all devices of somebody but the one on which they changed their password.
pub(super) async fn end_others(
    tx: &mut Tx<'_>,
    person: UserId,
    kept: SessionId,
) -> Result<(), Error> {
    let ended: Vec<SessionId> =
        sqlx::query_scalar("delete from sessions where user_id = ? and id <> ? returning id")
            .bind(person)
            .bind(kept)
            .fetch_all(&mut *tx.conn)
            .await?;
    if !ended.is_empty() {
        tx.revoke(Revocation::Sessions(ended, PASSWORD_CHANGED));
    }
    Ok(())
}

/// Signs somebody out everywhere, and says so to every socket of theirs.
pub(super) async fn end_all(
    tx: &mut Tx<'_>,
    person: UserId,
    reason: &'static str,
) -> Result<(), Error> {
    sqlx::query("delete from sessions where user_id = ?")
        .bind(person)
        .execute(&mut *tx.conn)
        .await?;
    tx.revoke(Revocation::Person(person, reason));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_two_tokens_are_alike_and_all_are_long_alphanumerics() {
        let tokens: Vec<String> = (0..10_000).map(|_| Token::random().reveal()).collect();

        assert!(tokens.iter().all(|token| token.len() >= 32));
        assert!(tokens.iter().all(|token| token.bytes().all(|b| b.is_ascii_alphanumeric())));
        assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), tokens.len());
    }

    #[test]
    fn what_is_kept_of_a_token_holds_no_part_of_it() {
        let token = Token::random();
        let kept = token.hash();
        let shown = token.reveal();

        assert_eq!(kept, hash(&shown));
        assert!(!kept.windows(4).any(|bytes| shown.as_bytes().windows(4).any(|t| t == bytes)));
    }

    proptest! {
        #[test]
        fn different_tokens_are_kept_differently(one in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(one == other, hash(&one) == hash(&other));
        }
    }
}
