//! People: joining, profile, roles, leaving, bans; who is the last administrator.

use campfire_proto::{
    Role, Status, Timestamp, User, UserId,
    user::{color_of, initials_of},
};
use sqlx::SqliteConnection;

use crate::error::Error;

/// A row of `users`, as far as anybody may know it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PersonRow {
    pub id: UserId,
    pub name: String,
    pub email: Option<String>,
    pub bio: String,
    pub role: Role,
    pub status: Status,
    pub created_at: Timestamp,
}

impl PersonRow {
    /// What everybody sees: no email.
    pub fn into_public(self) -> User {
        User { email: None, ..self.into_private() }
    }

    /// What the person themself and administrators see.
    pub fn into_private(self) -> User {
        User {
            initials: initials_of(&self.name),
            color: color_of(self.id).to_owned(),
            id: self.id,
            name: self.name,
            role: self.role,
            status: self.status,
            bio: self.bio,
            avatar_url: None,
            created_at: self.created_at,
            email: self.email,
        }
    }
}

/// One person, whatever their status.
pub async fn person(conn: &mut SqliteConnection, id: UserId) -> Result<PersonRow, Error> {
    let row = sqlx::query_as(
        "select id, name, email, bio, role, status, created_at from users where id = ?",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.ok_or(Error::NotFound)
}

/// One person, if they are active; somebody who isn't has nothing to say here any more.
pub async fn active(conn: &mut SqliteConnection, id: UserId) -> Result<PersonRow, Error> {
    match person(conn, id).await {
        Ok(person) if person.status == Status::Active => Ok(person),
        Ok(_) | Err(Error::NotFound) => Err(Error::Unauthenticated),
        Err(cause) => Err(cause),
    }
}

/// Everyone who is in every open room: active people and bots.
pub async fn active_ids(conn: &mut SqliteConnection) -> Result<Vec<UserId>, Error> {
    Ok(sqlx::query_scalar("select id from users where status = 'active'").fetch_all(conn).await?)
}
