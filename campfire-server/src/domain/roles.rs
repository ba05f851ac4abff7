//! What administrators make of people: roles, and removing somebody for good. There is always one
//! administrator left.

use campfire_proto::{Invalid, Role, Status, User, UserId};
use sqlx::SqliteConnection;

use super::{
    Operation, Tx,
    people::{self, PersonRow},
    search::ForgetSearches,
    sessions,
};
use crate::error::Error;

/// Refuses to lose the last active administrator: nobody could ever make another.
pub(super) async fn require_another_administrator(
    conn: &mut SqliteConnection,
    leaving: &PersonRow,
) -> Result<(), Error> {
    if leaving.role != Role::Administrator || leaving.status != Status::Active {
        return Ok(());
    }
    let others = sqlx::query_scalar(
        "select exists (select 1 from users
             where role = 'administrator' and status = 'active' and id <> ?)",
    )
    .bind(leaving.id)
    .fetch_one(conn)
    .await?;
    if others {
        return Ok(());
    }
    Err(Error::Conflict("This is the only administrator, please make somebody else one first"))
}

/// Makes somebody an administrator, or a member again.
pub struct ChangeRole {
    pub by: UserId,
    pub person: UserId,
    pub role: Role,
}

impl Operation for ChangeRole {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let person = people::active_human(tx.conn, self.person).await?;
        match self.role {
            Role::Administrator => {}
            Role::Member => require_another_administrator(tx.conn, &person).await?,
            Role::Bot => {
                return Err(Invalid::new("role", "People are members or administrators").into());
            }
        }
        sqlx::query("update users set role = ?, updated_at = ? where id = ?")
            .bind(self.role)
            .bind(tx.now)
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        Ok(people::announce(tx, self.person).await?.into_private())
    }
}

/// Removes somebody for good. What they said stays; their address is free for whoever comes next.
pub struct RemovePerson {
    pub by: UserId,
    pub person: UserId,
}

impl Operation for RemovePerson {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let person = people::active_human(tx.conn, self.person).await?;
        require_another_administrator(tx.conn, &person).await?;
        deactivate(tx, self.person).await
    }
}

/// Ends somebody's time here, bots' included: sessions, rooms but directs, searches, address. The
/// caller has seen to it that this may be done.
pub async fn deactivate(tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
    // Directs stay, so that the other one keeps what was said.
    sqlx::query(
        "delete from memberships where user_id = ?
             and room_id in (select id from rooms where room_type <> 'direct')",
    )
    .bind(person)
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query(
        "update users set status = 'deactivated', password_hash = null,
             email = replace(email, '@', '-deactivated-' || lower(hex(randomblob(16))) || '@'),
             transfer_epoch = transfer_epoch + 1, updated_at = ?
         where id = ?",
    )
    .bind(tx.now)
    .bind(person)
    .execute(&mut *tx.conn)
    .await?;
    sessions::end_all(tx, person, sessions::REMOVED).await?;
    ForgetSearches { by: person }.perform(tx).await?;
    people::announce(tx, person).await?;
    Ok(())
}
