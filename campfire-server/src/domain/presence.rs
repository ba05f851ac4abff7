//! Who is looking at which room: a state of each open connection, in memory only.
//!
//! A connection that says "present" holds for a minute and is renewed by its heartbeat; nothing of
//! that is written to the database. What becoming present or absent *does* lives in `memberships`.

use std::{
    collections::{BTreeSet, HashMap, HashSet, hash_map::Entry},
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use campfire_proto::{RoomId, UserId};
use tokio::{sync::Notify, time::Instant};

/// How long "present" holds without a heartbeat. Clients send one every 50 s.
pub const HOLDS: Duration = Duration::from_mins(1);

/// One open connection of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatId(pub u64);

/// Who is looking at what. Asked for every message, by the writer.
#[derive(Default)]
pub struct Presence {
    // A plain mutex: held for a few look-ups, never across an await.
    looking: Mutex<Looking>,
    /// Rung when somebody has gone whose absence nobody has noted yet.
    departure: Notify,
}

#[derive(Default)]
struct Looking {
    glances: HashMap<(SeatId, RoomId), Glance>,
    rooms: HashMap<RoomId, HashMap<UserId, HashSet<SeatId>>>,
    seats: HashMap<SeatId, HashSet<RoomId>>,
    /// The soonest first, so that a sweep touches only what has ended.
    ends: BTreeSet<(Instant, SeatId, RoomId)>,
    departed: Vec<(RoomId, UserId)>,
}

#[derive(Clone, Copy)]
struct Glance {
    person: UserId,
    ends: Instant,
}

impl Presence {
    /// The people who are looking at the room right now.
    pub fn in_room(&self, room: RoomId) -> Vec<UserId> {
        let now = Instant::now();
        let looking = self.looking();
        let Some(people) = looking.rooms.get(&room) else { return Vec::new() };
        let here = people.iter().filter(|(_, seats)| looking.any_holds(room, seats, now));
        here.map(|(person, _)| *person).collect()
    }

    /// Whether this connection is looking at the room.
    pub fn is_looking(&self, seat: SeatId, room: RoomId) -> bool {
        let glance = self.looking().glances.get(&(seat, room)).copied();
        glance.is_some_and(|glance| glance.ends > Instant::now())
    }

    /// A connection looks at a room from now on. Saying so twice is saying it once.
    pub fn enter(&self, seat: SeatId, person: UserId, room: RoomId) {
        self.looking().enter(seat, person, room, Instant::now() + HOLDS);
    }

    /// A heartbeat: what holds holds for another minute. False if nothing does any more.
    pub fn renew(&self, seat: SeatId, room: RoomId) -> bool {
        let now = Instant::now();
        let mut looking = self.looking();
        let Some(glance) = looking.glances.get(&(seat, room)).copied() else { return false };
        if glance.ends <= now {
            return false;
        }
        looking.enter(seat, glance.person, room, now + HOLDS);
        true
    }

    /// A connection looks elsewhere. True if with it the person is gone from the room.
    pub fn leave(&self, seat: SeatId, room: RoomId) -> bool {
        self.looking().leave(seat, room, Instant::now()).is_some()
    }

    /// A connection has ended, however it did.
    pub fn forget(&self, seat: SeatId) {
        let now = Instant::now();
        let mut looking = self.looking();
        let rooms = looking.seats.get(&seat).cloned().unwrap_or_default();
        for room in rooms {
            let gone = looking.leave(seat, room, now);
            looking.departed.extend(gone.map(|person| (room, person)));
        }
        self.ring(&looking);
    }

    /// Somebody is no member any more: there is nothing to look at.
    pub fn expel(&self, room: RoomId, person: UserId) {
        let mut looking = self.looking();
        let people = looking.rooms.get(&room);
        let seats = people.and_then(|people| people.get(&person)).cloned().unwrap_or_default();
        for seat in seats {
            looking.leave(seat, room, Instant::now());
        }
    }

    /// There is no such room any more.
    pub fn clear(&self, room: RoomId) {
        let mut looking = self.looking();
        let people = looking.rooms.get(&room).cloned().unwrap_or_default();
        for seat in people.into_values().flatten() {
            looking.leave(seat, room, Instant::now());
        }
    }

    /// Drops what has ended by itself. Costs what it drops.
    pub fn sweep(&self) {
        let now = Instant::now();
        let mut looking = self.looking();
        while let Some(&(ends, seat, room)) = looking.ends.first() {
            if ends > now {
                break;
            }
            let gone = looking.leave(seat, room, now);
            looking.departed.extend(gone.map(|person| (room, person)));
        }
        self.ring(&looking);
    }

    /// When the next one ends, unless it is renewed.
    pub fn next_end(&self) -> Option<Instant> {
        self.looking().ends.first().map(|(ends, ..)| *ends)
    }

    /// Waits until somebody has gone without saying so, and hands over who it was, once.
    pub async fn departures(&self) -> Vec<(RoomId, UserId)> {
        loop {
            let departed = mem::take(&mut self.looking().departed);
            if !departed.is_empty() {
                return departed;
            }
            self.departure.notified().await;
        }
    }

    fn ring(&self, looking: &Looking) {
        if !looking.departed.is_empty() {
            self.departure.notify_one();
        }
    }

    fn looking(&self) -> MutexGuard<'_, Looking> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Looking {
    fn any_holds(&self, room: RoomId, seats: &HashSet<SeatId>, now: Instant) -> bool {
        let mut glances = seats.iter().filter_map(|seat| self.glances.get(&(*seat, room)));
        glances.any(|glance| glance.ends > now)
    }

    fn enter(&mut self, seat: SeatId, person: UserId, room: RoomId, ends: Instant) {
        if let Some(earlier) = self.glances.insert((seat, room), Glance { person, ends }) {
            self.ends.remove(&(earlier.ends, seat, room));
        }
        self.ends.insert((ends, seat, room));
        self.rooms.entry(room).or_default().entry(person).or_default().insert(seat);
        self.seats.entry(seat).or_default().insert(room);
    }

    /// Takes one glance away, and says whose it was if it was their last that held.
    fn leave(&mut self, seat: SeatId, room: RoomId, now: Instant) -> Option<UserId> {
        let Glance { person, ends } = self.glances.remove(&(seat, room))?;
        self.ends.remove(&(ends, seat, room));
        if let Entry::Occupied(mut rooms) = self.seats.entry(seat) {
            rooms.get_mut().remove(&room);
            if rooms.get().is_empty() {
                rooms.remove();
            }
        }
        if let Entry::Occupied(mut people) = self.rooms.entry(room) {
            if let Entry::Occupied(mut seats) = people.get_mut().entry(person) {
                seats.get_mut().remove(&seat);
                if seats.get().is_empty() {
                    seats.remove();
                }
            }
            if people.get().is_empty() {
                people.remove();
            }
        }
        let others = self.rooms.get(&room).and_then(|people| people.get(&person));
        let still_here = others.is_some_and(|seats| self.any_holds(room, seats, now));
        (!still_here).then_some(person)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const ROOM: RoomId = RoomId(1);
    const ADA: UserId = UserId(1);
    const LAPTOP: SeatId = SeatId(1);
    const PHONE: SeatId = SeatId(2);

    #[tokio::test(start_paused = true)]
    async fn present_thrice_needs_one_absent() {
        let presence = Presence::default();
        for _ in 0..3 {
            presence.enter(LAPTOP, ADA, ROOM);
        }

        let gone = presence.leave(LAPTOP, ROOM);

        assert!(gone);
        assert_eq!(presence.in_room(ROOM), []);
    }

    #[tokio::test(start_paused = true)]
    async fn somebody_is_present_until_their_last_device_is_not() {
        let presence = Presence::default();
        presence.enter(LAPTOP, ADA, ROOM);
        presence.enter(PHONE, ADA, ROOM);

        assert!(!presence.leave(LAPTOP, ROOM));
        assert_eq!(presence.in_room(ROOM), [ADA]);
        assert!(presence.leave(PHONE, ROOM));
        assert_eq!(presence.in_room(ROOM), []);
    }

    #[tokio::test(start_paused = true)]
    async fn presence_ends_a_minute_after_the_last_heartbeat() {
        let presence = Presence::default();
        presence.enter(LAPTOP, ADA, ROOM);
        tokio::time::advance(Duration::from_secs(50)).await;
        assert!(presence.renew(LAPTOP, ROOM));

        tokio::time::advance(Duration::from_secs(59)).await;
        assert_eq!(presence.in_room(ROOM), [ADA]);

        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(presence.in_room(ROOM), []);
        assert!(!presence.renew(LAPTOP, ROOM));
        presence.sweep();
        assert_eq!(presence.departures().await, [(ROOM, ADA)]);
        assert!(presence.next_end().is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_ends_takes_its_presence_along() {
        let presence = Presence::default();
        presence.enter(LAPTOP, ADA, ROOM);
        presence.enter(LAPTOP, ADA, RoomId(2));

        presence.forget(LAPTOP);

        let mut departed = presence.departures().await;
        departed.sort_unstable();
        assert_eq!(departed, [(ROOM, ADA), (RoomId(2), ADA)]);
        assert_eq!(presence.in_room(ROOM), []);
    }

    #[derive(Clone, Copy, Debug)]
    enum Deed {
        Enter(SeatId, RoomId),
        Renew(SeatId, RoomId),
        Leave(SeatId, RoomId),
        Forget(SeatId),
        Expel(UserId, RoomId),
        Clear(RoomId),
        Sweep,
        Wait(u64),
    }

    /// Two seats each for three people: the person of a seat is fixed, as in life.
    fn person_of(seat: SeatId) -> UserId {
        UserId(i64::try_from(seat.0 / 2).unwrap())
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let seat = (0..6_u64).prop_map(SeatId);
        let room = (0..3_i64).prop_map(RoomId);
        let deed = prop_oneof![
            4 => (seat.clone(), room.clone()).prop_map(|(seat, room)| Deed::Enter(seat, room)),
            3 => (seat.clone(), room.clone()).prop_map(|(seat, room)| Deed::Renew(seat, room)),
            2 => (seat.clone(), room.clone()).prop_map(|(seat, room)| Deed::Leave(seat, room)),
            1 => seat.prop_map(Deed::Forget),
            1 => ((0..3_i64).prop_map(UserId), room.clone()).prop_map(|(who, room)| Deed::Expel(who, room)),
            1 => room.prop_map(Deed::Clear),
            1 => Just(Deed::Sweep),
            4 => (1..40_u64).prop_map(Deed::Wait),
        ];
        prop::collection::vec(deed, 1..80)
    }

    /// The same in the plainest way there is: a list, looked through from end to end.
    #[derive(Default)]
    struct Model(BTreeMap<(SeatId, RoomId), u64>);

    impl Model {
        fn perform(&mut self, deed: Deed, now: &mut u64) {
            match deed {
                Deed::Enter(seat, room) => drop(self.0.insert((seat, room), *now + 60)),
                Deed::Renew(seat, room) => {
                    if let Some(ends) = self.0.get_mut(&(seat, room)).filter(|ends| **ends > *now) {
                        *ends = *now + 60;
                    }
                }
                Deed::Leave(seat, room) => drop(self.0.remove(&(seat, room))),
                Deed::Forget(seat) => self.0.retain(|(its, _), _| *its != seat),
                Deed::Expel(who, room) => {
                    self.0.retain(|(seat, its), _| person_of(*seat) != who || *its != room);
                }
                Deed::Clear(room) => self.0.retain(|(_, its), _| *its != room),
                Deed::Sweep => self.0.retain(|_, ends| *ends > *now),
                Deed::Wait(seconds) => *now += seconds,
            }
        }

        fn in_room(&self, room: RoomId, now: u64) -> BTreeSet<UserId> {
            let here = self.0.iter().filter(|((_, its), ends)| *its == room && **ends > now);
            here.map(|((seat, _), _)| person_of(*seat)).collect()
        }
    }

    proptest! {
        #[test]
        fn presence_is_what_a_plain_list_would_say(deeds in deeds()) {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time().start_paused(true).build().unwrap();
            runtime.block_on(async {
                let (presence, mut model, mut now) = (Presence::default(), Model::default(), 0);
                for deed in deeds {
                    match deed {
                        Deed::Enter(seat, room) => presence.enter(seat, person_of(seat), room),
                        Deed::Renew(seat, room) => drop(presence.renew(seat, room)),
                        Deed::Leave(seat, room) => drop(presence.leave(seat, room)),
                        Deed::Forget(seat) => presence.forget(seat),
                        Deed::Expel(who, room) => presence.expel(room, who),
                        Deed::Clear(room) => presence.clear(room),
                        Deed::Sweep => presence.sweep(),
                        Deed::Wait(s) => tokio::time::advance(Duration::from_secs(s)).await,
                    }
                    model.perform(deed, &mut now);
                    for room in (0..3).map(RoomId) {
                        let here: BTreeSet<_> = presence.in_room(room).into_iter().collect();
                        prop_assert_eq!(here, model.in_room(room, now));
                    }
                }
                tokio::time::advance(Duration::from_secs(61)).await;
                presence.sweep();
                let looking = presence.looking();
                prop_assert!(looking.glances.is_empty() && looking.ends.is_empty());
                prop_assert!(looking.rooms.is_empty() && looking.seats.is_empty());
                Ok(())
            })?;
        }
    }
}
