//! Transfer links: they sign somebody in on another device, or an administrator's way to let in who
//! has lost theirs. Nothing is kept of them; a signature, the clock and the person's epoch say
//! whether one still counts.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use campfire_proto::{SignedIn, Timestamp, TransferLink, UserId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::SqliteConnection;

use super::{Operation, Tx, people, qr_code, sessions};
use crate::error::Error;

/// How long a link works: time to find the other device, and not to forget the link lying about.
const GOOD_FOR: Duration = Duration::from_hours(4);

/// Keeps these signatures apart from whatever else the same key may sign one day.
const PURPOSE: &[u8] = b"campfire transfer link 1";

/// A link for somebody, good for four hours from now.
pub async fn link(
    conn: &mut SqliteConnection,
    person: UserId,
    public_url: &str,
    key: &[u8],
) -> Result<TransferLink, Error> {
    people::active_human(conn, person).await?;
    let expires_at = Timestamp::now().plus(GOOD_FOR);
    let token = sign(key, person, epoch_of(conn, person).await?, expires_at);
    let url = format!("{public_url}/transfer/{token}");
    let qr_svg = qr_code::picture(&url)?;
    Ok(TransferLink { url, qr_svg, expires_at })
}

/// Links carry this number; counting it up makes the ones handed out worthless.
async fn epoch_of(conn: &mut SqliteConnection, person: UserId) -> Result<i64, Error> {
    let epoch = sqlx::query_scalar(
        "select transfer_epoch from users
         where id = ? and status = 'active' and role <> 'bot'",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    epoch.ok_or(Error::NotFound)
}

fn sign(key: &[u8], person: UserId, epoch: i64, expires_at: Timestamp) -> String {
    let claim = Claim::unsigned(person, expires_at);
    let mut token = claim.to_vec();
    token.extend_from_slice(&signature(key, &claim, epoch).finalize().into_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(token)
}

fn signature(key: &[u8], claim: &[u8; 16], epoch: i64) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut signature = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    signature.update(PURPOSE);
    signature.update(claim);
    signature.update(&epoch.to_be_bytes());
    signature
}

/// What a token says. True only if it [holds](Self::holds).
pub struct Claim {
    person: UserId,
    expires_at: Timestamp,
    signature: [u8; 32],
}

impl Claim {
    /// Takes a token apart; none if it can't be one of ours.
    pub fn read(token: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
        let (person, rest) = bytes.split_first_chunk::<8>()?;
        let (expires_at, signature) = rest.split_first_chunk::<8>()?;
        Some(Self {
            person: UserId(i64::from_be_bytes(*person)),
            expires_at: Timestamp::from_millis(i64::from_be_bytes(*expires_at)),
            signature: signature.try_into().ok()?,
        })
    }

    fn unsigned(person: UserId, expires_at: Timestamp) -> [u8; 16] {
        let mut claim = [0; 16];
        claim[..8].copy_from_slice(&person.0.to_be_bytes());
        claim[8..].copy_from_slice(&expires_at.as_millis().to_be_bytes());
        claim
    }

    /// Compared in constant time: how wrong a signature is doesn't show in the answer's time.
    fn holds(&self, key: &[u8], epoch: i64, now: Timestamp) -> bool {
        let claim = Self::unsigned(self.person, self.expires_at);
        let ours = signature(key, &claim, epoch).verify_slice(&self.signature).is_ok();
        ours && now < self.expires_at
    }
}

/// Signs in whoever the link was made for. It may be used again until it expires.
pub struct FollowTransferLink {
    pub claim: Claim,
    pub key: Vec<u8>,
    pub device: sessions::Device,
}

impl Operation for FollowTransferLink {
    type Outcome = SignedIn;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<SignedIn, Error> {
        let epoch = epoch_of(tx.conn, self.claim.person).await.map_err(|error| match error {
            Error::NotFound => Error::SpentTransferLink,
            error => error,
        })?;
        if !self.claim.holds(&self.key, epoch, tx.now) {
            return Err(Error::SpentTransferLink);
        }
        sessions::begin(tx, self.claim.person, &self.device).await
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: &[u8] = b"a key";
    const NOON: Timestamp = Timestamp::from_millis(1_769_850_900_000);

    fn counts(token: &str, key: &[u8], epoch: i64, now: Timestamp) -> bool {
        Claim::read(token).is_some_and(|claim| claim.holds(key, epoch, now))
    }

    #[test]
    fn a_link_works_until_it_expires() {
        let token = sign(KEY, UserId(7), 3, NOON);

        assert!(counts(&token, KEY, 3, NOON.minus(Duration::from_millis(1))));
        assert!(!counts(&token, KEY, 3, NOON));
    }

    proptest! {
        #[test]
        fn a_link_counts_for_its_key_and_epoch_only(
            person in any::<i64>(),
            epoch in 0_i64..i64::MAX,
            key in prop::collection::vec(any::<u8>(), 0..80),
        ) {
            let token = sign(&key, UserId(person), epoch, NOON);
            let before = NOON.minus(GOOD_FOR);

            prop_assert!(counts(&token, &key, epoch, before));
            prop_assert!(!counts(&token, &key, epoch + 1, before));
            prop_assert!(!counts(&token, b"another key, made up elsewhere", epoch, before));
            prop_assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
        }

        #[test]
        fn a_link_with_any_character_changed_is_refused(
            person in 1_i64..1_000,
            place in 0_usize..64,
            letter in "[A-Za-z0-9_-]",
        ) {
            let token = sign(KEY, UserId(person), 0, NOON);
            prop_assert_eq!(token.len(), 64);
            prop_assume!(token[place..=place] != letter);
            let mut forged = token.clone();
            forged.replace_range(place..=place, &letter);

            prop_assert!(!counts(&forged, KEY, 0, NOON.minus(GOOD_FOR)));
            prop_assert!(!counts(&token[..place], KEY, 0, NOON.minus(GOOD_FOR)));
            let longer = token + &letter;
            prop_assert!(!counts(&longer, KEY, 0, NOON.minus(GOOD_FOR)));
        }

        #[test]
        fn whatever_is_sent_is_no_panic(token in any::<String>()) {
            prop_assert!(!counts(&token, KEY, 0, NOON.minus(GOOD_FOR)));
        }
    }
}
