//! Coming in: the first run, and the join link.

use campfire_proto::{
    EmailAddress, Features, Name, Role, SignedIn, UserId, session::SetUp as Founded,
};

use super::{Operation, Tx, account, people, sessions};
use crate::error::Error;

/// Somebody who isn't here yet, with everything checked.
pub struct NewPerson {
    pub name: Name,
    pub email: EmailAddress,
    pub password_hash: String,
}

/// Writes somebody down, and lets them into every open room.
pub(super) async fn add(tx: &mut Tx<'_>, new: &NewPerson, role: Role) -> Result<UserId, Error> {
    let id = sqlx::query_scalar(
        "insert into users (name, email, password_hash, role, created_at, updated_at)
         values (?1, ?2, ?3, ?4, ?5, ?5) returning id",
    )
    .bind(new.name.as_str())
    .bind(new.email.as_str())
    .bind(&new.password_hash)
    .bind(role)
    .bind(tx.now)
    .fetch_one(&mut *tx.conn)
    .await
    .map_err(people::unless_taken)?;
    people::join_open_rooms(tx, id).await?;
    Ok(id)
}

/// The first run: account, administrator and first room, and the administrator signed in.
pub struct SetUp {
    pub account_name: Option<Name>,
    pub administrator: NewPerson,
    pub device: sessions::Device,
    pub features: Features,
}

impl Operation for SetUp {
    type Outcome = Founded;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Founded, Error> {
        account::require_first_run(tx.conn).await?;
        let creator = add(tx, &self.administrator, Role::Administrator).await?;
        let name = self.account_name.as_ref().map_or(account::DEFAULT_NAME, Name::as_str);
        account::found(tx, name, creator).await?;
        let SignedIn { user, token } = sessions::begin(tx, creator, &self.device).await?;
        let account = account::account(tx.conn, self.features).await?;
        Ok(Founded { user, account, token })
    }
}

/// Comes in through the join link, and is signed in.
pub struct Join {
    pub newcomer: NewPerson,
    /// Asked for again: it may have been replaced while the password was hashed.
    pub join_code: String,
    pub device: sessions::Device,
}

impl Operation for Join {
    type Outcome = SignedIn;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<SignedIn, Error> {
        account::require_join_code(tx.conn, &self.join_code).await?;
        let id = add(tx, &self.newcomer, Role::Member).await?;
        people::announce(tx, id).await?;
        sessions::begin(tx, id, &self.device).await
    }
}
