//! What lies over the chat: lists to choose from, forms, a question, the search. The items of a list
//! live in `lists`.

use campfire_proto::{MessageId, RoomId, SearchResult, search::SearchSort};

use super::text_box::TextBox;

#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    List(List),
    Search(SearchPanel),
    Form(Form),
    Question(Question),
    Bare(Bare),
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
    Log,
    Doctor,
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
    /// What the results below are for.
    pub asked: Option<String>,
    pub results: Vec<SearchResult>,
    pub next: Option<String>,
    pub chosen: usize,
    pub loading: bool,
    pub sort: SearchSort,
    pub trouble: Option<String>,
    pub recent: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub kind: FormKind,
    pub fields: Vec<Field>,
    /// The field that is being filled in.
    pub at: usize,
    pub busy: bool,
    pub trouble: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    SignIn,
    NewRoom,
    Rename(RoomId),
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
}

impl Form {
    pub fn sign_in(email: &str) -> Self {
        let password = Field { secret: true, ..Field::new("Password", "") };
        let fields = vec![Field::new("Email", email), password];
        let at = usize::from(!email.is_empty());
        Self { at, ..Self::of(FormKind::SignIn, fields) }
    }

    pub fn new_room(name: &str) -> Self {
        let people = Field::new("Who (empty: everyone; names by commas)", "");
        Self::of(FormKind::NewRoom, vec![Field::new("Name", name), people])
    }

    pub fn rename(room: RoomId, name: &str) -> Self {
        Self::of(FormKind::Rename(room), vec![Field::new("Name", name)])
    }

    fn of(kind: FormKind, fields: Vec<Field>) -> Self {
        Self { kind, fields, at: 0, busy: false, trouble: None }
    }

    pub fn title(&self) -> &'static str {
        match self.kind {
            FormKind::SignIn => "Your session is over. Sign in again",
            FormKind::NewRoom => "New room",
            FormKind::Rename(_) => "Rename this room",
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
    DeleteRoom(RoomId),
    LeaveRoom(RoomId),
    InsertPaste,
    Quit,
}
