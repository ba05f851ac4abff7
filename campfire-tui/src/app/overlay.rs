//! What lies over the chat: lists to choose from, forms, a question, the search. The items of a list
//! live in `lists`.

use campfire_proto::{MessageId, RoomId, SearchResult, SessionId, Timestamp, search::SearchSort};

use super::{text_box::TextBox, timeline::Timeline};
use crate::{api::Query, preferences::Setting};

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "there are two or three of them at a time")]
pub enum Overlay {
    List(List),
    Search(SearchPanel),
    Form(Form),
    Question(Question),
    Bare(Bare),
    Code(Code),
}

impl Overlay {
    pub fn is_way_in(&self) -> bool {
        matches!(self, Self::Form(form) if form.kind.is_way_in())
    }
}

/// A link for another device, and the same as a picture for its camera.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub url: String,
    pub until: Timestamp,
}

/// Something to choose from, by typing a part of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub kind: ListKind,
    pub filter: TextBox,
    pub chosen: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    Switcher,
    Palette,
    Help,
    People,
    Room(RoomId),
    /// Whom to add to a room.
    Invite(RoomId),
    Menu(MessageId),
    Boosts(MessageId),
    Links(MessageId),
    Emoji,
    Themes,
    Settings,
    /// What a setting may be.
    Setting(&'static Setting),
    Profiles,
    Log,
    Doctor,
    Devices,
}

impl List {
    pub fn new(kind: ListKind) -> Self {
        Self { kind, filter: TextBox::default(), chosen: 0 }
    }
}

/// What was said, as words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bare {
    /// The last message that is shown: nothing new moves what somebody selects.
    pub last: MessageId,
    /// Rows that one has gone up from its end.
    pub up: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPanel {
    pub query: TextBox,
    /// What was typed when the results below were asked for, and what that means.
    pub asked: Option<String>,
    pub sent: Option<Query>,
    pub results: Vec<SearchResult>,
    pub next: Option<String>,
    pub chosen: usize,
    pub loading: bool,
    pub sort: SearchSort,
    pub trouble: Option<String>,
    pub recent: Vec<String>,
    pub around: Option<Box<Around>>,
}

/// What was said around a hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    pub message: MessageId,
    /// None until the server has answered.
    pub timeline: Option<Timeline>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub kind: FormKind,
    pub title: &'static str,
    pub fields: Vec<Field>,
    /// The field that is being filled in.
    pub at: usize,
    pub busy: bool,
    pub trouble: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    SignIn,
    /// With a link from another device.
    Transfer,
    /// With an invitation.
    Join,
    /// The first account of a server that has none.
    SetUp,
    NewRoom,
    Rename(RoomId),
    /// Words to find in what is loaded.
    Find,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub label: &'static str,
    pub text: TextBox,
    /// Shown as dots.
    pub secret: bool,
}

impl Field {
    fn new(label: &'static str, text: &str) -> Self {
        Self { label, text: TextBox::with(text), secret: false }
    }

    fn password() -> Self {
        Self { secret: true, ..Self::new("Password", "") }
    }
}

impl FormKind {
    /// Whether it lets somebody in; all the ways in lead to one another.
    pub fn is_way_in(self) -> bool {
        matches!(self, Self::SignIn | Self::Transfer | Self::Join | Self::SetUp)
    }
}

impl Form {
    pub fn sign_in(email: &str, title: &'static str) -> Self {
        let fields = vec![Field::new("Email", email), Field::password()];
        let at = usize::from(!email.is_empty());
        Self { at, ..Self::of(FormKind::SignIn, title, fields) }
    }

    pub fn transfer() -> Self {
        let fields = vec![Field::new("Link from another device", "")];
        Self::of(FormKind::Transfer, "Sign in by link", fields)
    }

    pub fn join() -> Self {
        let mut fields = vec![Field::new("Invitation: its link, or its code", "")];
        fields.extend([Field::new("Your name", ""), Field::new("Email", ""), Field::password()]);
        Self::of(FormKind::Join, "Join with an invitation", fields)
    }

    pub fn set_up(email: &str) -> Self {
        let mut fields = vec![Field::new("Your name", ""), Field::new("Email", email)];
        fields.extend([Field::password(), Field::new("Your team's name (may be empty)", "")]);
        Self::of(FormKind::SetUp, "Nobody is here yet: make the first account", fields)
    }

    pub fn new_room(name: &str) -> Self {
        let people = Field::new("Who (empty: everyone; names by commas)", "");
        Self::of(FormKind::NewRoom, "New room", vec![Field::new("Name", name), people])
    }

    pub fn rename(room: RoomId, name: &str) -> Self {
        Self::of(FormKind::Rename(room), "Rename this room", vec![Field::new("Name", name)])
    }

    pub fn find(words: &str) -> Self {
        Self::of(FormKind::Find, "Find in what is loaded", vec![Field::new("Words", words)])
    }

    fn of(kind: FormKind, title: &'static str, fields: Vec<Field>) -> Self {
        Self { kind, title, fields, at: 0, busy: false, trouble: None }
    }

    /// The keys that help here.
    pub fn hint(&self) -> &'static str {
        match self.kind {
            FormKind::SignIn | FormKind::Transfer | FormKind::Join => {
                "Enter does it, Tab goes on, Ctrl-N is another way in"
            }
            FormKind::Find => "Enter finds it, n the next one further up",
            FormKind::SetUp | FormKind::NewRoom | FormKind::Rename(_) => {
                "Tab goes on, Enter does it, Esc leaves it"
            }
        }
    }

    pub fn value(&self, field: usize) -> &str {
        self.fields.get(field).map_or("", |field| field.text.text())
    }
}

/// Something that is asked before it is done. No is the answer unless somebody says yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub text: String,
    pub yes: Consequence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    DeleteMessage(MessageId),
    DeleteMarked,
    /// All from one to the other, in the open room.
    DeleteMessages(MessageId, MessageId),
    DeleteRoom(RoomId),
    LeaveRoom(RoomId),
    InsertPaste,
    EndSession(SessionId),
    SignOut,
    Quit,
}
