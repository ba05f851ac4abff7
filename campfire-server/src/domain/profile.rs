//! One's own profile: name, address, bio, password.

use campfire_proto::{EmailAddress, Name, RoomId, SessionId, User, UserId};

use super::{Operation, Tx, people, rooms, sessions};
use crate::error::Error;

/// Changes one's own profile. What is none stays as it is.
pub struct ChangeProfile {
    pub person: UserId,
    /// The device this is done on: it stays signed in when the password changes.
    pub session: SessionId,
    pub name: Option<Name>,
    pub email: Option<EmailAddress>,
    pub bio: Option<String>,
    pub password: Option<PasswordChange>,
}

/// A new password, and the hash of the old one that the person was found to know.
pub struct PasswordChange {
    pub old_hash: String,
    pub new_hash: String,
}

impl Operation for ChangeProfile {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        // They may have been shut out since the request was let in.
        people::active(tx.conn, self.person).await?;
        sqlx::query(
            "update users set name = coalesce(?, name), email = coalesce(?, email),
                 bio = coalesce(?, bio), updated_at = ?
             where id = ?",
        )
        .bind(self.name.as_ref().map(Name::as_str))
        .bind(self.email.as_ref().map(EmailAddress::as_str))
        .bind(self.bio)
        .bind(tx.now)
        .bind(self.person)
        .execute(&mut *tx.conn)
        .await
        .map_err(people::unless_taken)?;
        if let Some(change) = self.password {
            change.perform(tx, self.person).await?;
            sessions::end_others(tx, self.person, self.session).await?;
        }
        if self.name.is_some() {
            announce_directs(tx, self.person).await?;
        }
        Ok(people::announce(tx, self.person).await?.into_private())
    }
}

impl PasswordChange {
    async fn perform(self, tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
        let changed = sqlx::query(
            "update users set password_hash = ?, transfer_epoch = transfer_epoch + 1
             where id = ? and password_hash = ?",
        )
        .bind(self.new_hash)
        .bind(person)
        .bind(self.old_hash)
        .execute(&mut *tx.conn)
        .await?;
        match changed.rows_affected() {
            // It was changed on another device while we were hashing.
            0 => Err(sessions::wrong_current_password()),
            _ => Ok(()),
        }
    }
}

/// A direct room is named after the other person: who has a new name renames all of theirs.
async fn announce_directs(tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
    let directs: Vec<RoomId> = sqlx::query_scalar(
        "select room_id from memberships join rooms on rooms.id = room_id
         where user_id = ? and room_type = 'direct'",
    )
    .bind(person)
    .fetch_all(&mut *tx.conn)
    .await?;
    for room in directs {
        rooms::announce_updated(tx, room, &[]).await?;
    }
    Ok(())
}
