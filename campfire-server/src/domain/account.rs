//! The account: its first run, its name and settings, the join code, custom styles.

use campfire_proto::{
    Account, Features, Invalid, Name, ServerFrame, Settings, UserId, account::JoinLink, limits,
};
use rand::{rand_core::UnwrapErr, rngs::SysRng, seq::IndexedRandom};
use sqlx::SqliteConnection;

use super::{Audience, Operation, Tx, people, qr_code};
use crate::error::Error;

/// What an account is called until somebody names it.
pub const DEFAULT_NAME: &str = "Campfire";

/// The room that every account starts with.
const FIRST_ROOM: &str = "All Talk";

/// What join codes are made of: nothing that is mistaken for something else when read aloud or
/// copied from a wall (i, l, 1, o, 0).
const JOIN_ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Whether the first run is over.
pub async fn is_set_up(conn: &mut SqliteConnection) -> Result<bool, Error> {
    Ok(sqlx::query_scalar("select exists (select 1 from account)").fetch_one(conn).await?)
}

/// The account as people see it, who may all invite.
pub async fn account(conn: &mut SqliteConnection, features: Features) -> Result<Account, Error> {
    let row: Option<(String, String, String, bool)> = sqlx::query_as(
        "select name, join_code, custom_styles, restrict_room_creation from account",
    )
    .fetch_optional(conn)
    .await?;
    let (name, join_code, custom_styles, restrict_room_creation) = row.ok_or(Error::NotFound)?;
    Ok(Account {
        name,
        join_code: Some(join_code),
        custom_styles,
        settings: Settings { restrict_room_creation },
        logo_url: None,
        features,
    })
}

/// The account as bots see it: they invite nobody.
pub async fn account_for_bots(
    conn: &mut SqliteConnection,
    features: Features,
) -> Result<Account, Error> {
    Ok(Account { join_code: None, ..account(conn, features).await? })
}

/// What lets people in, as something to send or to point a camera at.
pub async fn join_link(conn: &mut SqliteConnection, public_url: &str) -> Result<JoinLink, Error> {
    let code: Option<String> =
        sqlx::query_scalar("select join_code from account").fetch_optional(conn).await?;
    let url = format!("{public_url}/join/{}", code.ok_or(Error::NotFound)?);
    let qr_svg = qr_code::picture(&url)?;
    Ok(JoinLink { url, qr_svg })
}

/// Refuses whoever comes with another code than the account's.
pub async fn require_join_code(conn: &mut SqliteConnection, code: &str) -> Result<(), Error> {
    let current: Option<String> =
        sqlx::query_scalar("select join_code from account").fetch_optional(conn).await?;
    match current {
        Some(current) if fold(&current) == fold(code) => Ok(()),
        _ => Err(Error::WrongJoinCode),
    }
}

/// What counts of a code that somebody typed: neither case nor hyphens.
fn fold(code: &str) -> String {
    let letters = code.chars().filter(|c| *c != '-' && !c.is_whitespace());
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// A new code, as in `abcd-efgh-jkmn`.
fn random_join_code() -> String {
    let mut random = UnwrapErr(SysRng);
    let mut group = || -> String {
        let letters = (0..4).filter_map(|_| JOIN_ALPHABET.choose(&mut random));
        letters.map(|letter| char::from(*letter)).collect()
    };
    [group(), group(), group()].join("-")
}

/// There is one first run. Of two at once, the writer makes one the second.
pub async fn require_first_run(conn: &mut SqliteConnection) -> Result<(), Error> {
    if is_set_up(conn).await? {
        return Err(Error::Conflict("Campfire is set up already, please sign in"));
    }
    Ok(())
}

/// Makes the account and its first room. Its table holds one row at most, whoever tries.
pub(super) async fn found(tx: &mut Tx<'_>, name: &str, creator: UserId) -> Result<(), Error> {
    sqlx::query(
        "insert into account (id, name, join_code, created_at, updated_at)
         values (1, ?1, ?2, ?3, ?3)",
    )
    .bind(name)
    .bind(random_join_code())
    .bind(tx.now)
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query(
        "insert into rooms (name, room_type, creator_id, created_at, updated_at)
         values (?1, 'open', ?2, ?3, ?3)",
    )
    .bind(FIRST_ROOM)
    .bind(creator)
    .bind(tx.now)
    .execute(&mut *tx.conn)
    .await?;
    people::join_open_rooms(tx, creator).await
}

/// Changes the account's name and settings. What is none stays as it is.
pub struct ChangeAccount {
    pub by: UserId,
    pub name: Option<Name>,
    pub settings: Option<Settings>,
    pub features: Features,
}

impl Operation for ChangeAccount {
    type Outcome = Account;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Account, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        sqlx::query(
            "update account set name = coalesce(?, name),
                 restrict_room_creation = coalesce(?, restrict_room_creation), updated_at = ?",
        )
        .bind(self.name.as_ref().map(Name::as_str))
        .bind(self.settings.map(|settings| settings.restrict_room_creation))
        .bind(tx.now)
        .execute(&mut *tx.conn)
        .await?;
        announce(tx, self.features).await
    }
}

/// Replaces the join code. Links with the old one end here.
pub struct ReplaceJoinCode {
    pub by: UserId,
    pub features: Features,
}

impl Operation for ReplaceJoinCode {
    type Outcome = Account;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Account, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        sqlx::query("update account set join_code = ?, updated_at = ?")
            .bind(random_join_code())
            .bind(tx.now)
            .execute(&mut *tx.conn)
            .await?;
        announce(tx, self.features).await
    }
}

/// The CSS for every page; empty before there is an account.
pub async fn custom_styles(conn: &mut SqliteConnection) -> Result<String, Error> {
    let styles: Option<String> =
        sqlx::query_scalar("select custom_styles from account").fetch_optional(conn).await?;
    Ok(styles.unwrap_or_default())
}

/// CSS for every page, not longer than 64 KiB.
pub struct Styles(String);

impl Styles {
    pub fn parse(css: String) -> Result<Self, Invalid> {
        if css.len() > limits::CUSTOM_STYLES_BYTES {
            let message = "Custom styles can't be larger than 64 KiB";
            return Err(Invalid::new("custom_styles", message));
        }
        Ok(Self(css))
    }
}

/// Replaces the account's custom styles.
pub struct ChangeStyles {
    pub by: UserId,
    pub styles: Styles,
    pub features: Features,
}

impl Operation for ChangeStyles {
    type Outcome = Account;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Account, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        sqlx::query("update account set custom_styles = ?, updated_at = ?")
            .bind(self.styles.0)
            .bind(tx.now)
            .execute(&mut *tx.conn)
            .await?;
        announce(tx, self.features).await
    }
}

/// Tells all people what the account is now, and the caller too. Not bots: it holds the join code.
async fn announce(tx: &mut Tx<'_>, features: Features) -> Result<Account, Error> {
    let account = account(tx.conn, features).await?;
    tx.announce(Audience::Humans, ServerFrame::AccountUpdated { account: account.clone() });
    Ok(account)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_join_code_is_three_groups_of_letters_that_cannot_be_confused() {
        for _ in 0..1_000 {
            let code = random_join_code();
            let groups: Vec<&str> = code.split('-').collect();
            assert_eq!(groups.len(), 3, "{code}");
            assert!(groups.iter().all(|group| group.len() == 4), "{code}");
            assert!(!code.contains(['i', 'l', 'o', '0', '1']), "{code}");
        }
        assert_ne!(random_join_code(), random_join_code());
    }

    #[test]
    fn styles_are_measured_in_bytes() {
        assert!(Styles::parse("x".repeat(64 * 1024)).is_ok());
        assert!(Styles::parse("é".repeat(40 * 1024)).is_err());
    }

    proptest! {
        #[test]
        fn a_code_is_the_same_however_it_is_typed(
            shouted in any::<bool>(),
            hyphens in prop::collection::vec(0_usize..=12, 0..6),
        ) {
            let code = random_join_code();
            let mut typed = code.replace('-', "");
            for place in hyphens {
                typed.insert(place, '-');
            }
            let typed = if shouted { typed.to_uppercase() } else { typed };

            prop_assert_eq!(fold(&typed), fold(&code));
            prop_assert_ne!(&fold(&typed)[1..], fold(&code));
        }
    }
}
