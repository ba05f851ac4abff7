//! What the command line does for those who run the server, above all when nobody can sign in.

use campfire_proto::{EmailAddress, Name, Role, User};
use sqlx::SqliteConnection;

use super::{
    Operation, Tx, account,
    joining::{self, NewPerson},
    people::{self, PersonRow},
    sessions,
};
use crate::error::Error;

/// Makes an administrator from the command line; on a new server, the account as well.
pub struct CreateAdministrator {
    pub name: Name,
    pub email: EmailAddress,
    pub password_hash: String,
}

impl Operation for CreateAdministrator {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        let Self { name, email, password_hash } = self;
        let new = NewPerson { name, email, password_hash };
        let id = joining::add(tx, &new, Role::Administrator).await?;
        if !account::is_set_up(tx.conn).await? {
            account::found(tx, account::DEFAULT_NAME, id).await?;
        }
        Ok(people::announce(tx, id).await?.into_private())
    }
}

/// Makes somebody an administrator, from the command line.
pub struct Promote {
    pub email: EmailAddress,
}

impl Operation for Promote {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        let id = person_with_email(tx.conn, &self.email).await?.id;
        sqlx::query("update users set role = 'administrator', updated_at = ? where id = ?")
            .bind(tx.now)
            .bind(id)
            .execute(&mut *tx.conn)
            .await?;
        Ok(people::announce(tx, id).await?.into_private())
    }
}

/// Gives somebody a new password from the command line, and signs them out everywhere.
pub struct ResetPassword {
    pub email: EmailAddress,
    pub password_hash: String,
}

impl Operation for ResetPassword {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        let person = person_with_email(tx.conn, &self.email).await?;
        sqlx::query(
            "update users set password_hash = ?, transfer_epoch = transfer_epoch + 1, updated_at = ?
             where id = ?",
        )
        .bind(self.password_hash)
        .bind(tx.now)
        .bind(person.id)
        .execute(&mut *tx.conn)
        .await?;
        sessions::end_all(tx, person.id, sessions::PASSWORD_CHANGED).await?;
        Ok(person.into_private())
    }
}

async fn person_with_email(
    conn: &mut SqliteConnection,
    email: &EmailAddress,
) -> Result<PersonRow, Error> {
    let id = sqlx::query_scalar("select id from users where email = ?")
        .bind(email.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    people::active_human(conn, id.ok_or(Error::NotFound)?).await
}
