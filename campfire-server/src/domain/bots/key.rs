//! The keys of bots: `12-k3YvPq8ZsW4d`, a bot's id and twelve letters and digits.
//!
//! A key is derived from the server's signing key and a salt of its own. So it need not be kept, and
//! can still be put into the address that a webhook names for an answer.

use campfire_proto::UserId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use subtle::ConstantTimeEq;

use crate::error::Error;

/// Characters of the secret part: 71 bits, which nobody tries out over a network.
const SECRET_LENGTH: usize = 12;

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Keeps keys apart from whatever else is signed with the same signing key.
const PURPOSE: &[u8] = b"campfire bot key 1";

/// What a key is derived from, beside the signing key. A new one makes a new key.
pub type Salt = [u8; 16];

/// Somebody's claim to be a bot. It prints itself nowhere but in [`reveal`](Self::reveal).
#[derive(PartialEq, Eq)]
pub struct BotKey {
    bot: UserId,
    secret: String,
}

impl BotKey {
    /// Takes a key apart; none if it can't be one.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.split_once('-')?;
        let bot: UserId = id.parse().ok()?;
        let proper = bot.to_string() == id
            && secret.len() == SECRET_LENGTH
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
        proper.then(|| Self { bot, secret: secret.to_owned() })
    }

    /// The key of a bot, whose salt decides which.
    pub fn derive(signing_key: &[u8], bot: UserId, salt: &Salt) -> Self {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(signing_key).expect("a key of any length");
        mac.update(PURPOSE);
        mac.update(&bot.0.to_be_bytes());
        mac.update(salt);
        let mac: [u8; 32] = mac.finalize().into_bytes().into();
        // A number far beyond 62^12, so that no character is likelier than another.
        let mut number =
            mac[..16].iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let mut secret = String::with_capacity(SECRET_LENGTH);
        for _ in 0..SECRET_LENGTH {
            let place = usize::try_from(number % 62).unwrap_or_default();
            secret.push(char::from(ALPHABET[place]));
            number /= 62;
        }
        Self { bot, secret }
    }

    pub fn reveal(&self) -> String {
        format!("{}-{}", self.bot, self.secret)
    }

    /// What the database knows of a key. A fast hash will do: there is nothing to guess in a key.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.secret.as_bytes()).to_vec()
    }

    /// Compared in constant time: how wrong a key is doesn't show in the answer's time.
    fn fits(&self, hash: &[u8]) -> bool {
        self.hash().ct_eq(hash).into()
    }
}

/// Which bot this is the key of, if it is one.
pub async fn recognise(conn: &mut SqliteConnection, key: &BotKey) -> Result<Option<UserId>, Error> {
    let hash: Option<Vec<u8>> = sqlx::query_scalar(
        "select b.key_hash from bots b join users u on u.id = b.user_id
         where b.user_id = ? and u.status = 'active'",
    )
    .bind(key.bot)
    .fetch_optional(conn)
    .await?;
    Ok(hash.filter(|hash| key.fits(hash)).map(|_| key.bot))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    const BOT: UserId = UserId(12);

    #[test]
    fn a_key_is_an_id_and_twelve_letters_and_digits() {
        let key = BotKey::parse("12-k3YvPq8ZsW4d").unwrap();

        assert_eq!(key.reveal(), "12-k3YvPq8ZsW4d");
        for wrong in [
            "",
            "12",
            "12-",
            "12-short",
            "12-k3YvPq8ZsW4d5",
            "12-k3YvPq8ZsW4",
            "12-k3YvPq8ZsW4é",
            "12-k3Yv-q8ZsW4d",
            "012-k3YvPq8ZsW4d",
            "+12-k3YvPq8ZsW4d",
            "x-k3YvPq8ZsW4d",
            "-k3YvPq8ZsW4d",
        ] {
            assert!(BotKey::parse(wrong).is_none(), "{wrong} was taken");
        }
    }

    #[test]
    fn no_two_keys_are_alike_and_each_is_found_again() {
        let mut seen = HashSet::new();
        for _ in 0..10_000 {
            let salt = rand::random();
            let key = BotKey::derive(b"signing", BOT, &salt);

            assert!(BotKey::parse(&key.reveal()) == Some(BotKey::derive(b"signing", BOT, &salt)));
            assert!(seen.insert(key.reveal()));
        }
    }

    #[test]
    fn a_key_depends_on_all_it_is_made_of() {
        let key = BotKey::derive(b"signing", BOT, &[7; 16]);

        assert!(key.secret != BotKey::derive(b"another", BOT, &[7; 16]).secret);
        assert!(key.secret != BotKey::derive(b"signing", UserId(13), &[7; 16]).secret);
        assert!(key.secret != BotKey::derive(b"signing", BOT, &[8; 16]).secret);
    }

    proptest! {
        #[test]
        fn a_key_fits_its_own_hash_and_no_other(one in any::<Salt>(), other in any::<Salt>()) {
            let (key, another) =
                (BotKey::derive(b"signing", BOT, &one), BotKey::derive(b"signing", BOT, &other));

            prop_assert!(key.fits(&key.hash()));
            prop_assert_eq!(key.fits(&another.hash()), one == other);
        }

        #[test]
        fn whatever_is_sent_is_no_panic(text in any::<String>()) {
            let _ = BotKey::parse(&text);
        }
    }
}
