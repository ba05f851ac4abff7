//! Open, closed and direct rooms: making, changing and deleting them, and how each member sees them.

use std::collections::HashMap;

use campfire_proto::{
    Invalid, Involvement, Membership, MessageId, Name, RemovedReason, Role, Room, RoomId, RoomType,
    ServerFrame, Status, Timestamp, UserId,
};
use sqlx::SqliteConnection;

use super::{
    Audience, Operation, Revocation, Tx, leftovers,
    memberships::{self, Standing, standing},
    people,
    timeline::json,
};
use crate::error::Error;

/// Selects rooms as their members see them; what follows picks which.
macro_rules! select_views {
    ($which:literal) => {
        concat!(
            "select m.user_id, r.id, r.room_type, r.creator_id, r.last_message_at, r.created_at,
                    r.updated_at, m.involvement, m.unread_count, m.unread_mentions,
                    m.last_read_message_id,
                    coalesce(r.name, (
                        select u.name from memberships o join users u on u.id = o.user_id
                        where o.room_id = r.id and o.user_id <> m.user_id), '') as name
             from memberships m join rooms r on r.id = m.room_id ",
            $which
        )
    };
}

#[derive(sqlx::FromRow)]
struct ViewRow {
    user_id: UserId,
    id: RoomId,
    name: String,
    room_type: RoomType,
    creator_id: UserId,
    last_message_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
    involvement: Involvement,
    unread_count: u32,
    unread_mentions: u32,
    last_read_message_id: Option<MessageId>,
}

impl From<ViewRow> for Room {
    fn from(row: ViewRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            room_type: row.room_type,
            creator_id: row.creator_id,
            last_message_at: row.last_message_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            membership: Membership {
                involvement: row.involvement,
                unread: row.unread_count > 0,
                unread_count: row.unread_count,
                unread_mentions: row.unread_mentions,
                last_read_message_id: row.last_read_message_id,
            },
            members: None,
        }
    }
}

/// Which of their rooms somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Visible,
    /// Also the invisible ones.
    All,
}

/// Somebody's rooms: directs first, by last activity; then the others, by name.
pub async fn rooms_of(
    conn: &mut SqliteConnection,
    person: UserId,
    which: Which,
) -> Result<Vec<Room>, Error> {
    let rows: Vec<ViewRow> = sqlx::query_as(select_views!("where m.user_id = ?"))
        .bind(person)
        .fetch_all(&mut *conn)
        .await?;
    let seen =
        |room: &Room| which == Which::All || room.membership.involvement != Involvement::Invisible;
    let mut rooms: Vec<Room> = rows.into_iter().map(Room::from).filter(seen).collect();
    rooms.sort_by_cached_key(|room| match room.room_type {
        RoomType::Direct => {
            let active = room.last_message_at.unwrap_or(room.created_at);
            (0, -active.as_millis(), String::new(), room.id)
        }
        RoomType::Open | RoomType::Closed => (1, 0, room.name.to_lowercase(), room.id),
    });
    put_members_to_directs(conn, &mut rooms).await?;
    Ok(rooms)
}

/// One room with all who are in it, as a member sees it.
pub async fn room_of(
    conn: &mut SqliteConnection,
    person: UserId,
    room: RoomId,
) -> Result<Room, Error> {
    memberships::require(conn, room, person).await?;
    let row: ViewRow = sqlx::query_as(select_views!("where m.user_id = ? and m.room_id = ?"))
        .bind(person)
        .bind(room)
        .fetch_one(&mut *conn)
        .await?;
    let members = memberships::members_of(conn, &[room]).await?;
    let members = members.into_iter().map(|(_, member)| member.user).collect();
    Ok(Room { members: Some(members), ..Room::from(row) })
}

/// A room as each of its members sees it.
async fn views(conn: &mut SqliteConnection, room: RoomId) -> Result<Vec<(UserId, Room)>, Error> {
    let rows: Vec<ViewRow> = sqlx::query_as(select_views!("where m.room_id = ?"))
        .bind(room)
        .fetch_all(&mut *conn)
        .await?;
    let people: Vec<UserId> = rows.iter().map(|row| row.user_id).collect();
    let mut rooms: Vec<Room> = rows.into_iter().map(Room::from).collect();
    put_members_to_directs(conn, &mut rooms).await?;
    Ok(people.into_iter().zip(rooms).collect())
}

/// Directs always come with both people.
async fn put_members_to_directs(
    conn: &mut SqliteConnection,
    rooms: &mut [Room],
) -> Result<(), Error> {
    let directs: Vec<RoomId> = rooms
        .iter()
        .filter(|room| room.room_type == RoomType::Direct)
        .map(|room| room.id)
        .collect();
    if directs.is_empty() {
        return Ok(());
    }
    let mut members: HashMap<RoomId, Vec<_>> = HashMap::new();
    for (room, member) in memberships::members_of(conn, &directs).await? {
        members.entry(room).or_default().push(member.user);
    }
    for room in rooms.iter_mut().filter(|room| room.room_type == RoomType::Direct) {
        room.members = Some(members.get(&room.id).cloned().unwrap_or_default());
    }
    Ok(())
}

/// Tells people of a room that is new to them.
pub(super) async fn announce_added(
    tx: &mut Tx<'_>,
    room: RoomId,
    added: &[UserId],
) -> Result<(), Error> {
    if added.is_empty() {
        return Ok(());
    }
    for (person, room) in views(tx.conn, room).await? {
        if added.contains(&person) {
            tx.announce(Audience::Person(person), ServerFrame::RoomAdded { room });
        }
    }
    Ok(())
}

/// Tells a room's members what it is now, except those who have just heard of it.
pub(super) async fn announce_updated(
    tx: &mut Tx<'_>,
    room: RoomId,
    except: &[UserId],
) -> Result<(), Error> {
    for (person, room) in views(tx.conn, room).await? {
        if !except.contains(&person) {
            tx.announce(Audience::Person(person), ServerFrame::RoomUpdated { room });
        }
    }
    Ok(())
}

/// What people talk in, besides directs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone, also those who come later.
    Open,
    /// Those who are asked in.
    Closed,
}

impl From<Access> for RoomType {
    fn from(access: Access) -> Self {
        match access {
            Access::Open => Self::Open,
            Access::Closed => Self::Closed,
        }
    }
}

/// Makes an open or a closed room.
pub struct CreateRoom {
    pub by: UserId,
    pub name: Name,
    pub access: Access,
    /// Who is in a closed room besides its creator.
    pub members: Vec<UserId>,
}

impl Operation for CreateRoom {
    type Outcome = Room;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Room, Error> {
        let creator = people::active(tx.conn, self.by).await?;
        let restricted: bool = sqlx::query_scalar("select restrict_room_creation from account")
            .fetch_one(&mut *tx.conn)
            .await?;
        if restricted && creator.role != Role::Administrator {
            return Err(Error::Forbidden("Only administrators create rooms here"));
        }
        memberships::require_active(tx.conn, &self.members, "initial_members").await?;
        let room: RoomId = sqlx::query_scalar(
            "insert into rooms (name, room_type, creator_id, created_at, updated_at)
             values (?1, ?2, ?3, ?4, ?4) returning id",
        )
        .bind(self.name.as_str())
        .bind(RoomType::from(self.access))
        .bind(self.by)
        .bind(tx.now)
        .fetch_one(&mut *tx.conn)
        .await?;
        let mut members = self.members;
        members.push(self.by);
        let members = match self.access {
            Access::Open => people::active_ids(tx.conn).await?,
            Access::Closed => members,
        };
        let added = memberships::grant(tx, room, &members, Involvement::Mentions).await?;
        announce_added(tx, room, &added).await?;
        room_of(tx.conn, self.by, room).await
    }
}

/// Opens the room of two people, making it if they have none.
pub struct OpenDirect {
    pub by: UserId,
    pub with: UserId,
}

pub enum Opened {
    New(Room),
    Found(Room),
}

impl Operation for OpenDirect {
    type Outcome = Opened;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Opened, Error> {
        people::active(tx.conn, self.by).await?;
        if self.by == self.with {
            let message = "A direct room needs somebody else";
            return Err(Invalid::new("user_id", message).into());
        }
        match people::person(tx.conn, self.with).await {
            Ok(other) if other.status == Status::Active => {}
            Ok(_) | Err(Error::NotFound) => {
                let message = "There is nobody here by that id";
                return Err(Invalid::new("user_id", message).into());
            }
            Err(cause) => return Err(cause),
        }
        let key = format!("{}:{}", self.by.min(self.with), self.by.max(self.with));
        let made: Option<RoomId> = sqlx::query_scalar(
            "insert into rooms (room_type, creator_id, direct_key, created_at, updated_at)
             values ('direct', ?1, ?2, ?3, ?3)
             on conflict (direct_key) do nothing returning id",
        )
        .bind(self.by)
        .bind(&key)
        .bind(tx.now)
        .fetch_optional(&mut *tx.conn)
        .await?;
        let Some(room) = made else {
            let room = sqlx::query_scalar("select id from rooms where direct_key = ?")
                .bind(&key)
                .fetch_one(&mut *tx.conn)
                .await?;
            return Ok(Opened::Found(room_of(tx.conn, self.by, room).await?));
        };
        let both = [self.by, self.with];
        let added = memberships::grant(tx, room, &both, Involvement::Everything).await?;
        announce_added(tx, room, &added).await?;
        Ok(Opened::New(room_of(tx.conn, self.by, room).await?))
    }
}

/// Renames a room, opens or closes it, or says who is in it.
pub struct ChangeRoom {
    pub by: UserId,
    pub room: RoomId,
    pub name: Option<Name>,
    pub access: Option<Access>,
    /// Closed rooms: exactly these people, from now on.
    pub members: Option<Vec<UserId>>,
}

impl Operation for ChangeRoom {
    type Outcome = Room;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Room, Error> {
        let standing = standing(tx.conn, self.room, self.by).await?;
        if standing.room_type == RoomType::Direct {
            return Err(Error::Conflict("A direct room can't be renamed or changed"));
        }
        standing.require_administration()?;
        let access = self.access.map_or(standing.room_type, RoomType::from);
        if self.members.is_some() && access == RoomType::Open {
            return Err(Error::Conflict("Everyone is in an open room"));
        }
        sqlx::query(
            "update rooms set name = coalesce(?, name), room_type = ?, updated_at = ? where id = ?",
        )
        .bind(self.name.as_ref().map(Name::as_str))
        .bind(access)
        .bind(tx.now)
        .bind(self.room)
        .execute(&mut *tx.conn)
        .await?;
        let seen = room_of(tx.conn, self.by, self.room).await?;
        let added = self.change_members(tx, &standing, access).await?;
        announce_added(tx, self.room, &added).await?;
        announce_updated(tx, self.room, &added).await?;
        // Whoever took themself out is told what they have changed, and not who is in there now.
        room_of(tx.conn, self.by, self.room).await.or_else(|cause| match cause {
            Error::NotFound => Ok(Room { members: None, ..seen }),
            cause => Err(cause),
        })
    }
}

impl ChangeRoom {
    async fn change_members(
        &self,
        tx: &mut Tx<'_>,
        standing: &Standing,
        access: RoomType,
    ) -> Result<Vec<UserId>, Error> {
        if access == RoomType::Open && standing.room_type == RoomType::Closed {
            let everyone = people::active_ids(tx.conn).await?;
            return memberships::grant(tx, self.room, &everyone, Involvement::Mentions).await;
        }
        let Some(members) = &self.members else { return Ok(Vec::new()) };
        if members.is_empty() {
            let message = "At least one person must stay in the room";
            return Err(Invalid::new("member_ids", message).into());
        }
        memberships::require_active(tx.conn, members, "member_ids").await?;
        let before = memberships::ids_of(tx.conn, self.room).await?;
        let out: Vec<UserId> = before.into_iter().filter(|id| !members.contains(id)).collect();
        memberships::take_out(tx, self.room, &out, RemovedReason::Removed).await?;
        memberships::grant(tx, self.room, members, Involvement::Mentions).await
    }
}

/// Deletes a room and all that was said in it.
pub struct DeleteRoom {
    pub by: UserId,
    pub room: RoomId,
}

impl Operation for DeleteRoom {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let standing = standing(tx.conn, self.room, self.by).await?;
        if standing.room_type != RoomType::Direct {
            standing.require_administration()?;
        }
        let members = memberships::ids_of(tx.conn, self.room).await?;
        if leftovers::is_big(tx, self.room).await? {
            leftovers::abandon_room(tx, self.room).await?;
        } else {
            leftovers::delete_room(tx, self.room).await?;
        }
        tx.revoke(Revocation::Room(self.room));
        for member in members {
            let frame =
                ServerFrame::RoomRemoved { room_id: self.room, reason: RemovedReason::Deleted };
            tx.announce(Audience::Person(member), frame);
        }
        Ok(())
    }
}

/// These rooms as one person sees them, for search results.
pub async fn find_all(
    conn: &mut SqliteConnection,
    person: UserId,
    rooms: &[RoomId],
) -> Result<HashMap<RoomId, Room>, Error> {
    let rows: Vec<ViewRow> = sqlx::query_as(select_views!(
        "where m.user_id = ? and m.room_id in (select value from json_each(?))"
    ))
    .bind(person)
    .bind(json(rooms))
    .fetch_all(&mut *conn)
    .await?;
    let mut rooms: Vec<Room> = rows.into_iter().map(Room::from).collect();
    put_members_to_directs(conn, &mut rooms).await?;
    Ok(rooms.into_iter().map(|room| (room.id, room)).collect())
}
