//! The hub without a network: who hears what, and who doesn't any more.

use std::sync::Arc;

use campfire_proto::{ServerFrame, frame::Typist};

use super::*;
use crate::domain::Revocation;

const ROOM: RoomId = RoomId(1);
const ADA: UserId = UserId(1);
const GRACE: UserId = UserId(2);
const ADAS_LAPTOP: SessionId = SessionId(1);

fn hub() -> Arc<Hub> {
    Arc::new(Hub::default())
}

fn sit_down(hub: &Arc<Hub>, person: UserId, session: SessionId) -> Seat {
    let seat = hub.sit_down();
    seat.reserve(person, Role::Member, Some(session));
    seat.take("Somebody").unwrap();
    seat
}

fn follow(hub: &Arc<Hub>, person: UserId, session: SessionId) -> Seat {
    let seat = sit_down(hub, person, session);
    assert_eq!(seat.claim(ROOM), Claim::Claimed);
    assert!(seat.follow(ROOM));
    seat
}

fn say(hub: &Hub, to: Audience, frame: ServerFrame) {
    hub.announce(&Announcement::Frame { to, frame: Arc::new(frame) });
}

fn pong(hub: &Hub, id: u64) {
    say(hub, Audience::Room(ROOM), ServerFrame::Pong { id });
}

fn revoke(hub: &Hub, revocation: Revocation) {
    hub.announce(&Announcement::Revoke(revocation));
}

/// What waits for a seat, but for who is online.
fn heard(seat: &Seat) -> Vec<ServerFrame> {
    let (parcels, _) = seat.collect();
    let frames = parcels.iter().map(|parcel| serde_json::from_str(&parcel.text).unwrap());
    frames.filter(|frame| !matches!(frame, ServerFrame::Presence { .. })).collect()
}

#[test]
fn only_those_who_follow_a_room_hear_it() {
    let hub = hub();
    let ada = follow(&hub, ADA, ADAS_LAPTOP);
    let grace = sit_down(&hub, GRACE, SessionId(2));

    pong(&hub, 1);

    assert_eq!(heard(&ada), [ServerFrame::Pong { id: 1 }]);
    assert_eq!(heard(&grace), []);
}

#[test]
fn a_frame_is_encoded_once_for_all() {
    let hub = hub();
    let seats = [follow(&hub, ADA, ADAS_LAPTOP), follow(&hub, GRACE, SessionId(2))];
    for seat in &seats {
        drop(seat.collect());
    }

    pong(&hub, 1);

    let [ada, grace] = seats.map(|seat| seat.collect().0[0].text.as_str().as_ptr());
    assert_eq!(ada, grace);
}

#[test]
fn who_falls_behind_keeps_what_waits_and_is_let_go() {
    let hub = hub();
    let slow = follow(&hub, ADA, ADAS_LAPTOP);
    let quick = follow(&hub, GRACE, SessionId(2));
    drop(slow.collect());

    for id in 0..=CAPACITY as u64 {
        pong(&hub, id);
        drop(quick.collect().0.pop());
    }
    pong(&hub, 1_000);

    let (parcels, goodbye) = slow.collect();
    assert_eq!((parcels.len(), goodbye), (CAPACITY, Some(CloseCode::FellBehind)));
    assert!(!slow.follows(ROOM));
    assert!(quick.follows(ROOM));
}

#[test]
fn a_thousand_who_fall_behind_at_once_are_all_let_go() {
    let hub = hub();
    let seats: Vec<Seat> = (0..1_000).map(|id| follow(&hub, UserId(id), SessionId(id))).collect();

    for id in 0..=CAPACITY as u64 {
        pong(&hub, id);
    }

    assert!(hub.is_empty());
    assert!(seats.iter().all(|seat| seat.collect().1 == Some(CloseCode::FellBehind)));
}

#[test]
fn what_is_announced_after_a_removal_is_not_heard() {
    let hub = hub();
    let ada = follow(&hub, ADA, ADAS_LAPTOP);

    pong(&hub, 1);
    revoke(&hub, Revocation::Membership(ROOM, ADA));
    pong(&hub, 2);

    assert_eq!(heard(&ada), [ServerFrame::Pong { id: 1 }]);
}

#[test]
fn a_removal_takes_a_claim_away() {
    let hub = hub();
    let ada = sit_down(&hub, ADA, ADAS_LAPTOP);
    assert_eq!(ada.claim(ROOM), Claim::Claimed);

    revoke(&hub, Revocation::Membership(ROOM, ADA));

    assert!(!ada.follow(ROOM));
    pong(&hub, 1);
    assert_eq!(heard(&ada), []);
}

#[test]
fn a_claim_hears_nothing() {
    let hub = hub();
    let ada = sit_down(&hub, ADA, ADAS_LAPTOP);
    ada.claim(ROOM);

    pong(&hub, 1);

    assert_eq!(heard(&ada), []);
}

#[test]
fn a_room_that_is_gone_is_followed_by_nobody() {
    let hub = hub();
    let ada = follow(&hub, ADA, ADAS_LAPTOP);

    revoke(&hub, Revocation::Room(ROOM));
    pong(&hub, 1);

    assert_eq!(heard(&ada), []);
    assert_eq!(ada.claim(ROOM), Claim::Claimed);
}

#[test]
fn a_sign_out_ends_the_sockets_of_that_device_alone() {
    let hub = hub();
    let laptop = follow(&hub, ADA, ADAS_LAPTOP);
    let phone = follow(&hub, ADA, SessionId(2));

    revoke(&hub, Revocation::Sessions(vec![ADAS_LAPTOP], "signed_out"));
    pong(&hub, 1);

    let reason = "signed_out".to_owned();
    assert_eq!(heard(&laptop), [ServerFrame::SessionEnded { reason }]);
    assert_eq!(laptop.collect().1, Some(CloseCode::Unauthenticated));
    assert_eq!(heard(&phone), [ServerFrame::Pong { id: 1 }]);
    assert_eq!(phone.collect().1, None);
}

#[test]
fn a_sign_out_reaches_a_seat_that_is_only_reserved() {
    let hub = hub();
    let seat = hub.sit_down();
    seat.reserve(ADA, Role::Member, Some(ADAS_LAPTOP));

    revoke(&hub, Revocation::Sessions(vec![ADAS_LAPTOP], "signed_out"));

    assert!(seat.take("Ada").is_none());
}

#[test]
fn somebody_is_online_from_their_first_socket_to_their_last() {
    let hub = hub();
    let watcher = sit_down(&hub, GRACE, SessionId(9));
    let online = |seat: &Seat| -> Vec<bool> {
        let frames = seat.collect().0;
        let frames = frames.iter().map(|parcel| serde_json::from_str(&parcel.text).unwrap());
        frames
            .filter_map(|frame| match frame {
                ServerFrame::Presence { user_id: ADA, online } => Some(online),
                _ => None,
            })
            .collect()
    };

    let laptop = sit_down(&hub, ADA, ADAS_LAPTOP);
    let phone = sit_down(&hub, ADA, SessionId(2));
    assert_eq!(online(&watcher), [true]);
    drop(laptop);
    assert_eq!(online(&watcher), [] as [bool; 0]);
    drop(phone);
    assert_eq!(online(&watcher), [false]);
}

#[test]
fn a_crowd_that_comes_at_once_is_told_of_at_once() {
    let hub = hub();
    let watcher = sit_down(&hub, GRACE, SessionId(9));
    let crowd: Vec<Seat> = (100..300).map(|id| sit_down(&hub, UserId(id), SessionId(id))).collect();
    assert!(watcher.collect().0.len() < 50);

    hub.sweep();

    let frames = heard(&watcher);
    let [ServerFrame::PresenceSnapshot { online }] = &frames[..] else { panic!("{frames:?}") };
    assert_eq!(online.len(), crowd.len() + 1);
    assert!(crowd.iter().all(|seat| heard(seat).len() < 50));
}

#[test]
fn nobody_is_missed_when_many_come_and_go() {
    let hub = hub();
    let watcher = sit_down(&hub, GRACE, SessionId(9));
    let crowd: Vec<Seat> = (100..140).map(|id| sit_down(&hub, UserId(id), SessionId(id))).collect();
    drop(crowd);

    hub.sweep();

    let mut online = std::collections::HashSet::new();
    for parcel in watcher.collect().0 {
        match serde_json::from_str(&parcel.text).unwrap() {
            ServerFrame::Presence { user_id, online: true } => drop(online.insert(user_id)),
            ServerFrame::Presence { user_id, online: false } => drop(online.remove(&user_id)),
            ServerFrame::PresenceSnapshot { online: all } => online = all.into_iter().collect(),
            _ => {}
        }
    }
    online.remove(&GRACE);
    assert!(online.is_empty(), "{online:?} have gone");
}

#[test]
fn the_snapshot_holds_everyone_and_the_newcomer() {
    let hub = hub();
    let _ada = sit_down(&hub, ADA, ADAS_LAPTOP);
    let grace = hub.sit_down();
    grace.reserve(GRACE, Role::Member, None);

    let mut online = grace.take("Grace").unwrap();

    online.sort_unstable();
    assert_eq!(online, [ADA, GRACE]);
    assert!(grace.collect().0.is_empty());
}

#[test]
fn unread_reaches_the_sockets_that_look_elsewhere() {
    let presence = Arc::new(Presence::default());
    let hub = Arc::new(Hub::new(Arc::clone(&presence)));
    let laptop = sit_down(&hub, ADA, ADAS_LAPTOP);
    let phone = sit_down(&hub, ADA, SessionId(2));
    presence.enter(laptop.id(), ADA, ROOM);

    say(&hub, Audience::PersonAwayFrom(ADA, ROOM), ServerFrame::Pong { id: 1 });

    assert_eq!(heard(&laptop), []);
    assert_eq!(heard(&phone), [ServerFrame::Pong { id: 1 }]);
}

#[test]
fn bots_do_not_hear_what_is_for_people() {
    let hub = hub();
    let ada = sit_down(&hub, ADA, ADAS_LAPTOP);
    let bot = hub.sit_down();
    bot.reserve(GRACE, Role::Bot, None);
    bot.take("Bender").unwrap();

    say(&hub, Audience::Humans, ServerFrame::Pong { id: 1 });

    assert_eq!(heard(&ada), [ServerFrame::Pong { id: 1 }]);
    assert_eq!(heard(&bot), []);
}

#[test]
fn nobody_is_told_that_they_type_themselves() {
    let hub = hub();
    let laptop = follow(&hub, ADA, ADAS_LAPTOP);
    let phone = follow(&hub, ADA, SessionId(2));
    let grace = follow(&hub, GRACE, SessionId(3));

    assert!(laptop.typing(ROOM, TypingState::Start));
    drop(laptop);

    let user = Typist { id: ADA, name: "Somebody".to_owned() };
    let typing = |state| ServerFrame::Typing { room_id: ROOM, user: user.clone(), state };
    assert_eq!(heard(&grace), [typing(TypingState::Start), typing(TypingState::Stop)]);
    assert_eq!(heard(&phone), []);
}

#[test]
fn typing_needs_a_room_that_is_followed() {
    let hub = hub();
    let ada = sit_down(&hub, ADA, ADAS_LAPTOP);

    assert!(!ada.typing(ROOM, TypingState::Start));
}

#[test]
fn one_socket_follows_only_so_many_rooms() {
    let hub = hub();
    let ada = sit_down(&hub, ADA, ADAS_LAPTOP);
    for room in 1..=200 {
        assert_eq!(ada.claim(RoomId(room)), Claim::Claimed);
    }

    assert_eq!(ada.claim(RoomId(201)), Claim::TooMany);
    assert_eq!(ada.claim(RoomId(200)), Claim::Claimed);
    ada.unfollow(RoomId(7));
    assert_eq!(ada.claim(RoomId(201)), Claim::Claimed);
}

#[test]
fn nothing_is_left_of_those_who_went() {
    let presence = Arc::new(Presence::default());
    let hub = Arc::new(Hub::new(Arc::clone(&presence)));
    let seat = follow(&hub, ADA, ADAS_LAPTOP);
    seat.typing(ROOM, TypingState::Start);
    presence.enter(seat.id(), ADA, ROOM);

    drop(seat);

    assert!(hub.is_empty() && hub.listeners().is_bare());
    assert_eq!(presence.in_room(ROOM), []);
}

/// However a task ends, what it held goes with it.
#[tokio::test]
async fn a_panic_in_a_sockets_task_leaves_nothing_behind() {
    let presence = Arc::new(Presence::default());
    let hub = Arc::new(Hub::new(Arc::clone(&presence)));
    let other = follow(&hub, GRACE, SessionId(2));
    let seat = follow(&hub, ADA, ADAS_LAPTOP);
    seat.typing(ROOM, TypingState::Start);
    presence.enter(seat.id(), ADA, ROOM);
    drop(other.collect());

    let task = tokio::spawn(async move {
        let _seat = seat;
        tokio::task::yield_now().await;
        panic!("on purpose");
    });

    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(presence.in_room(ROOM), []);
    assert_eq!(presence.departures().await, [(ROOM, ADA)]);
    // The others hear that she has stopped typing and gone, and the hub goes on.
    assert!(matches!(heard(&other)[..], [ServerFrame::Typing { state: TypingState::Stop, .. }]));
    pong(&hub, 1);
    assert_eq!(heard(&other), [ServerFrame::Pong { id: 1 }]);
    drop(other);
    assert!(hub.is_empty() && hub.listeners().is_bare());
}

#[test]
fn when_the_doors_close_everyone_is_sent_away_also_who_comes_later() {
    let hub = hub();
    let early = sit_down(&hub, ADA, ADAS_LAPTOP);

    hub.close();
    let late = hub.sit_down();

    assert_eq!(early.collect().1, Some(CloseCode::GoingAway));
    assert_eq!(late.collect().1, Some(CloseCode::GoingAway));
}

#[test]
fn a_panic_amid_an_announcement_silences_nobody() {
    let hub = hub();
    let ada = follow(&hub, ADA, ADAS_LAPTOP);

    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _held = hub.listeners();
        panic!("on purpose");
    }));

    assert!(panicked.is_err());
    pong(&hub, 1);
    assert_eq!(heard(&ada), [ServerFrame::Pong { id: 1 }]);
}
