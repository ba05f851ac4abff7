//! What the server must keep to itself from one start to the next: its keys.

use base64::{Engine, prelude::BASE64_STANDARD};

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
