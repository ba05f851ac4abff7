//! Who belongs where, and what a room is to them: involvement, what is unread.

use campfire_proto::{
    Invalid, Involvement, Membership, MessageId, RemovedReason, Role, RoomId, RoomType,
    ServerFrame, Timestamp, UserId, limits, room::RoomMember,
};
use sqlx::SqliteConnection;

use super::{
    Audience, Operation, Revocation, Tx,
    people::PersonRow,
    recall::Touches,
    timeline::{self, json},
};
use crate::error::Error;

mod unseen;

pub(super) use unseen::Unseen;

/// A member of a room, with what decides about their rights in it.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct Standing {
    pub user: UserId,
    pub role: Role,
    pub room: RoomId,
    pub room_type: RoomType,
    pub creator_id: UserId,
}

impl Standing {
    /// Whether they may change what `owner` made: their own things, or anything as administrator.
    pub fn may_administer(&self, owner: UserId) -> bool {
        self.user == owner || self.role == Role::Administrator
    }

    /// Whether they may change the room itself.
    pub fn require_administration(&self) -> Result<(), Error> {
        if self.may_administer(self.creator_id) {
            return Ok(());
        }
        Err(Error::Forbidden("Only the room's creator and administrators can do that"))
    }

    pub(super) fn require_closed(&self) -> Result<(), Error> {
        match self.room_type {
            RoomType::Closed => Ok(()),
            RoomType::Open => Err(Error::Conflict("Everyone is in an open room")),
            RoomType::Direct => Err(Error::Conflict("A direct room has two members, for good")),
        }
    }
}

/// What somebody is to a room. A room doesn't exist for those outside it.
pub async fn standing(
    conn: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<Standing, Error> {
    let standing = sqlx::query_as(
        "select u.id as user, u.role, r.id as room, r.room_type, r.creator_id
         from memberships m join users u on u.id = m.user_id join rooms r on r.id = m.room_id
         where m.room_id = ? and m.user_id = ? and u.status = 'active'",
    )
    .bind(room)
    .bind(user)
    .fetch_optional(conn)
    .await?;
    standing.ok_or(Error::NotFound)
}

/// Asks that somebody be an active member of a room.
pub async fn require(conn: &mut SqliteConnection, room: RoomId, user: UserId) -> Result<(), Error> {
    standing(conn, room, user).await.map(drop)
}

#[derive(sqlx::FromRow)]
struct MembershipRow {
    involvement: Involvement,
    unread_count: u32,
    unread_mentions: u32,
    last_read_message_id: Option<MessageId>,
}

impl From<MembershipRow> for Membership {
    fn from(row: MembershipRow) -> Self {
        Self {
            involvement: row.involvement,
            unread: row.unread_count > 0,
            unread_count: row.unread_count,
            unread_mentions: row.unread_mentions,
            last_read_message_id: row.last_read_message_id,
        }
    }
}

/// One membership.
pub async fn membership(
    conn: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<Membership, Error> {
    let row: Option<MembershipRow> = sqlx::query_as(
        "select involvement, unread_count, unread_mentions, last_read_message_id
         from memberships where room_id = ? and user_id = ?",
    )
    .bind(room)
    .bind(user)
    .fetch_optional(conn)
    .await?;
    row.map(Membership::from).ok_or(Error::NotFound)
}

#[derive(sqlx::FromRow)]
struct MemberRow {
    room_id: RoomId,
    since: Timestamp,
    #[sqlx(flatten)]
    person: PersonRow,
}

/// Everyone in these rooms, by name. Those who left the account are only shown in directs, where
/// the other person should still know with whom they talked.
pub async fn members_of(
    conn: &mut SqliteConnection,
    rooms: &[RoomId],
) -> Result<Vec<(RoomId, RoomMember)>, Error> {
    let rows: Vec<MemberRow> = sqlx::query_as(
        "select m.room_id, m.created_at as since,
                u.id, u.name, null as email, u.bio, u.role, u.status, u.created_at
         from memberships m join users u on u.id = m.user_id join rooms r on r.id = m.room_id
         where m.room_id in (select value from json_each(?))
           and (u.status = 'active' or r.room_type = 'direct')
         order by u.name collate nocase, u.id",
    )
    .bind(json(rooms))
    .fetch_all(conn)
    .await?;
    let member =
        |row: MemberRow| RoomMember { user: row.person.into_public(), created_at: row.since };
    Ok(rows.into_iter().map(|row| (row.room_id, member(row))).collect())
}

/// The ids of everyone in a room.
pub async fn ids_of(conn: &mut SqliteConnection, room: RoomId) -> Result<Vec<UserId>, Error> {
    Ok(sqlx::query_scalar("select user_id from memberships where room_id = ?")
        .bind(room)
        .fetch_all(conn)
        .await?)
}

/// Lets people in; those who are in keep what they have. Returns who is new.
pub(super) async fn grant(
    tx: &mut Tx<'_>,
    room: RoomId,
    people: &[UserId],
    involvement: Involvement,
) -> Result<Vec<UserId>, Error> {
    Ok(sqlx::query_scalar(
        "insert into memberships (room_id, user_id, involvement, created_at)
         select ?, value, ?, ? from json_each(?) where true
         on conflict (room_id, user_id) do nothing returning user_id",
    )
    .bind(room)
    .bind(involvement)
    .bind(tx.now)
    .bind(json(people))
    .fetch_all(&mut *tx.conn)
    .await?)
}

/// Takes people out; from the commit on, nothing of the room reaches them any more.
pub(super) async fn take_out(
    tx: &mut Tx<'_>,
    room: RoomId,
    people: &[UserId],
    reason: RemovedReason,
) -> Result<(), Error> {
    let gone: Vec<UserId> = sqlx::query_scalar(
        "delete from memberships where room_id = ? and user_id in (select value from json_each(?))
         returning user_id",
    )
    .bind(room)
    .bind(json(people))
    .fetch_all(&mut *tx.conn)
    .await?;
    for person in gone {
        tx.revoke(Revocation::Membership(room, person));
        let frame = ServerFrame::RoomRemoved { room_id: room, reason };
        tx.announce(Audience::Person(person), frame);
    }
    Ok(())
}

/// Asks that these be people who can be let in: there, and active.
pub(super) async fn require_active(
    conn: &mut SqliteConnection,
    people: &[UserId],
    field: &'static str,
) -> Result<(), Error> {
    let strangers: bool = sqlx::query_scalar(
        "select exists (
             select 1 from json_each(?) asked
             where not exists (
                 select 1 from users u where u.id = asked.value and u.status = 'active'))",
    )
    .bind(json(people))
    .fetch_one(conn)
    .await?;
    if strangers {
        return Err(Invalid::new(field, "Somebody in this list isn't on this account").into());
    }
    Ok(())
}

/// Changes how much of a room somebody wants to hear.
pub struct Involve {
    pub person: UserId,
    pub room: RoomId,
    pub involvement: Involvement,
}

impl Operation for Involve {
    type Outcome = Membership;
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Membership, Error> {
        let standing = standing(tx.conn, self.room, self.person).await?;
        let fits = match self.involvement {
            Involvement::Everything | Involvement::Nothing => true,
            Involvement::Mentions | Involvement::Invisible => {
                standing.room_type != RoomType::Direct
            }
        };
        if !fits {
            let message = "In a direct room you can choose everything or nothing";
            return Err(Invalid::new("involvement", message).into());
        }
        sqlx::query("update memberships set involvement = ? where room_id = ? and user_id = ?")
            .bind(self.involvement)
            .bind(self.room)
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        let membership = membership(tx.conn, self.room, self.person).await?;
        let frame = ServerFrame::MembershipUpdated { room_id: self.room, membership };
        tx.announce(Audience::Person(self.person), frame);
        Ok(membership)
    }
}

/// Notes that somebody has read a room, up to a message or all of it.
pub struct MarkRead {
    pub person: UserId,
    pub room: RoomId,
    pub up_to: Option<MessageId>,
}

impl Operation for MarkRead {
    type Outcome = Membership;
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Membership, Error> {
        require(tx.conn, self.room, self.person).await?;
        let newest = timeline::newest(tx.conn, self.room).await?;
        // A message from the future, or a deleted one, still marks a place.
        let read = self.up_to.unwrap_or(MessageId(i64::MAX)).min(newest.unwrap_or(MessageId(0)));
        // Never more than was unread before, so that reading can't make anything unread.
        sqlx::query(
            "update memberships set
                 last_read_message_id = nullif(max(coalesce(last_read_message_id, 0), ?1), 0),
                 unread_count = min(unread_count, (select count(*) from (
                     select 1 from messages said
                     where said.room_id = ?2 and said.id > ?1 and said.creator_id <> ?3
                     limit ?4))),
                 unread_mentions = min(unread_mentions, (select count(*) from (
                     select 1 from messages said, json_each(said.mentions) named
                     where said.room_id = ?2 and said.id > ?1 and said.creator_id <> ?3
                       and named.value = ?3
                     limit ?4)))
             where room_id = ?2 and user_id = ?3",
        )
        .bind(read)
        .bind(self.room)
        .bind(self.person)
        .bind(limits::UNREAD_COUNT)
        .execute(&mut *tx.conn)
        .await?;
        let membership = membership(tx.conn, self.room, self.person).await?;
        let room_id = self.room;
        let frame = if membership.unread {
            let (unread_count, unread_mentions) =
                (membership.unread_count, membership.unread_mentions);
            ServerFrame::Unread { room_id, unread_count, unread_mentions }
        } else {
            ServerFrame::Read { room_id }
        };
        tx.announce(Audience::Person(self.person), frame);
        Ok(membership)
    }
}

/// Somebody looks at a room: nothing in it is unread any more, on any of their devices.
pub struct BecomePresent {
    pub room: RoomId,
    pub person: UserId,
}

impl Operation for BecomePresent {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        MarkRead { person: self.person, room: self.room, up_to: None }.perform(tx).await.map(drop)
    }
}

/// Somebody's heartbeat comes late: they look again, and what is unread stays so until they say
/// that they are present.
pub struct LookAgain {
    pub room: RoomId,
    pub person: UserId,
}

impl Operation for LookAgain {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        require(tx.conn, self.room, self.person).await?;
        // A message that found them away may be announced only now, past the device that looks: so
        // it is told how things stand, after all that was said before.
        let membership = membership(tx.conn, self.room, self.person).await?;
        let frame = ServerFrame::MembershipUpdated { room_id: self.room, membership };
        tx.announce(Audience::Person(self.person), frame);
        Ok(())
    }
}

/// Somebody stops looking: what comes from now on is new to them.
pub struct BecomeAbsent {
    pub room: RoomId,
    pub person: UserId,
}

impl Operation for BecomeAbsent {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        sqlx::query(
            "update memberships set last_read_message_id =
                 coalesce((select max(id) from messages where room_id = ?1), last_read_message_id)
             where room_id = ?1 and user_id = ?2 and unread_count = 0",
        )
        .bind(self.room)
        .bind(self.person)
        .execute(&mut *tx.conn)
        .await?;
        Ok(())
    }
}
