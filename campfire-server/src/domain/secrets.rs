//! What the server must keep to itself from one start to the next: its keys.

use base64::{Engine, prelude::BASE64_STANDARD};
use sqlx::SqliteConnection;

use super::{Operation, Tx};
use crate::{config::vapid::VapidKeys, error::Error};

/// A secret, made the first time it is asked for.
async fn keep(tx: &mut Tx<'_>, name: &str, fresh: &str) -> Result<String, Error> {
    let kept = sqlx::query_scalar(
        "insert into secrets (name, value) values (?, ?)
         on conflict (name) do update set value = value returning value",
    );
    Ok(kept.bind(name).bind(fresh).fetch_one(&mut *tx.conn).await?)
}

/// The key that signs transfer links and makes the keys of bots.
pub struct KeepSigningKey;

impl Operation for KeepSigningKey {
    type Outcome = Vec<u8>;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Vec<u8>, Error> {
        let fresh = BASE64_STANDARD.encode(rand::random::<[u8; 32]>());
        Ok(keep(tx, "signing_key", &fresh).await?.into_bytes())
    }
}

/// The pair that signs pushes.
pub struct KeepVapidKeys;

impl Operation for KeepVapidKeys {
    type Outcome = VapidKeys;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<VapidKeys, Error> {
        let fresh = VapidKeys::random();
        let private = keep(tx, "vapid_private_key", fresh.private()).await?;
        VapidKeys::of(&private).ok_or_else(|| {
            tracing::error!("the key for pushes in the database is none; set VAPID_PRIVATE_KEY");
            Error::Broken
        })
    }
}

/// A certificate chain and its key, as text in PEM format.
pub struct KeptCertificate {
    pub chain: String,
    pub private_key: String,
}

/// The certificate that was last obtained for these names.
pub async fn certificate(
    conn: &mut SqliteConnection,
    names: &str,
) -> Result<Option<KeptCertificate>, Error> {
    let chain = read(conn, &format!("certificate {names}")).await?;
    let private_key = read(conn, &format!("certificate key {names}")).await?;
    Ok(chain.zip(private_key).map(|(chain, private_key)| KeptCertificate { chain, private_key }))
}

/// How a certificate authority knows us.
pub async fn authority_account(
    conn: &mut SqliteConnection,
    directory: &str,
) -> Result<Option<String>, Error> {
    read(conn, &format!("account at {directory}")).await
}

/// Keeps a certificate in the place of the last one for these names.
pub struct KeepCertificate {
    pub names: String,
    pub kept: KeptCertificate,
}

impl Operation for KeepCertificate {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let Self { names, kept } = self;
        replace(tx, &format!("certificate {names}"), &kept.chain).await?;
        replace(tx, &format!("certificate key {names}"), &kept.private_key).await
    }
}

/// Keeps what a certificate authority knows us by.
pub struct KeepAuthorityAccount {
    pub directory: String,
    pub credentials: String,
}

impl Operation for KeepAuthorityAccount {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        replace(tx, &format!("account at {}", self.directory), &self.credentials).await
    }
}

async fn read(conn: &mut SqliteConnection, name: &str) -> Result<Option<String>, Error> {
    let found = sqlx::query_scalar("select value from secrets where name = ?").bind(name);
    Ok(found.fetch_optional(conn).await?)
}

async fn replace(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), Error> {
    let replacing = sqlx::query(
        "insert into secrets (name, value) values (?, ?)
         on conflict (name) do update set value = excluded.value",
    );
    replacing.bind(name).bind(value).execute(&mut *tx.conn).await?;
    Ok(())
}
