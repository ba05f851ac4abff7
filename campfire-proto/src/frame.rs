//! The WebSocket's sentences: all a client may say, all it may hear.
//!
//! Every server frame is *idempotent*: it carries the new state, never a difference, so one that
//! arrives before, after or twice beside a page loaded over REST leaves a client in the same place.

use crate::{
    account::Account,
    error::ErrorCode,
    ids::{BoostId, MessageId, RoomId, UserId},
    message::{Boost, Message},
    room::{Membership, Room},
    user::User,
};

wire! {
    /// Client → server.
    #[serde(tag = "type", rename_all = "snake_case")]
    pub enum ClientFrame {
        /// Who I am, when the handshake didn't say: a session token or a bot key.
        Authenticate { session_token: String },
        /// Follow a room; with an id, what came after it is sent first.
        Subscribe {
            room_id: RoomId,
            #[serde(default)]
            #[cfg_attr(feature = "typescript", ts(optional))]
            last_seen_message_id: Option<MessageId>,
        },
        /// Authenticate and subscribe in one frame.
        Reconnect {
            room_id: RoomId,
            #[serde(default)]
            #[cfg_attr(feature = "typescript", ts(optional))]
            last_seen_message_id: Option<MessageId>,
            #[serde(default)]
            #[cfg_attr(feature = "typescript", ts(optional))]
            session_token: Option<String>,
        },
        Unsubscribe { room_id: RoomId },
        /// Whether somebody looks at the room. `present` holds for 60 s; `refresh` renews it.
        Presence { room_id: RoomId, state: PresenceState },
        Typing { room_id: RoomId, state: TypingState },
        Ping {
            #[cfg_attr(feature = "typescript", ts(type = "number"))]
            id: u64,
        },
    }

    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum PresenceState {
        Present,
        Absent,
        Refresh,
    }

    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum TypingState {
        Start,
        Stop,
    }

    /// Server → client.
    #[serde(tag = "type", rename_all = "snake_case")]
    pub enum ServerFrame {
        /// The socket is somebody's now. Heard once.
        Authenticated { user: User, server_version: String },
        /// The room is followed, and all that was missed has been sent before this frame; with
        /// `resync` nothing was replayed, and the page must be loaded again.
        Subscribed { room_id: RoomId, last_message_id: Option<MessageId>, resync: bool },
        Unsubscribed { room_id: RoomId },
        Pong {
            #[cfg_attr(feature = "typescript", ts(type = "number"))]
            id: u64,
        },
        Error {
            code: ErrorCode,
            message: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "typescript", ts(optional))]
            room_id: Option<RoomId>,
        },
        /// To a room's followers. The whole message: file it under its id.
        MessageCreated { message: Message },
        /// To a room's followers. The whole message, as it is now.
        MessageUpdated { message: Message },
        /// To a room's followers. Drop it; that it isn't there is fine.
        MessageDeleted { room_id: RoomId, message_id: MessageId },
        /// To a room's followers. File it under its id, in its message.
        BoostCreated { room_id: RoomId, boost: Boost },
        BoostDeleted { room_id: RoomId, message_id: MessageId, boost_id: BoostId },
        /// To a room's followers but the typist. `start` is forgotten after five seconds.
        Typing { room_id: RoomId, user: Typist, state: TypingState },
        /// To everyone: somebody has their first socket, or none any more.
        Presence { user_id: UserId, online: bool },
        /// Right after `authenticated`: all who are online. Also to everyone, in place of a crowd of
        /// `presence`.
        PresenceSnapshot { online: Vec<UserId> },
        /// To the member's sockets that aren't present in the room: the counts as they are now.
        Unread { room_id: RoomId, unread_count: u32, unread_mentions: u32 },
        /// To the member's sockets: nothing in the room is unread.
        Read { room_id: RoomId },
        /// To one person: a room they can see from now on, as they see it.
        RoomAdded { room: Room },
        /// To each member: the room as they see it now.
        RoomUpdated { room: Room },
        RoomRemoved { room_id: RoomId, reason: RemovedReason },
        /// To one person: what they are to a room, as it is now.
        MembershipUpdated { room_id: RoomId, membership: Membership },
        /// To everyone: somebody's name, role, bio or status, as it is now.
        UserUpdated { user: User },
        AccountUpdated { account: Account },
        /// The session is over; the socket closes with 4401 after this.
        SessionEnded { reason: String },
    }

    #[derive(Eq)]
    pub struct Typist {
        pub id: UserId,
        pub name: String,
    }

    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum RemovedReason {
        /// Somebody took them out.
        Removed,
        /// There is no such room any more.
        Deleted,
        /// They went.
        Left,
    }
}

/// Why the server closes a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The server goes down; come back in a moment.
    GoingAway = 1001,
    TooBig = 1009,
    /// Ten bad frames in a row.
    Malformed = 4400,
    /// Not signed in, or no longer.
    Unauthenticated = 4401,
    /// The outgoing queue was full: reconnect with the last seen id, and nothing is lost.
    FellBehind = 4408,
}

impl CloseCode {
    pub const fn number(self) -> u16 {
        self as u16
    }
}
