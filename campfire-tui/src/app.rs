//! What is known: plain data, from which every screen can be drawn. How it changes lives in `update`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    time::Duration,
};

use campfire_proto::{
    Account, ContentType, Involvement, Message, MessageId, Room, RoomId, RoomType, User, UserId,
    session::Session,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    action::Action,
    configured::{Configured, Profiles},
    keymap::{Keymap, Press},
    preferences::{Preferences, Preset},
    theme::{Depth, Theme},
};

pub mod completion;
mod configuring;
mod devices;
pub mod doctor;
mod filters;
pub mod findings;
pub mod link;
pub mod lists;
pub mod outbox;
pub mod overlay;
mod remembered;
pub mod sidebar;
pub mod text_box;
pub mod timeline;

use findings::Findings;
use link::{Attention, Link};
use outbox::Outbox;
use overlay::Overlay;
use text_box::TextBox;
use timeline::Timeline;

pub use remembered::{Draft, Remembered, RememberedPage, Unsent};

/// Notices that can be read again.
const NOTICES: usize = 200;

#[expect(clippy::struct_excessive_bools, reason = "independent switches of one screen")]
pub struct App {
    pub preferences: Preferences,
    pub profiles: Profiles,
    pub keymap: Keymap,
    pub theme: Theme,
    /// How many colours the terminal shows, and whether its background is light.
    pub depth: Depth,
    pub light: bool,
    pub findings: Findings,
    pub zone: TimeZone,
    /// Where the server is, for links to messages.
    pub server: String,
    pub size: (u16, u16),

    pub me: Option<User>,
    pub account: Option<Account>,
    pub rooms: BTreeMap<RoomId, Room>,
    pub people: BTreeMap<UserId, User>,
    pub online: BTreeSet<UserId>,
    pub timelines: HashMap<RoomId, Timeline>,
    /// Who is in a room, as far as it was asked.
    pub members: HashMap<RoomId, Vec<User>>,
    pub typists: BTreeMap<(RoomId, UserId), Typist>,
    /// Where somebody is signed in, as it was last asked.
    pub devices: Vec<Session>,

    pub open: Option<RoomId>,
    /// Rooms in the order of visits, the last one last.
    pub visited: Vec<RoomId>,
    /// The open room was unread when it was opened: until it is left its place doesn't change.
    pub keeps_place: bool,
    pub focus: Focus,
    /// Messages of the open room that something is done to together.
    pub marked: BTreeSet<MessageId>,
    pub composer: Composer,
    pub drafts: BTreeMap<RoomId, String>,
    pub outbox: Outbox,
    /// Counts what was handed over for keeping.
    pub kept: u64,
    pub overlays: Vec<Overlay>,

    pub link: Link,
    /// The number of the socket whose news counts.
    pub dial: u64,
    /// When a socket was lost last, or didn't come to stand.
    pub lost_at: Duration,
    pub attention: Attention,
    pub sidebar_shown: bool,
    pub people_shown: bool,
    /// Whether the terminal was last told that the mouse is ours.
    pub mouse_told: bool,
    /// A key that another one follows: Ctrl-X, after which a letter counts as if Alt were held, or the
    /// first of two that are bound together.
    pub leader: Option<Press>,
    pub mode: Mode,
    /// What was sent, the last one last.
    pub sent: Vec<String>,
    /// The words that were last looked for in what is loaded.
    pub sought: String,
    pub toast: Option<Toast>,
    pub notices: VecDeque<String>,
    /// What the title says, so that it is said once.
    pub title: String,
    /// When somebody was last told that we type.
    pub typed_at: Option<Duration>,
    pub now: Duration,
    pub clock: Timestamp,
    /// The countdown timer is running.
    pub counting: bool,
    /// Something was typed since drafts were last kept, and the timer for it runs.
    pub drafts_changed: bool,
    /// The last search, so that one can return to what it found.
    pub searched: Option<overlay::SearchPanel>,
    /// A paste that waits for a yes.
    pub paste: Option<String>,
    /// Where the mouse went down.
    pub pressed_at: Option<(u16, u16)>,
    /// Somebody is signing out for good.
    pub leaving: bool,
    /// The server knows which program this is.
    pub introduced: bool,
    /// How often it was asked in vain whether the server waits for its first account.
    pub setup_tries: u32,
}

/// Where keys go when no list or form is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    Composer,
    /// A message is picked.
    Message(MessageId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typist {
    pub name: String,
    pub until: Duration,
}

/// A sentence at the bottom, for a few seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub text: String,
    pub until: Duration,
}

/// What is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composer {
    pub text: TextBox,
    pub editing: Option<Editing>,
    pub completion: completion::State,
    pub recalled: Option<Recalled>,
}

/// Something sent before is being shown; the draft waits meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// Its place among all that was sent.
    pub at: usize,
    pub draft: String,
}

/// What the vim preset has beside a focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    /// Keys move on the messages, also where there are none.
    pub normal: bool,
    /// Digits that were typed before a key.
    pub count: Option<usize>,
}

/// A message of one's own that is being changed; the draft waits meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    pub message: MessageId,
    pub content_type: ContentType,
    pub draft: String,
}

/// Everything the chat starts from.
pub struct Beginning {
    pub server: String,
    pub configured: Configured,
    pub depth: Depth,
    pub light: bool,
    pub findings: Findings,
    pub zone: TimeZone,
    pub size: (u16, u16),
    pub clock: Timestamp,
    pub remembered: Remembered,
    pub unsent: Unsent,
}

impl App {
    pub fn new(beginning: Beginning) -> Self {
        let Beginning {
            server,
            configured: Configured { preferences, complaints, profiles, .. },
            depth,
            light,
            findings,
            zone,
            size,
            clock,
            remembered,
            unsent,
        } = beginning;
        let timelines = remembered.pages.into_iter().map(|page| {
            let timeline = Timeline::remembered(page.messages, page.has_before, page.last_seen);
            (page.room, timeline)
        });
        let mut app = Self {
            keymap: Keymap::new(&preferences.keys).0,
            theme: Theme::new(preferences.theme, depth, light),
            depth,
            light,
            findings,
            zone,
            server,
            size,
            me: remembered.me,
            account: remembered.account,
            rooms: remembered.rooms.into_iter().map(|room| (room.id, room)).collect(),
            people: remembered.people.into_iter().map(|person| (person.id, person)).collect(),
            online: BTreeSet::new(),
            timelines: timelines.collect(),
            members: HashMap::new(),
            typists: BTreeMap::new(),
            devices: Vec::new(),
            open: None,
            visited: Vec::new(),
            keeps_place: false,
            focus: Focus::Composer,
            marked: BTreeSet::new(),
            composer: Composer::default(),
            drafts: unsent.drafts.into_iter().map(|draft| (draft.room, draft.text)).collect(),
            outbox: Outbox::restored(unsent.outbox),
            kept: 0,
            overlays: Vec::new(),
            link: Link::Connecting,
            dial: 0,
            lost_at: Duration::ZERO,
            attention: Attention::default(),
            sidebar_shown: true,
            people_shown: true,
            mouse_told: preferences.mouse,
            leader: None,
            mode: Mode::default(),
            sent: Vec::new(),
            sought: String::new(),
            toast: None,
            notices: VecDeque::new(),
            title: String::new(),
            typed_at: None,
            now: Duration::ZERO,
            clock,
            counting: false,
            drafts_changed: false,
            searched: None,
            paste: None,
            pressed_at: None,
            leaving: false,
            introduced: false,
            setup_tries: 0,
            profiles,
            preferences,
        };
        app.complain(complaints);
        app.open = remembered.open.filter(|room| app.rooms.contains_key(room));
        app.visited = remembered.visited;
        app.visited.retain(|room| app.rooms.contains_key(room));
        if let Some(room) = app.open {
            app.visited.retain(|visited| *visited != room);
            app.visited.push(room);
            app.composer.text = TextBox::with(app.drafts.get(&room).map_or("", String::as_str));
        }
        app
    }

    pub fn room(&self) -> Option<&Room> {
        self.rooms.get(&self.open?)
    }

    pub fn timeline(&self) -> Option<&Timeline> {
        self.timelines.get(&self.open?)
    }

    pub fn timeline_mut(&mut self) -> Option<&mut Timeline> {
        self.timelines.get_mut(&self.open?)
    }

    /// Keys are for the messages rather than for the text.
    pub fn is_on_messages(&self) -> bool {
        self.focus != Focus::Composer || (self.has_modes() && self.mode.normal)
    }

    /// Whether writing and moving are told apart by a mode.
    pub fn has_modes(&self) -> bool {
        self.preferences.keys.preset == Preset::Vim
    }

    /// From now on keys write.
    pub fn start_writing(&mut self) {
        self.focus = Focus::Composer;
        self.mode = Mode::default();
    }

    /// What to do where there is no room.
    pub fn no_room(&self) -> String {
        format!("Go to a room first, with {}", self.keymap.key(Action::Switch))
    }

    /// The message that keys act upon.
    pub fn picked(&self) -> Option<&Message> {
        match self.focus {
            Focus::Composer => None,
            Focus::Message(id) => self.timeline()?.get(id),
        }
    }

    /// Those that are marked and still there, in the order they were said.
    pub fn marked_messages(&self) -> impl Iterator<Item = &Message> {
        let timeline = self.timeline();
        self.marked.iter().filter_map(move |id| timeline?.get(*id))
    }

    pub fn is_me(&self, person: UserId) -> bool {
        self.me.as_ref().is_some_and(|me| me.id == person)
    }

    pub fn is_administrator(&self) -> bool {
        self.me.as_ref().is_some_and(|me| me.role == campfire_proto::Role::Administrator)
    }

    /// Whether a message may be changed or deleted.
    pub fn may_change(&self, message: &Message) -> bool {
        self.is_me(message.creator_id) || self.is_administrator()
    }

    /// Whether a room's name, members and kind may be changed.
    pub fn may_manage(&self, room: &Room) -> bool {
        room.room_type != RoomType::Direct
            && (self.is_me(room.creator_id) || self.is_administrator())
    }

    /// What somebody is called now, whatever a message remembers.
    pub fn name_of<'a>(&'a self, user: &'a User) -> &'a str {
        self.people.get(&user.id).map_or(&user.name, |known| &known.name)
    }

    /// The other one of a direct room.
    pub fn counterpart(&self, room: &Room) -> Option<UserId> {
        let members = room.members.as_ref().filter(|_| room.room_type == RoomType::Direct)?;
        members.iter().map(|member| member.id).find(|id| !self.is_me(*id))
    }

    /// The direct room with somebody, if there is one yet.
    pub fn direct_with(&self, person: UserId) -> Option<RoomId> {
        self.rooms.values().find(|room| self.counterpart(room) == Some(person)).map(|room| room.id)
    }

    /// Rooms in the list, with something new in them.
    pub fn unread_rooms(&self) -> impl Iterator<Item = &Room> {
        self.rooms.values().filter(|room| room.membership.unread && is_listed(room))
    }

    /// Shows a sentence for a while, and keeps it for whoever was too slow.
    pub fn notice(&mut self, text: impl Into<String>) {
        let text = text.into();
        let until = self.now + Duration::from_secs(6);
        self.toast = Some(Toast { text: text.clone(), until });
        self.notices.push_back(text);
        if self.notices.len() > NOTICES {
            self.notices.pop_front();
        }
    }

    /// Says what is wrong with the settings. There is room for one sentence; all of them are kept.
    pub fn complain(&mut self, complaints: Vec<String>) {
        let count = complaints.len();
        for complaint in complaints {
            self.notice(complaint);
        }
        if count > 1 {
            self.notice(format!("{count} lines of config.toml mean nothing; /log says which"));
        }
    }
}

/// Whether a room stands in the list at all.
pub fn is_listed(room: &Room) -> bool {
    room.membership.involvement != Involvement::Invisible
}
