//! A chat without a terminal, a network or a clock, for tests: what happens is said in plain words, and
//! what is on the screen can be read.

use std::time::Duration;

use campfire_proto::{
    Account, Boost, BoostId, Features, Involvement, Membership, Message, MessageId, MessagePage,
    Role, Room, RoomId, RoomType, ServerFrame, SessionId, Settings, Status, Timestamp,
    TransferLink, User, UserId, WhoAmI, room::RoomMember, session::Session,
};
use crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};
use jiff::tz::TimeZone;
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Position};
use uuid::Uuid;

use crate::{
    api::{Error, live::Gone},
    app::{App, Beginning, Remembered, Unsent, findings::Findings},
    configured::Configured,
    effect::{Effect, Reply, Request},
    event::{Event, Now, SocketNews},
    keymap::{Keymap, Press},
    preferences::{Preferences, Preset, ThemeChoice},
    theme::Depth,
    update,
    view::{ViewCache, view},
};

/// The moment at which every scene plays: a Friday morning.
pub(crate) const MORNING: &str = "2026-08-21T10:42:00Z";
pub(crate) const ME: UserId = UserId(1);
pub(crate) const BO: UserId = UserId(2);
pub(crate) const LOBBY: RoomId = RoomId(1);
pub(crate) const DESIGN: RoomId = RoomId(2);
pub(crate) const WITH_BO: RoomId = RoomId(3);

pub(crate) struct Scene {
    pub(crate) app: App,
    /// What was asked for and hasn't been looked at.
    pub(crate) effects: Vec<Effect>,
    elapsed: Duration,
    events: u128,
}

impl Scene {
    /// Before anything has been heard.
    pub(crate) fn blank(width: u16, height: u16) -> Self {
        Self::starts(Remembered::default(), Unsent::default(), (width, height))
    }

    /// The next start on the same machine.
    pub(crate) fn restarted(&self) -> Self {
        Self::starts(self.app.remembered(), self.app.unsent(), self.app.size)
    }

    fn starts(remembered: Remembered, unsent: Unsent, size: (u16, u16)) -> Self {
        let preferences = Preferences { theme: ThemeChoice::Dark, ..Preferences::default() };
        let beginning = Beginning {
            server: "https://chat.example.org".to_owned(),
            configured: Configured { preferences, ..Configured::default() },
            depth: Depth::True,
            light: false,
            findings: Findings::default(),
            zone: TimeZone::UTC,
            size,
            clock: MORNING.parse().unwrap(),
            remembered,
            unsent,
        };
        let mut scene = Self {
            app: App::new(beginning),
            effects: Vec::new(),
            elapsed: Duration::ZERO,
            events: 0,
        };
        let now = scene.now();
        scene.effects = update::start(&mut scene.app, now);
        scene
    }

    /// Signed in, connected, in the lobby, where something has been said.
    pub(crate) fn chat(width: u16, height: u16) -> Self {
        let mut scene = Self::blank(width, height);
        scene.comes_online();
        scene.loads(LOBBY, some_talk());
        scene.catches_up(LOBBY, 16);
        scene.effects.clear();
        scene
    }

    /// The socket opens, and the first questions are answered.
    pub(crate) fn comes_online(&mut self) {
        let server_version = env!("CARGO_PKG_VERSION").to_owned();
        self.hears(ServerFrame::Authenticated { user: ada(), server_version });
        self.hears(ServerFrame::PresenceSnapshot { online: vec![ME, BO] });
        self.answered(Request::Me, Reply::Me(WhoAmI { user: ada(), account: account() }));
        self.answered(Request::People, Reply::People(everyone()));
        self.answered(Request::Rooms, Reply::Rooms(some_rooms()));
        let members = everyone().into_iter().map(|user| RoomMember { user, created_at: at(0) });
        self.answered(Request::Members(LOBBY), Reply::Members(members.collect()));
    }

    /// Somebody has other keys in their fingers.
    pub(crate) fn with_preset(mut self, preset: Preset) -> Self {
        self.app.preferences.keys.preset = preset;
        self.app.keymap = Keymap::new(&self.app.preferences.keys).0;
        self
    }

    fn now(&mut self) -> Now {
        self.events += 1;
        let start: jiff::Timestamp = MORNING.parse().unwrap();
        Now {
            elapsed: self.elapsed,
            clock: start + self.elapsed,
            fresh: Uuid::from_u128(self.events),
        }
    }

    pub(crate) fn happens(&mut self, event: Event) -> &mut Self {
        let now = self.now();
        let effects = update::update(&mut self.app, event, now);
        self.effects.extend(effects);
        self
    }

    /// Time goes by, and every timer that is due rings.
    pub(crate) fn waits(&mut self, seconds: u64) -> &mut Self {
        self.elapsed += Duration::from_secs(seconds);
        let timers: Vec<_> = self
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Wake(timer, _) => Some(*timer),
                _ => None,
            })
            .collect();
        self.effects.retain(|effect| !matches!(effect, Effect::Wake(..)));
        for timer in timers {
            self.happens(Event::Rang(timer));
        }
        self
    }

    /// Keys by name, one after the other.
    pub(crate) fn presses(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            let press = Press::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
            self.happens(Event::Key(KeyEvent::new(press.code, press.modifiers)));
        }
        self
    }

    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let code = crossterm::event::KeyCode::Char(letter);
            self.happens(Event::Key(KeyEvent::new(code, crossterm::event::KeyModifiers::NONE)));
        }
        self
    }

    pub(crate) fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        let modifiers = crossterm::event::KeyModifiers::NONE;
        self.happens(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
    }

    pub(crate) fn hears(&mut self, frame: ServerFrame) -> &mut Self {
        let news = SocketNews::Heard(Box::new(frame));
        self.happens(Event::Socket(self.app.dial, news))
    }

    pub(crate) fn hears_said(&mut self, message: Message) -> &mut Self {
        self.hears(ServerFrame::MessageCreated { message })
    }

    /// All that was missed in a room, up to this message, has been heard.
    pub(crate) fn catches_up(&mut self, room_id: RoomId, newest: i64) -> &mut Self {
        let last_message_id = Some(MessageId(newest));
        self.hears(ServerFrame::Subscribed { room_id, last_message_id, resync: false })
    }

    /// Too much was missed in a room to be told.
    pub(crate) fn falls_behind(&mut self, room_id: RoomId, newest: i64) -> &mut Self {
        let last_message_id = Some(MessageId(newest));
        self.hears(ServerFrame::Subscribed { room_id, last_message_id, resync: true })
    }

    pub(crate) fn loses_the_line(&mut self) -> &mut Self {
        self.happens(Event::Socket(self.app.dial, SocketNews::Gone(Gone::Lost)))
    }

    pub(crate) fn answered(&mut self, request: Request, reply: Reply) -> &mut Self {
        self.happens(Event::Answered(request, Ok(reply)))
    }

    pub(crate) fn refused(&mut self, request: Request, error: Error) -> &mut Self {
        self.happens(Event::Answered(request, Err(error)))
    }

    /// A page that was asked for is there.
    pub(crate) fn loads(&mut self, room: RoomId, messages: Vec<Message>) -> &mut Self {
        let request = self.asked(
            |request| matches!(request, Request::Page { room: asked, .. } if *asked == room),
        );
        self.answered(request, Reply::Page(page(messages)))
    }

    /// What is written is on the disk.
    pub(crate) fn disk_answers(&mut self) -> &mut Self {
        let version = self.app.kept;
        self.happens(Event::Kept(version, Ok(())))
    }

    /// The last question of a kind.
    pub(crate) fn asked(&self, like: impl Fn(&Request) -> bool) -> Request {
        let asked = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Ask(request) if like(request) => Some(request.clone()),
            _ => None,
        });
        asked.unwrap_or_else(|| panic!("never asked; there was {:#?}", self.effects))
    }

    /// Everything asked for since the last time, without what is only about time and disk.
    pub(crate) fn takes(&mut self) -> Vec<Effect> {
        let effects = std::mem::take(&mut self.effects);
        let (rest, wanted) = effects.into_iter().partition(|effect| {
            matches!(
                effect,
                Effect::Wake(..) | Effect::Keep(_) | Effect::Remember(_) | Effect::Title(_)
            )
        });
        self.effects = rest;
        wanted
    }

    pub(crate) fn draws(&self) -> (Buffer, Option<Position>) {
        self.draws_with(&mut ViewCache::default())
    }

    /// A picture that may use what those before it left.
    pub(crate) fn draws_with(&self, cache: &mut ViewCache) -> (Buffer, Option<Position>) {
        let (width, height) = self.app.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let mut caret = None;
        terminal.draw(|frame| view(&self.app, cache, frame)).unwrap();
        if terminal.backend().cursor_visible() {
            caret = Some(terminal.backend().cursor_position());
        }
        (terminal.backend().buffer().clone(), caret)
    }

    /// The screen as text, with a mark where the caret stands.
    pub(crate) fn screen(&self) -> String {
        let (buffer, caret) = self.draws();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = crate::text::width(symbol).saturating_sub(1);
                let here = caret == Some(Position::new(x, y));
                row.push_str(if here && symbol == " " { "█" } else { symbol });
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }

    pub(crate) fn written(&self) -> &str {
        self.app.composer.text.text()
    }
}

pub(crate) fn at(minutes: i64) -> Timestamp {
    let start: jiff::Timestamp = "2026-08-20T16:00:00Z".parse().unwrap();
    Timestamp::from_millis(start.as_millisecond() + minutes * 60_000)
}

pub(crate) fn user(id: i64, name: &str) -> User {
    User {
        id: UserId(id),
        name: name.to_owned(),
        role: Role::Member,
        status: Status::Active,
        bio: String::new(),
        initials: name.chars().take(1).collect(),
        color: "#c93033".to_owned(),
        avatar_url: None,
        created_at: at(0),
        email: None,
    }
}

fn ada() -> User {
    User { role: Role::Administrator, ..user(1, "Ada Lovelace") }
}

pub(crate) fn everyone() -> Vec<User> {
    let robot = User { role: Role::Bot, ..user(5, "Deploy") };
    vec![ada(), user(2, "Bo Diddley"), user(3, "Cy Twombly"), user(4, "Dee Dee"), robot]
}

pub(crate) fn account() -> Account {
    Account {
        name: "Acme".to_owned(),
        join_code: None,
        custom_styles: String::new(),
        settings: Settings::default(),
        logo_url: None,
        features: Features {
            files_enabled: false,
            avatars_enabled: false,
            opengraph_enabled: false,
            search_enabled: true,
            push_notifications: true,
            bot_integrations: true,
            max_file_size: 0,
        },
    }
}

pub(crate) fn room(id: RoomId, name: &str, room_type: RoomType) -> Room {
    Room {
        id,
        name: name.to_owned(),
        room_type,
        creator_id: BO,
        last_message_at: Some(at(id.0)),
        created_at: at(0),
        updated_at: at(0),
        membership: Membership {
            involvement: Involvement::Mentions,
            unread: false,
            unread_count: 0,
            unread_mentions: 0,
            last_read_message_id: None,
        },
        members: None,
    }
}

pub(crate) fn some_rooms() -> Vec<Room> {
    let mut design = room(DESIGN, "Design", RoomType::Open);
    design.membership.unread = true;
    design.membership.unread_count = 3;
    let mut bo = room(WITH_BO, "Bo Diddley", RoomType::Direct);
    bo.membership.involvement = Involvement::Everything;
    bo.members = Some(vec![ada(), user(2, "Bo Diddley")]);
    vec![
        room(LOBBY, "All Talk", RoomType::Open),
        design,
        bo,
        room(RoomId(4), "Kitchen", RoomType::Closed),
    ]
}

pub(crate) fn some_devices() -> Vec<Session> {
    let device = |id: i64, user_agent: &str| Session {
        id: SessionId(id),
        ip: Some("203.0.113.7".to_owned()),
        user_agent: Some(user_agent.to_owned()),
        created_at: at(0),
        last_active_at: at(id),
        current: id == 1,
    };
    vec![device(1, "campfire-tui/0.1.0"), device(2, "Mozilla/5.0 (iPhone) Safari/605.1")]
}

pub(crate) fn transfer_link() -> TransferLink {
    let token = "MzYuMTc4NzMxNjk3MTAwMC5hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg";
    TransferLink {
        url: format!("https://chat.example.org/transfer/{token}"),
        qr_svg: String::new(),
        expires_at: at(60),
    }
}

/// A message as the server would send it, said so many minutes after four o'clock.
pub(crate) fn said(room: RoomId, id: i64, author: i64, minutes: i64, text: &str) -> Message {
    let creator = everyone().into_iter().find(|user| user.id.0 == author).unwrap();
    Message {
        id: MessageId(id),
        client_message_id: format!("client-{id}"),
        room_id: room,
        creator_id: creator.id,
        creator,
        content: text.to_owned(),
        html: format!("<div>{}</div>", text.replace('<', "&lt;")),
        mentions: Vec::new(),
        emoji_only: false,
        sound: None,
        links: Vec::new(),
        attachment: None,
        boosts: Vec::new(),
        created_at: at(minutes),
        updated_at: at(minutes),
        edited: false,
        source: None,
        source_type: None,
    }
}

pub(crate) fn with_html(mut message: Message, html: &str) -> Message {
    html.clone_into(&mut message.html);
    message
}

pub(crate) fn boost(id: i64, message: &Message, booster: i64, content: &str) -> Boost {
    Boost {
        id: BoostId(id),
        message_id: message.id,
        booster_id: UserId(booster),
        booster: everyone().into_iter().find(|user| user.id.0 == booster).unwrap(),
        content: content.to_owned(),
        created_at: at(id),
    }
}

/// A little of everything that can be said.
pub(crate) fn some_talk() -> Vec<Message> {
    let mut first = said(LOBBY, 10, 2, 0, "Deploy is out, logs look calm.");
    first.boosts =
        vec![boost(1, &first, 1, "👍"), boost(2, &first, 3, "👍"), boost(3, &first, 4, "ship it")];
    let quoting = with_html(
        said(LOBBY, 11, 3, 2, "Thanks! Graphs: https://chat.example.org/g"),
        "<blockquote>Deploy is out, logs look calm.</blockquote><div>Thanks! Graphs: \
         <a href=\"https://chat.example.org/g\">https://chat.example.org/g</a></div>",
    );
    let mut sound = said(LOBBY, 12, 4, 3, "/play trombone");
    sound.sound = campfire_proto::sound::find_sound("trombone").map(Into::into);
    let mut edited = said(LOBBY, 13, 1, 60 * 17, "rollback plan is below");
    edited.edited = true;
    let code = with_html(
        said(LOBBY, 14, 1, 60 * 17 + 1, "fn main() {\n    rollback();\n}"),
        "<pre><code>fn main() {\n    rollback();\n}</code></pre>",
    );
    let mut named = with_html(
        said(LOBBY, 15, 4, 60 * 18 + 30, "@Ada Lovelace you can you check? main is red"),
        "<div><span class=\"mention\" data-mention-id=\"1\">@Ada Lovelace</span> can you check? \
         <strong>main</strong> is red</div>",
    );
    named.mentions = vec![ME];
    let list = with_html(
        said(LOBBY, 16, 5, 60 * 18 + 35, "Build 812 failed: 1. unit 2. browser"),
        "<div>Build 812 failed:</div><ol><li>unit</li><li>browser</li></ol>",
    );
    vec![first, quoting, sound, edited, code, named, list]
}

pub(crate) fn page(messages: Vec<Message>) -> MessagePage {
    MessagePage { messages, has_more_before: false, has_more_after: false }
}
