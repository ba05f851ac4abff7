//! A client as the contract wants one, without a screen: what it shows is what the frames and the
//! pages it loaded have made of it. Whether that is right is for whoever compares it with a fresh
//! load.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

use campfire_proto::{
    ClientFrame, ErrorCode, Message, MessageId, MessagePage, PresenceState, Room, RoomId,
    ServerFrame, Status, TypingState, User, UserId, room::Rooms, user::Users,
};

use crate::{Person, StatusCode, membership_log::MembershipLog};

mod line;
mod view;

pub use line::Gone;
use line::Line;
pub use view::{Fresh, differences};

/// Messages a page shows at first.
const PAGE: u32 = 20;

/// One device of somebody's.
pub struct Client {
    pub person: Person,
    log: Arc<MembershipLog>,
    line: Option<Line>,
    people: BTreeMap<UserId, User>,
    rooms: BTreeMap<RoomId, Room>,
    timelines: BTreeMap<RoomId, Timeline>,
    /// What is to be asked of the server next.
    chores: VecDeque<Chore>,
    /// Loads the page first and follows then, rather than the other way round. Both are allowed.
    pub loads_first: bool,
    pub tally: Tally,
}

/// What happened, so that a test can say that it has tried it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub replayed: usize,
    pub resynced: usize,
    pub fell_behind: usize,
    pub cut_short: usize,
    pub refused: usize,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.replayed += other.replayed;
        self.resynced += other.resynced;
        self.fell_behind += other.fell_behind;
        self.cut_short += other.cut_short;
        self.refused += other.refused;
    }
}

/// A room as this client shows it, from where it began to load.
struct Timeline {
    /// None until the first page is there.
    floor: Option<MessageId>,
    messages: BTreeMap<MessageId, Message>,
    /// 0 is nothing: then all there is, is new.
    last_seen: MessageId,
    /// Everything up to now has come: what comes moves the last seen id on.
    live: bool,
}

const NOTHING: MessageId = MessageId(0);

impl Default for Timeline {
    fn default() -> Self {
        Self { floor: None, messages: BTreeMap::new(), last_seen: NOTHING, live: false }
    }
}

enum Chore {
    Enter(RoomId),
    /// Load the page anew; then everything up to this message has been seen.
    Reload(RoomId, Option<MessageId>),
    /// The server says there is no such room. It may have come back since.
    Check(RoomId),
}

impl Client {
    pub fn new(person: Person, log: Arc<MembershipLog>) -> Self {
        Self {
            person,
            log,
            line: None,
            people: BTreeMap::new(),
            rooms: BTreeMap::new(),
            timelines: BTreeMap::new(),
            chores: VecDeque::new(),
            loads_first: false,
            tally: Tally::default(),
        }
    }

    pub fn is_online(&self) -> bool {
        self.line.is_some()
    }

    pub fn rooms(&self) -> Vec<RoomId> {
        self.rooms.keys().copied().collect()
    }

    /// Connects, and asks for what it missed.
    pub async fn comes_back(&mut self) -> Result<(), Gone> {
        self.connects(false).await?;
        self.settles().await
    }

    /// Connects over a network that holds little back for it.
    pub async fn comes_back_slowly(&mut self) -> Result<(), Gone> {
        self.connects(true).await?;
        self.settles().await
    }

    /// Connects, asks for what it missed, and is gone after so many frames, mid-sentence.
    pub async fn is_cut_short(&mut self, frames: usize) -> Result<(), Gone> {
        self.connects(false).await?;
        while let Some(Chore::Enter(room)) = self.chores.pop_front() {
            self.enters(room).await?;
        }
        let fence = self.asks_for_a_pong().await?;
        for _ in 0..frames {
            let frame = self.hears().await?;
            if matches!(frame, ServerFrame::Pong { id } if id == fence) {
                break;
            }
            self.applies(frame);
        }
        self.tally.cut_short += 1;
        self.vanishes();
        Ok(())
    }

    /// Is gone without a word.
    pub fn vanishes(&mut self) {
        self.line = None;
        self.chores.clear();
        // What never got its first page begins anew.
        self.timelines.retain(|_, timeline| timeline.floor.is_some());
        self.timelines.values_mut().for_each(|timeline| timeline.live = false);
    }

    /// Forgets everything, like a window that is closed.
    pub fn begins_anew(&mut self) {
        self.vanishes();
        self.timelines.clear();
    }

    async fn connects(&mut self, narrow: bool) -> Result<(), Gone> {
        self.vanishes();
        self.line = Some(Line::open(&self.person, &self.log, narrow).await?);
        loop {
            let frame = self.hears().await?;
            if matches!(frame, ServerFrame::PresenceSnapshot { .. }) {
                break;
            }
            self.applies(frame);
        }
        // While a page loads no frame is read: what is heard afterwards is applied to it.
        let rooms: Rooms = self.person.get("/api/rooms?all=true").await.is(StatusCode::OK).holds();
        let people: Users = self.person.get("/api/users").await.is(StatusCode::OK).holds();
        self.people = people.users.into_iter().map(|person| (person.id, person)).collect();
        self.rooms = rooms.rooms.into_iter().map(|room| (room.id, room)).collect();
        self.timelines.retain(|room, _| self.rooms.contains_key(room));
        self.chores = self.rooms.keys().copied().map(Chore::Enter).collect();
        Ok(())
    }

    /// Reads until there is nothing more to read and nothing more to ask.
    pub async fn settles(&mut self) -> Result<(), Gone> {
        loop {
            while let Some(chore) = self.chores.pop_front() {
                self.does(chore).await?;
            }
            let fence = self.asks_for_a_pong().await?;
            loop {
                let frame = self.hears().await?;
                if matches!(frame, ServerFrame::Pong { id } if id == fence) {
                    break;
                }
                self.applies(frame);
                while let Some(chore) = self.chores.pop_front() {
                    self.does(chore).await?;
                }
            }
            if self.timelines.values().all(|timeline| timeline.live) && self.chores.is_empty() {
                return Ok(());
            }
        }
    }

    /// Asks once more for what it follows anyway.
    pub async fn follows_again(&mut self, room: RoomId) -> Result<(), Gone> {
        self.enters(room).await
    }

    pub async fn leaves_off(&mut self, room: RoomId) -> Result<(), Gone> {
        self.sends(&ClientFrame::Unsubscribe { room_id: room }).await?;
        let answer = ServerFrame::Unsubscribed { room_id: room };
        loop {
            let frame = self.hears().await?;
            if frame == answer {
                break;
            }
            self.applies(frame);
        }
        if let Some(timeline) = self.timelines.get_mut(&room) {
            timeline.live = false;
            self.chores.push_back(Chore::Enter(room));
        }
        Ok(())
    }

    pub async fn looks(&mut self, room: RoomId, state: PresenceState) -> Result<(), Gone> {
        self.sends(&ClientFrame::Presence { room_id: room, state }).await
    }

    pub async fn types(&mut self, room: RoomId, state: TypingState) -> Result<(), Gone> {
        self.sends(&ClientFrame::Typing { room_id: room, state }).await
    }

    /// Asks for a room it may know nothing of.
    pub async fn tries_the_door(&mut self, room: RoomId) -> Result<(), Gone> {
        if self.timelines.contains_key(&room) {
            return Ok(());
        }
        let asked = self.line()?.subscribe(room, Some(NOTHING)).await;
        asked.inspect_err(|gone| self.is_gone(*gone))
    }

    async fn does(&mut self, chore: Chore) -> Result<(), Gone> {
        match chore {
            Chore::Enter(room) => self.enters(room).await,
            Chore::Reload(room, up_to) => {
                self.loads(room, up_to).await;
                Ok(())
            }
            Chore::Check(room) => {
                let answer = self.person.tries_to_enter(room).await;
                if answer.status == StatusCode::OK {
                    let room = Room { members: None, ..answer.holds() };
                    self.chores.push_back(Chore::Enter(room.id));
                    self.rooms.entry(room.id).or_insert(room);
                } else {
                    answer.is_not_found();
                    self.forgets(room);
                }
                Ok(())
            }
        }
    }

    async fn enters(&mut self, room: RoomId) -> Result<(), Gone> {
        if !self.rooms.contains_key(&room) {
            return Ok(());
        }
        if self.loads_first && !self.timelines.contains_key(&room) {
            self.loads(room, None).await;
        }
        let timeline = self.timelines.entry(room).or_default();
        timeline.live = false;
        let last_seen = timeline.floor.map(|_| timeline.last_seen);
        let asked = self.line()?.subscribe(room, last_seen).await;
        asked.inspect_err(|gone| self.is_gone(*gone))
    }

    /// Loads the newest page in place of what is there.
    async fn loads(&mut self, room: RoomId, up_to: Option<MessageId>) {
        let answer = self.person.tries_to_read(room, &format!("limit={PAGE}")).await;
        if answer.status != StatusCode::OK {
            // Not ours any more: the frame that says so is on its way.
            answer.is_not_found();
            self.timelines.remove(&room);
            return;
        }
        let page: MessagePage = answer.holds();
        let first = page.messages.first().map(|message| message.id);
        let newest = page.messages.last().map(|message| message.id);
        let timeline = self.timelines.entry(room).or_default();
        timeline.floor = first.filter(|_| page.has_more_before).or(Some(NOTHING));
        timeline.last_seen = timeline.last_seen.max(newest.max(up_to).unwrap_or(NOTHING));
        timeline.messages = page.messages.into_iter().map(|said| (said.id, said)).collect();
        timeline.live = up_to.is_some();
    }

    fn forgets(&mut self, room: RoomId) {
        self.rooms.remove(&room);
        self.timelines.remove(&room);
    }

    async fn sends(&mut self, frame: &ClientFrame) -> Result<(), Gone> {
        let sent = self.line()?.send(frame).await;
        sent.inspect_err(|gone| self.is_gone(*gone))
    }

    async fn asks_for_a_pong(&mut self) -> Result<u64, Gone> {
        let fence = self.line()?.ping().await;
        fence.inspect_err(|gone| self.is_gone(*gone))
    }

    async fn hears(&mut self) -> Result<ServerFrame, Gone> {
        let heard = self.line()?.next().await;
        heard.inspect_err(|gone| self.is_gone(*gone))
    }

    fn line(&mut self) -> Result<&mut Line, Gone> {
        self.line.as_mut().ok_or(Gone(None))
    }

    fn is_gone(&mut self, gone: Gone) {
        self.tally.fell_behind += usize::from(gone == Gone(Some(4408)));
        self.vanishes();
    }

    /// Files what a frame brings. It carries the new state, so hearing it twice changes nothing.
    fn applies(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Error { room_id: None, .. } | ServerFrame::SessionEnded { .. } => {
                panic!("{} was told {frame:?}", self.person.id)
            }
            ServerFrame::Subscribed { room_id, last_message_id, resync } => {
                self.has_caught_up(room_id, last_message_id, resync);
            }
            ServerFrame::Error { code, room_id: Some(room), message } => {
                self.tally.refused += 1;
                match code {
                    ErrorCode::NotFound if self.rooms.contains_key(&room) => {
                        self.chores.push_back(Chore::Check(room));
                    }
                    ErrorCode::NotFound => {}
                    ErrorCode::Busy => self.chores.push_back(Chore::Enter(room)),
                    code => panic!("{} was told {code:?}: {message}", self.person.id),
                }
            }
            ServerFrame::MessageCreated { message } => self.files(message),
            ServerFrame::MessageUpdated { message } => {
                if let Some(said) = self.said(message.room_id, message.id) {
                    *said = message;
                }
            }
            ServerFrame::MessageDeleted { room_id, message_id } => {
                if let Some(timeline) = self.timelines.get_mut(&room_id) {
                    timeline.messages.remove(&message_id);
                }
            }
            ServerFrame::BoostCreated { room_id, boost } => {
                if let Some(said) = self.said(room_id, boost.message_id) {
                    said.boosts.retain(|known| known.id != boost.id);
                    said.boosts.push(boost);
                    said.boosts.sort_by_key(|boost| boost.id);
                }
            }
            ServerFrame::BoostDeleted { room_id, message_id, boost_id } => {
                if let Some(said) = self.said(room_id, message_id) {
                    said.boosts.retain(|boost| boost.id != boost_id);
                }
            }
            ServerFrame::RoomAdded { room } => {
                if !self.timelines.contains_key(&room.id) {
                    self.chores.push_back(Chore::Enter(room.id));
                }
                self.rooms.insert(room.id, room);
            }
            ServerFrame::RoomUpdated { room } => drop(self.rooms.insert(room.id, room)),
            ServerFrame::RoomRemoved { room_id, .. } => self.forgets(room_id),
            ServerFrame::Unread { room_id, unread_count, unread_mentions } => {
                if let Some(room) = self.rooms.get_mut(&room_id) {
                    room.membership.unread = unread_count > 0;
                    room.membership.unread_count = unread_count;
                    room.membership.unread_mentions = unread_mentions;
                }
            }
            ServerFrame::Read { room_id } => {
                if let Some(room) = self.rooms.get_mut(&room_id) {
                    room.membership.unread = false;
                    room.membership.unread_count = 0;
                    room.membership.unread_mentions = 0;
                }
            }
            ServerFrame::MembershipUpdated { room_id, membership } => {
                if let Some(room) = self.rooms.get_mut(&room_id) {
                    room.membership = membership;
                }
            }
            ServerFrame::UserUpdated { user } => match user.status {
                Status::Active => drop(self.people.insert(user.id, user)),
                Status::Banned | Status::Deactivated => drop(self.people.remove(&user.id)),
            },
            ServerFrame::Authenticated { .. }
            | ServerFrame::Unsubscribed { .. }
            | ServerFrame::Pong { .. }
            | ServerFrame::Typing { .. }
            | ServerFrame::Presence { .. }
            | ServerFrame::PresenceSnapshot { .. }
            | ServerFrame::AccountUpdated { .. } => {}
        }
    }

    fn has_caught_up(&mut self, room: RoomId, newest: Option<MessageId>, resync: bool) {
        let Some(timeline) = self.timelines.get_mut(&room) else { return };
        self.tally.resynced += usize::from(resync);
        if resync || timeline.floor.is_none() {
            let up_to = newest.or(Some(NOTHING));
            return self.chores.push_back(Chore::Reload(room, up_to));
        }
        let held = timeline.messages.keys().next_back().copied();
        timeline.last_seen = timeline.last_seen.max(newest.max(held).unwrap_or(NOTHING));
        timeline.live = true;
        self.tally.replayed += 1;
    }

    fn files(&mut self, message: Message) {
        let Some(timeline) = self.timelines.get_mut(&message.room_id) else { return };
        if timeline.floor.is_none() {
            // The page that is still to come holds it.
            return;
        }
        if timeline.live {
            timeline.last_seen = timeline.last_seen.max(message.id);
        }
        timeline.messages.insert(message.id, message);
    }

    fn said(&mut self, room: RoomId, message: MessageId) -> Option<&mut Message> {
        self.timelines.get_mut(&room)?.messages.get_mut(&message)
    }
}
