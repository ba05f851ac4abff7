//! Who sits where, who follows what, and so who hears what. All of it stands behind the hub's lock;
//! nothing in here waits for anything.

use std::{
    collections::{BTreeSet, HashMap, HashSet, VecDeque, hash_map::Entry},
    mem,
    sync::Arc,
};

use campfire_proto::{
    CloseCode, Role, RoomId, ServerFrame, SessionId, TypingState, UserId, frame::Typist, limits,
};

use super::{
    outbox::{Outbox, Parcel},
    typing::Typists,
};
use crate::domain::{
    Audience, Revocation,
    presence::{Presence, SeatId},
};

/// Comings and goings that are told at once between two looks of the caretaker's, a second apart. When
/// everybody comes back together, the rest wait for its look: each telling each of each would be a
/// million frames for a thousand people.
const TOLD_AT_ONCE: usize = 32;

#[derive(Default)]
pub(super) struct Listeners {
    presence: Arc<Presence>,
    seats: HashMap<SeatId, Place>,
    rooms: HashMap<RoomId, HashMap<SeatId, Follower>>,
    people: HashMap<UserId, Somebody>,
    sessions: HashMap<SessionId, HashSet<SeatId>>,
    pub(super) typists: Typists,
    /// How many comings and goings were told since the last look.
    told: usize,
    /// Those who came or went since, and nobody was told.
    untold: BTreeSet<UserId>,
    /// Set at the end: whoever comes now is sent away.
    closed: bool,
}

/// One open socket.
struct Place {
    outbox: Arc<Outbox>,
    holder: Option<Holder>,
    rooms: HashSet<RoomId>,
}

/// Whose socket it is.
#[derive(Clone, Copy)]
struct Holder {
    person: UserId,
    role: Role,
    /// None for a bot: its key is no session.
    session: Option<SessionId>,
    /// Reserved until the sign-in has been looked at again; only then does it hear anything.
    taken: bool,
}

#[derive(Default)]
struct Somebody {
    name: String,
    seats: HashSet<SeatId>,
    /// How many of the seats are taken: with one, they are online.
    taken: usize,
}

/// A socket's place in a room. The outbox is here as well, so that a message to a thousand finds
/// them side by side.
struct Follower {
    outbox: Arc<Outbox>,
    person: UserId,
    /// A claim until the membership has been looked at; only then does it hear anything.
    follows: bool,
}

/// Whether there is a place to claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Claimed,
    /// One socket follows only so many rooms.
    TooMany,
    /// The socket has been shut out meanwhile.
    Gone,
}

/// Who hears something.
#[derive(Clone, Copy)]
pub(super) enum Hearers {
    Audience(Audience),
    /// The followers of a room but one person: nobody is told that they type.
    RoomBut(RoomId, UserId),
}

/// Something to say, that follows from what just happened.
pub(super) type Saying = (Hearers, ServerFrame);

impl Listeners {
    pub(super) fn new(presence: Arc<Presence>) -> Self {
        Self { presence, ..Self::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    pub(super) fn is_followed(&self, room: RoomId) -> bool {
        self.rooms.contains_key(&room)
    }

    /// Whether no trace is left of anybody.
    #[cfg(test)]
    pub(super) fn is_bare(&self) -> bool {
        self.rooms.is_empty() && self.people.is_empty() && self.sessions.is_empty()
    }

    pub(super) fn sit(&mut self, seat: SeatId, outbox: &Arc<Outbox>) {
        if self.closed {
            return outbox.end(None, CloseCode::GoingAway);
        }
        let place = Place { outbox: Arc::clone(outbox), holder: None, rooms: HashSet::new() };
        self.seats.insert(seat, place);
    }

    /// From here on a sign-out reaches the seat.
    pub(super) fn reserve(
        &mut self,
        seat: SeatId,
        person: UserId,
        role: Role,
        session: Option<SessionId>,
    ) {
        let Some(place) = self.seats.get_mut(&seat) else { return };
        place.holder = Some(Holder { person, role, session, taken: false });
        self.people.entry(person).or_default().seats.insert(seat);
        if let Some(session) = session {
            self.sessions.entry(session).or_default().insert(seat);
        }
    }

    /// From here on the seat hears what it may. None if it was shut out since it was reserved.
    pub(super) fn take(&mut self, seat: SeatId, name: &str) -> Option<(Vec<UserId>, Vec<Saying>)> {
        let holder = self.seats.get(&seat)?.holder?;
        let somebody = self.people.entry(holder.person).or_default();
        name.clone_into(&mut somebody.name);
        somebody.taken += 1;
        // Said before the seat is taken: its own news is in its snapshot.
        let came = somebody.taken == 1;
        let sayings = came.then(|| self.tell(holder.person)).flatten().into_iter().collect();
        Some((self.online(), sayings))
    }

    /// Everyone who has a socket.
    fn online(&self) -> Vec<UserId> {
        let here = self.people.iter().filter(|(_, somebody)| somebody.taken > 0);
        here.map(|(person, _)| *person).collect()
    }

    /// Tells the others that somebody has come or gone: now, or with many at the next look.
    fn tell(&mut self, person: UserId) -> Option<Saying> {
        if self.told >= TOLD_AT_ONCE {
            self.untold.insert(person);
            return None;
        }
        self.told += 1;
        Some(self.presence_of(person))
    }

    fn presence_of(&self, user_id: UserId) -> Saying {
        let online = self.people.get(&user_id).is_some_and(|somebody| somebody.taken > 0);
        (Hearers::Audience(Audience::Everyone), ServerFrame::Presence { user_id, online })
    }

    /// What nobody has been told yet of those who came and went: of many at once, who is here now.
    pub(super) fn tell_late(&mut self) -> Vec<Saying> {
        self.told = 0;
        let untold = mem::take(&mut self.untold);
        if untold.len() <= TOLD_AT_ONCE {
            return untold.into_iter().map(|person| self.presence_of(person)).collect();
        }
        let frame = ServerFrame::PresenceSnapshot { online: self.online() };
        vec![(Hearers::Audience(Audience::Everyone), frame)]
    }

    /// The second half of `take`, once the others know.
    pub(super) fn settle(&mut self, seat: SeatId) {
        if let Some(holder) = self.seats.get_mut(&seat).and_then(|place| place.holder.as_mut()) {
            holder.taken = true;
        }
    }

    /// Somebody's socket is gone, or is to hear nothing more.
    pub(super) fn leave(&mut self, seat: SeatId) -> Vec<Saying> {
        // Also for a seat that was taken away: its task may have looked at a room since.
        self.presence.forget(seat);
        let Some(place) = self.seats.remove(&seat) else { return Vec::new() };
        let mut sayings = Vec::new();
        let Some(holder) = place.holder else { return sayings };
        for room in place.rooms {
            self.drop_follower(room, seat);
            if self.typists.leave(room, holder.person, seat) {
                sayings.extend(self.typing(room, holder.person, TypingState::Stop));
            }
        }
        if let Some(session) = holder.session {
            drop_from(&mut self.sessions, session, seat);
        }
        let mut went = false;
        if let Entry::Occupied(mut somebody) = self.people.entry(holder.person) {
            somebody.get_mut().seats.remove(&seat);
            if holder.taken {
                somebody.get_mut().taken -= 1;
                went = somebody.get().taken == 0;
            }
            if somebody.get().seats.is_empty() {
                somebody.remove();
            }
        }
        sayings.extend(went.then(|| self.tell(holder.person)).flatten());
        sayings
    }

    pub(super) fn claim(&mut self, seat: SeatId, room: RoomId) -> Claim {
        let Some(place) = self.seats.get_mut(&seat) else { return Claim::Gone };
        let Some(holder) = place.holder else { return Claim::Gone };
        if place.rooms.contains(&room) {
            return Claim::Claimed;
        }
        if place.rooms.len() >= limits::SUBSCRIPTIONS {
            return Claim::TooMany;
        }
        place.rooms.insert(room);
        let outbox = Arc::clone(&place.outbox);
        let follower = Follower { outbox, person: holder.person, follows: false };
        self.rooms.entry(room).or_default().insert(seat, follower);
        Claim::Claimed
    }

    /// Makes a claim good. False if it was taken away meanwhile.
    pub(super) fn follow(&mut self, seat: SeatId, room: RoomId) -> bool {
        let follower = self.rooms.get_mut(&room).and_then(|followers| followers.get_mut(&seat));
        follower.map(|follower| follower.follows = true).is_some()
    }

    pub(super) fn follows(&self, seat: SeatId, room: RoomId) -> bool {
        let follower = self.rooms.get(&room).and_then(|followers| followers.get(&seat));
        follower.is_some_and(|follower| follower.follows)
    }

    pub(super) fn unfollow(&mut self, seat: SeatId, room: RoomId) -> Vec<Saying> {
        let Some(place) = self.seats.get_mut(&seat) else { return Vec::new() };
        place.rooms.remove(&room);
        let person = place.holder.map(|holder| holder.person);
        self.drop_follower(room, seat);
        match person {
            Some(person) if self.typists.leave(room, person, seat) => {
                self.typing(room, person, TypingState::Stop).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Somebody types, or stops. None if the socket doesn't follow the room.
    pub(super) fn heard_typing(
        &mut self,
        seat: SeatId,
        room: RoomId,
        state: TypingState,
    ) -> Option<Vec<Saying>> {
        let follower = self.rooms.get(&room)?.get(&seat).filter(|follower| follower.follows)?;
        let person = follower.person;
        let tell = match state {
            TypingState::Start => self.typists.start(room, person, seat),
            TypingState::Stop => self.typists.stop(room, person),
        };
        Some(tell.then(|| self.typing(room, person, state)).flatten().into_iter().collect())
    }

    /// What must be said before a frame: a message ends its author's typing.
    pub(super) fn before(&mut self, frame: &ServerFrame) -> Option<Saying> {
        match frame {
            ServerFrame::MessageCreated { message } => {
                let (room, author) = (message.room_id, message.creator_id);
                let stops = self.typists.stop(room, author);
                stops.then(|| self.typing(room, author, TypingState::Stop)).flatten()
            }
            ServerFrame::UserUpdated { user } => {
                if let Some(somebody) = self.people.get_mut(&user.id) {
                    somebody.name.clone_from(&user.name);
                }
                None
            }
            _ => None,
        }
    }

    pub(super) fn typing(
        &self,
        room: RoomId,
        person: UserId,
        state: TypingState,
    ) -> Option<Saying> {
        let user = Typist { id: person, name: self.people.get(&person)?.name.clone() };
        let frame = ServerFrame::Typing { room_id: room, user, state };
        Some((Hearers::RoomBut(room, person), frame))
    }

    /// Takes away what somebody may not hear any more.
    pub(super) fn revoke(&mut self, revocation: &Revocation) -> Vec<Saying> {
        match revocation {
            Revocation::Membership(room, person) => {
                self.presence.expel(*room, *person);
                self.seats_of(*person).iter().flat_map(|seat| self.unfollow(*seat, *room)).collect()
            }
            Revocation::Room(room) => {
                self.presence.clear(*room);
                let followers = self.rooms.get(room);
                let seats: Vec<_> =
                    followers.into_iter().flat_map(HashMap::keys).copied().collect();
                for seat in seats {
                    // Nobody is left who could be told that somebody stopped typing.
                    self.unfollow(seat, *room);
                }
                Vec::new()
            }
            Revocation::Sessions(sessions, reason) => {
                let seats = sessions.iter().filter_map(|session| self.sessions.get(session));
                let seats: Vec<SeatId> = seats.flatten().copied().collect();
                self.end_sessions(&seats, reason)
            }
            Revocation::Person(person, reason) => {
                let seats = self.seats_of(*person);
                self.end_sessions(&seats, reason)
            }
        }
    }

    fn end_sessions(&mut self, seats: &[SeatId], reason: &str) -> Vec<Saying> {
        if seats.is_empty() {
            return Vec::new();
        }
        let ended = Parcel::pack(&ServerFrame::SessionEnded { reason: reason.to_owned() });
        let mut sayings = Vec::new();
        for seat in seats {
            if let Some(place) = self.seats.get(seat) {
                place.outbox.end(Some(ended.clone()), CloseCode::Unauthenticated);
            }
            sayings.extend(self.leave(*seat));
        }
        sayings
    }

    /// Sends everybody away; the doors stay shut.
    pub(super) fn close(&mut self) {
        self.closed = true;
        for place in self.seats.values() {
            place.outbox.end(None, CloseCode::GoingAway);
        }
    }

    /// Says something, and whatever follows from it: who can't keep up is gone, and that is news.
    /// A list rather than a recursion, since one departure can lead to the next.
    pub(super) fn say(&mut self, hearers: Hearers, frame: &ServerFrame) -> usize {
        let (mut heard, fell_behind) = self.deliver(hearers, frame);
        let mut sayings = VecDeque::new();
        for seat in fell_behind {
            sayings.extend(self.leave(seat));
        }
        while let Some((hearers, frame)) = sayings.pop_front() {
            let (more, fell_behind) = self.deliver(hearers, &frame);
            heard += more;
            for seat in fell_behind {
                sayings.extend(self.leave(seat));
            }
        }
        heard
    }

    /// Puts a frame into the outbox of each hearer: encoded once, and only if somebody hears it.
    fn deliver(&self, hearers: Hearers, frame: &ServerFrame) -> (usize, Vec<SeatId>) {
        let mut parcel = None;
        let mut heard = 0;
        let mut fell_behind = Vec::new();
        for (seat, outbox) in self.outboxes(hearers) {
            let parcel = parcel.get_or_insert_with(|| Parcel::pack(frame));
            if outbox.put(parcel.clone()) {
                heard += 1;
            } else {
                fell_behind.push(seat);
            }
        }
        (heard, fell_behind)
    }

    fn outboxes(&self, hearers: Hearers) -> Box<dyn Iterator<Item = (SeatId, &Outbox)> + '_> {
        match hearers {
            Hearers::Audience(Audience::Room(room)) => {
                Box::new(self.followers(room).map(|(seat, follower)| (*seat, &*follower.outbox)))
            }
            Hearers::RoomBut(room, person) => {
                let others = self.followers(room).filter(move |(_, other)| other.person != person);
                Box::new(others.map(|(seat, follower)| (*seat, &*follower.outbox)))
            }
            Hearers::Audience(Audience::Person(person)) => Box::new(self.taken_by(person)),
            Hearers::Audience(Audience::PersonAwayFrom(person, room)) => {
                let looks = move |seat| self.presence.is_looking(seat, room);
                Box::new(self.taken_by(person).filter(move |(seat, _)| !looks(*seat)))
            }
            Hearers::Audience(Audience::Everyone) => Box::new(self.taken(|_| true)),
            Hearers::Audience(Audience::Humans) => Box::new(self.taken(|role| role != Role::Bot)),
        }
    }

    fn followers(&self, room: RoomId) -> impl Iterator<Item = (&SeatId, &Follower)> {
        let followers = self.rooms.get(&room).into_iter().flatten();
        followers.filter(|(_, follower)| follower.follows)
    }

    fn taken_by(&self, person: UserId) -> impl Iterator<Item = (SeatId, &Outbox)> {
        let seats = self.people.get(&person).into_iter().flat_map(|somebody| &somebody.seats);
        let places = seats.filter_map(|seat| Some((*seat, self.seats.get(seat)?)));
        places
            .filter(|(_, place)| place.is_taken(|_| true))
            .map(|(seat, place)| (seat, &*place.outbox))
    }

    fn taken(&self, suits: fn(Role) -> bool) -> impl Iterator<Item = (SeatId, &Outbox)> {
        let places = self.seats.iter().filter(move |(_, place)| place.is_taken(suits));
        places.map(|(seat, place)| (*seat, &*place.outbox))
    }

    fn seats_of(&self, person: UserId) -> Vec<SeatId> {
        let somebody = self.people.get(&person);
        somebody.into_iter().flat_map(|somebody| &somebody.seats).copied().collect()
    }

    fn drop_follower(&mut self, room: RoomId, seat: SeatId) {
        if let Entry::Occupied(mut followers) = self.rooms.entry(room) {
            followers.get_mut().remove(&seat);
            if followers.get().is_empty() {
                followers.remove();
            }
        }
    }
}

impl Place {
    fn is_taken(&self, suits: fn(Role) -> bool) -> bool {
        self.holder.is_some_and(|holder| holder.taken && suits(holder.role))
    }
}

fn drop_from(sessions: &mut HashMap<SessionId, HashSet<SeatId>>, id: SessionId, seat: SeatId) {
    if let Entry::Occupied(mut seats) = sessions.entry(id) {
        seats.get_mut().remove(&seat);
        if seats.get().is_empty() {
            seats.remove();
        }
    }
}
