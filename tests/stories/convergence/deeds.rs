//! What people do over REST, at random. Much of it is refused, as it should be.

use campfire_proto::{Boost, Message, Room, RoomId, UserId};
use campfire_tests::{Answer, Person};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;

use super::board::Board;

pub(super) async fn does_something(person: &Person, board: &Board, dice: &mut StdRng) {
    match dice.random_range(0..100) {
        0..38 => says_something(person, board, dice).await,
        38..50 => {
            let Some(message) = board.some_message(dice) else { return };
            let text = format!("Rather {}", dice.random::<u16>());
            refused_or_not(&person.tries_to_edit(&message, &text).await);
        }
        50..58 => {
            let Some(message) = board.some_message(dice) else { return };
            refused_or_not(&person.tries_to_take_back(&message).await);
        }
        58..70 => {
            let Some(message) = board.some_message(dice) else { return };
            let answer = person.tries_to_boost(&message, "👍").await;
            if refused_or_not(&answer) {
                board.has_boost(answer.holds::<Boost>());
            }
        }
        70..76 => {
            let Some(boost) = board.some_boost(dice) else { return };
            refused_or_not(&person.tries_to_take_back_boost(&boost).await);
        }
        76..86 => changes_members(person, board, dice).await,
        86..90 => {
            let kinds = ["invisible", "nothing", "mentions", "everything"];
            let room = board.some_room(dice);
            refused_or_not(&person.wants_to_hear(room, kinds.choose(dice).unwrap()).await);
        }
        90..93 => {
            let name = json!({ "name": format!("Room {}", dice.random::<u16>()) });
            refused_or_not(&person.tries_to_change(board.some_room(dice), name).await);
        }
        93..96 => drop(reads_some(person, board, dice).await),
        96 => {
            let first = person.user.name.split(' ').next().unwrap();
            let name = json!({ "name": format!("{first} {}", dice.random::<u8>()) });
            refused_or_not(&person.put("/api/user/profile", name).await);
        }
        97 => opens_or_closes(person, board, dice).await,
        98 => makes_a_room(person, board, dice).await,
        _ => deletes_a_room(person, board, dice).await,
    }
}

async fn says_something(person: &Person, board: &Board, dice: &mut StdRng) {
    let text = match dice.random_range(0..4) {
        0 => format!("<@{}> look at this", board.somebody(dice)),
        1 => "🎉".to_owned(),
        _ => format!("Said {}", dice.random::<u16>()),
    };
    let answer = person.tries_to_say(board.some_room(dice), &text).await;
    if refused_or_not(&answer) {
        board.has_message(answer.holds::<Message>());
    }
}

async fn reads_some(person: &Person, board: &Board, dice: &mut StdRng) -> Option<()> {
    let (room, up_to) = match board.some_message(dice) {
        Some(message) => (message.room_id, json!({ "last_read_message_id": message.id })),
        None => (board.some_room(dice), json!({})),
    };
    refused_or_not(&person.post(format!("/api/rooms/{room}/read"), up_to).await).then_some(())
}

/// Lets somebody in, or out; the door is held, so that the log knows who is outside.
async fn changes_members(person: &Person, board: &Board, dice: &mut StdRng) {
    let (room, who) = (board.some_room(dice), board.somebody(dice));
    let _door = board.door.lock().await;
    match dice.random_range(0..5) {
        0..3 => {
            let path = format!("/api/rooms/{room}/memberships");
            let body = json!({ "user_ids": [who] });
            lets_in(board, room, &[who], person.post(path, body)).await;
        }
        3 => {
            let gone = if dice.random_bool(0.3) { person.id } else { who };
            let path = format!("/api/rooms/{room}/memberships/{gone}");
            if refused_or_not(&person.delete(path).await) {
                board.are_out(room, |other| other == gone);
            }
        }
        _ => {
            let members = [who, person.id];
            let body = json!({ "member_ids": members });
            if lets_in(board, room, &members, person.tries_to_change(room, body)).await {
                board.are_out(room, |other| !members.contains(&other));
            }
        }
    }
}

async fn opens_or_closes(person: &Person, board: &Board, dice: &mut StdRng) {
    let room = board.some_room(dice);
    let _door = board.door.lock().await;
    let to = if dice.random_bool(0.5) { "open" } else { "closed" };
    let change = person.tries_to_change(room, json!({ "room_type": to }));
    lets_in(board, room, &board.people, change).await;
}

/// Does something that may let these people in.
async fn lets_in(
    board: &Board,
    room: RoomId,
    people: &[UserId],
    deed: impl Future<Output = Answer>,
) -> bool {
    let before: Vec<_> = people.iter().map(|who| (*who, board.log.may_enter(room, *who))).collect();
    let done = refused_or_not(&deed.await);
    for (who, outside) in before.into_iter().filter(|_| !done) {
        board.log.stays(room, who, outside);
    }
    done
}

async fn makes_a_room(person: &Person, board: &Board, dice: &mut StdRng) {
    if board.number_of_rooms() > 6 {
        return;
    }
    let _door = board.door.lock().await;
    let other = board.somebody(dice);
    let body = json!({ "name": "Elsewhere", "room_type": "closed", "initial_members": [other] });
    let answer = person.post("/api/rooms", body).await;
    if refused_or_not(&answer) {
        let room = answer.holds::<Room>().id;
        board.are_out(room, |who| who != other && who != person.id);
        board.has_room(room, None);
    }
}

async fn deletes_a_room(person: &Person, board: &Board, dice: &mut StdRng) {
    let room = board.some_room(dice);
    if board.number_of_rooms() < 4 || room == RoomId(1) {
        return;
    }
    let _door = board.door.lock().await;
    if refused_or_not(&person.tries_to_delete_room(room).await) {
        board.has_lost_room(room);
    }
}

/// Whether it was done. A refusal is an answer too; a broken server isn't.
fn refused_or_not(answer: &Answer) -> bool {
    let refusals = [403, 404, 409, 422];
    let status = answer.status;
    assert!(
        status.is_success() || refusals.contains(&status.as_u16()),
        "{status}: {}",
        answer.text()
    );
    status.is_success()
}
