//! Rooms, and what a person is to them.

use crate::{
    ids::{MessageId, RoomId, UserId},
    timestamp::Timestamp,
    user::User,
};

wire! {
    /// A room as one of its members sees it.
    pub struct Room {
        pub id: RoomId,
        /// A direct room is named after the other person.
        pub name: String,
        pub room_type: RoomType,
        pub creator_id: UserId,
        pub last_message_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        /// The caller's own.
        pub membership: Membership,
        /// Always there in directs; in other rooms when one room is asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub members: Option<Vec<User>>,
    }

    #[derive(Copy, Eq, Hash)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(rename_all = "snake_case"))]
    #[serde(rename_all = "snake_case")]
    pub enum RoomType {
        /// Everyone is in it, also those who come later.
        Open,
        /// Those who were asked in.
        Closed,
        /// Two people, for good.
        Direct,
    }

    #[derive(Copy)]
    pub struct Membership {
        pub involvement: Involvement,
        pub unread: bool,
        /// Messages by others that were not seen; stops at 100.
        pub unread_count: u32,
        pub unread_mentions: u32,
        pub last_read_message_id: Option<MessageId>,
    }

    /// How much of a room somebody wants to hear.
    #[derive(Copy, Eq, Hash)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(rename_all = "snake_case"))]
    #[serde(rename_all = "snake_case")]
    pub enum Involvement {
        /// Not in the list, never unread, never pushed.
        Invisible,
        /// In the list and unread like any other, never pushed.
        Nothing,
        /// Pushed when mentioned.
        Mentions,
        /// Pushed for every message.
        Everything,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct NewRoom {
        pub name: Option<String>,
        pub room_type: Option<RoomType>,
        /// Closed rooms: who is in it besides the creator.
        pub initial_members: Vec<UserId>,
        /// Direct rooms: the other person.
        pub user_id: Option<UserId>,
    }

    /// What isn't sent stays as it is.
    #[derive(Default)]
    #[serde(default)]
    pub struct RoomChange {
        pub name: Option<String>,
        pub room_type: Option<RoomType>,
        /// Closed rooms: exactly these people, from now on.
        pub member_ids: Option<Vec<UserId>>,
    }

    pub struct Rooms {
        pub rooms: Vec<Room>,
    }

    /// Who is in a room.
    pub struct Memberships {
        pub memberships: Vec<RoomMember>,
    }

    pub struct RoomMember {
        pub user: User,
        pub created_at: Timestamp,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct NewMembers {
        pub user_ids: Vec<UserId>,
    }

    #[derive(Copy)]
    pub struct InvolvementChange {
        pub involvement: Involvement,
    }

    #[derive(Copy, Default)]
    #[serde(default)]
    pub struct ReadUpTo {
        /// Without it: all there is.
        pub last_read_message_id: Option<MessageId>,
    }
}
