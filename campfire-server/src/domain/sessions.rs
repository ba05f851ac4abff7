//! Signing in and out: tokens, devices, transfer links.

use std::{net::IpAddr, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use campfire_proto::{Role, SessionId, Status, Timestamp, UserId};
use rand::distr::{Alphanumeric, SampleString};
use sha2::{Digest, Sha256};

use super::{Operation, Tx};
use crate::{error::Error, store::Readers};

/// Characters of a session token: 40 alphanumerics are 238 bits, out of anybody's reach.
const TOKEN_LENGTH: usize = 40;

/// Activity is written down this often at most, so that reading costs no write.
const FRESH: Duration = Duration::from_hours(1);

/// A secret that signs somebody in. Shown once; only its hash is kept.
pub struct Token(String);

impl Token {
    /// From the operating system's random source.
    pub fn random() -> Self {
        Self(Alphanumeric.sample_string(&mut rand::rng(), TOKEN_LENGTH))
    }

    pub fn reveal(self) -> String {
        self.0
    }

    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }
}

/// What the database knows of a token. A fast hash will do: there is nothing to guess in a token.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Who asks, according to their token.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Caller {
    pub id: UserId,
    pub role: Role,
    pub status: Status,
    pub session: Option<SessionId>,
    last_active_at: Timestamp,
}

impl Caller {
    /// The session, if its last activity was written down too long ago.
    pub fn stale_session(&self) -> Option<SessionId> {
        self.session.filter(|_| self.last_active_at.plus(FRESH) < Timestamp::now())
    }
}

/// Finds out whose token this is.
pub async fn resume(readers: &Readers, token: &str) -> Result<Caller, Error> {
    let caller: Option<Caller> = sqlx::query_as(
        "select u.id, u.role, u.status, s.id as session, s.last_active_at
         from sessions s join users u on u.id = s.user_id
         where s.token_hash = ? and u.status = 'active'",
    )
    .bind(hash(token))
    .fetch_optional(&mut *readers.get().await?)
    .await?;
    caller.ok_or(Error::Unauthenticated)
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

/// The key that signs transfer links: made once, the first time it is asked for.
pub struct KeepSigningKey;

impl Operation for KeepSigningKey {
    type Outcome = Vec<u8>;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Vec<u8>, Error> {
        let fresh = BASE64_STANDARD.encode(rand::random::<[u8; 32]>());
        let key: String = sqlx::query_scalar(
            "insert into secrets (name, value) values ('signing_key', ?)
             on conflict (name) do update set value = value returning value",
        )
        .bind(fresh)
        .fetch_one(&mut *tx.conn)
        .await?;
        Ok(key.into_bytes())
    }
}
