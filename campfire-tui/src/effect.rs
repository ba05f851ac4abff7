//! All that the chat may ask of the outside, as data. Carrying it out is `shell`'s affair alone.

use std::{fmt, time::Duration};

use campfire_proto::{
    Boost, BoostId, ClientFrame, ContentType, Involvement, Membership, Message, MessageId,
    MessagePage, NewMessage, NewRoom, Room, RoomChange, RoomId, SearchPage, SessionId, SignedIn,
    TransferLink, User, UserId, WhoAmI, room::RoomMember, search::RecentSearch, session::Session,
};

use crate::{
    api::{Query, Stretch},
    app::{Remembered, Unsent, timeline::Purpose},
    preferences::Preferences,
};

#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Ask(Request),
    /// Open a socket in place of the one there is. Its news carries this number.
    Connect(u64),
    Disconnect,
    Say(ClientFrame),
    Wake(Timer, Duration),
    /// Keep what must not be lost; `Event::Kept` follows once it is on disk.
    Keep(Box<Unsent>),
    /// Keep what the next start shows first.
    Remember(Box<Remembered>),
    Play(String),
    /// 0 to 100; 0 is muted.
    Volume(u8),
    Copy(String),
    Alert(Alert),
    Title(String),
    /// Open this text in the person's own editor.
    Edit(String),
    /// Open an address with whatever this desktop opens addresses with.
    Browse(String),
    Mouse(bool),
    /// Draw every cell anew: something else has written to the terminal.
    Redraw,
    Suspend,
    KeepToken(Secret),
    /// Read the settings anew; `Event::Configured` follows.
    ReadSettings,
    /// From now on they are these, as far as the outside is concerned.
    Prefer(Box<Preferences>),
    /// Leave, and open the chat in this profile.
    ToProfile(String),
    /// Leave nothing of this sign-in on the disk, and end.
    Forget,
    Quit,
}

/// A moment to come that the chat wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timer {
    Reconnect,
    /// Once a second while a countdown is on the screen.
    Countdown,
    Post,
    Reload(RoomId),
    KeepDrafts,
    Remember,
    TypingEnds,
    /// A notice has been on the screen for long enough.
    ToastEnds,
    /// Time to say `refresh`, or `absent`, or to see that nobody is there any more.
    Presence,
    /// Time to ask over REST what no socket tells.
    Poll,
    /// A hit of a search has been chosen for a moment.
    LookAround,
    /// Time to ask once more whether the server waits for its first account.
    Setup,
}

/// Something that concerns the person while they look elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    pub room: String,
    pub from: String,
    pub text: String,
}

/// Something that no log and no debug print may show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A question to the server. It comes back with its answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Me,
    Rooms,
    People,
    Room(RoomId),
    Members(RoomId),
    Page {
        room: RoomId,
        stretch: Stretch,
        purpose: Purpose,
    },
    Post {
        room: RoomId,
        message: NewMessage,
    },
    Source(MessageId),
    Change {
        message: MessageId,
        content: String,
        content_type: ContentType,
    },
    Delete(MessageId),
    Boost {
        message: MessageId,
        content: String,
    },
    Unboost {
        message: MessageId,
        boost: BoostId,
    },
    Search(Query),
    /// What was said around a hit of a search.
    Around(RoomId, MessageId),
    RecentSearches,
    Involve(RoomId, Involvement),
    Create(NewRoom),
    ChangeRoom(RoomId, RoomChange),
    DeleteRoom(RoomId),
    AddMember(RoomId, UserId),
    RemoveMember(RoomId, UserId),
    MarkRead(RoomId),
    SignIn {
        email: String,
        password: Secret,
    },
    /// Signs in with the last part of a link that another device has made.
    Redeem(Secret),
    Join {
        name: String,
        email: String,
        password: Secret,
        code: Secret,
    },
    SetUp {
        name: String,
        email: String,
        password: Secret,
        account: Option<String>,
    },
    /// Whether the server waits for its first account.
    NeedsSetup,
    SignOut,
    /// Say that this device is in use, and what it is.
    Refresh,
    Sessions,
    EndSession(SessionId),
    TransferLink,
}

impl Request {
    /// Whether it is a stranger's, who wants in.
    pub fn is_sign_in(&self) -> bool {
        matches!(
            self,
            Self::SignIn { .. } | Self::Redeem(_) | Self::Join { .. } | Self::SetUp { .. }
        )
    }
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one at a time, taken apart where it arrives")]
pub enum Reply {
    Me(WhoAmI),
    Rooms(Vec<Room>),
    People(Vec<User>),
    Room(Room),
    Members(Vec<RoomMember>),
    Page(MessagePage),
    Message(Message),
    Boost(Boost),
    Found(SearchPage),
    Searches(Vec<RecentSearch>),
    Membership(Membership),
    SignedIn(Box<SignedIn>),
    NeedsSetup(bool),
    Sessions(Vec<Session>),
    TransferLink(TransferLink),
    Done,
}
