//! People: who there is, and who may see what of them. How they come in lives in `joining`, changing
//! one's own profile in `profile`, what administrators make of people in `roles` and `bans`.

use campfire_proto::{
    Invalid, Role, RoomId, ServerFrame, Status, Timestamp, User, UserId,
    user::{color_of, initials_of},
};
use sqlx::SqliteConnection;

use super::{Audience, Tx, names};
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

/// Who looks at people: emails are for the person themself and for administrators.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    pub id: UserId,
    pub role: Role,
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
            // What is left of the address of somebody who has gone is no address.
            email: self.email.filter(|_| self.status != Status::Deactivated),
        }
    }

    pub fn seen_by(self, viewer: Viewer) -> User {
        match viewer.role {
            Role::Administrator => self.into_private(),
            Role::Member | Role::Bot if viewer.id == self.id => self.into_private(),
            Role::Member | Role::Bot => self.into_public(),
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

/// Somebody whom something can be done to: a person and no bot, who is still with us.
pub async fn active_human(conn: &mut SqliteConnection, id: UserId) -> Result<PersonRow, Error> {
    let person = person(conn, id).await?;
    match (person.role, person.status) {
        (Role::Bot, _) => Err(Error::Conflict("That's a bot, and this is for people")),
        (_, Status::Deactivated) => Err(Error::Conflict("This person has left the account")),
        (_, Status::Banned) => {
            Err(Error::Conflict("This person is banned, please lift the ban first"))
        }
        (Role::Member | Role::Administrator, Status::Active) => Ok(person),
    }
}

/// Refuses whoever is no administrator, or none any more.
pub async fn require_administrator(conn: &mut SqliteConnection, id: UserId) -> Result<(), Error> {
    match active(conn, id).await?.role {
        Role::Administrator => Ok(()),
        Role::Member | Role::Bot => Err(Error::Forbidden("Only administrators can do that")),
    }
}

/// Everyone there ever was, in the order they came.
pub async fn everyone(conn: &mut SqliteConnection) -> Result<Vec<PersonRow>, Error> {
    let rows = sqlx::query_as(
        "select id, name, email, bio, role, status, created_at from users order by id",
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Which people and bots somebody asks for.
pub struct Search {
    pub name: names::NameQuery,
    /// Only those in this room; one that the viewer isn't in doesn't exist.
    pub room: Option<RoomId>,
    pub statuses: Statuses,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    Active,
    ActiveAndBanned,
}

/// People and bots, in the order of their names.
pub async fn matching(
    conn: &mut SqliteConnection,
    viewer: Viewer,
    search: &Search,
) -> Result<Vec<User>, Error> {
    if search.statuses == Statuses::ActiveAndBanned && viewer.role != Role::Administrator {
        return Err(Error::Forbidden("Only administrators see who is banned"));
    }
    let mut rows: Vec<PersonRow> = sqlx::query_as(
        "select id, name, email, bio, role, status, created_at from users
         where (status = 'active' or (status = 'banned' and ?1))
           and (?2 is null or exists (
               select 1 from memberships where room_id = ?2 and user_id = users.id))",
    )
    .bind(search.statuses == Statuses::ActiveAndBanned)
    .bind(search.room)
    .fetch_all(conn)
    .await?;
    if search.room.is_some() && rows.iter().all(|row| row.id != viewer.id) {
        return Err(Error::NotFound);
    }
    // Here and not in SQL: the database can't tell that "elo" starts "Élodie".
    rows.retain(|row| search.name.finds(&row.name));
    rows.sort_by_cached_key(|row| (names::fold(&row.name), row.id));
    Ok(rows.into_iter().map(|row| row.seen_by(viewer)).collect())
}

/// Open rooms hold everyone: those who come later too.
pub async fn join_open_rooms(tx: &mut Tx<'_>, newcomer: UserId) -> Result<(), Error> {
    sqlx::query(
        "insert into memberships (room_id, user_id, involvement, created_at)
         select id, ?, 'mentions', ? from rooms where room_type = 'open'
         on conflict do nothing",
    )
    .bind(newcomer)
    .bind(tx.now)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// An address belongs to one person; the table sees to it, here it becomes a sentence.
pub(super) fn unless_taken(cause: sqlx::Error) -> Error {
    match cause.as_database_error() {
        Some(refusal) if refusal.is_unique_violation() => {
            Invalid::new("email", "Somebody here has this email already").into()
        }
        _ => cause.into(),
    }
}

/// Tells everyone what somebody is now, and the caller too.
pub(super) async fn announce(tx: &mut Tx<'_>, id: UserId) -> Result<PersonRow, Error> {
    let row = person(tx.conn, id).await?;
    let user = row.clone().into_public();
    tx.announce(Audience::Everyone, ServerFrame::UserUpdated { user });
    Ok(row)
}
