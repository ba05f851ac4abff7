//! What devices do with their connections, at random.

use campfire_proto::{PresenceState, RoomId, TypingState};
use campfire_tests::client::{Client, Gone};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use super::board::Board;

pub(super) async fn makes_a_move(
    client: &mut Client,
    board: &Board,
    dice: &mut StdRng,
) -> Result<(), Gone> {
    client.loads_first = dice.random_bool(0.5);
    if !client.is_online() {
        return match dice.random_range(0..10) {
            0..5 => client.comes_back().await,
            5..8 => client.is_cut_short(dice.random_range(0..40)).await,
            _ => Ok(()),
        };
    }
    let Some(room) = client.rooms().choose(dice).copied() else { return client.settles().await };
    match dice.random_range(0..20) {
        0..6 => client.settles().await,
        6..8 => {
            client.vanishes();
            Ok(())
        }
        8 => {
            client.begins_anew();
            Ok(())
        }
        9..12 => {
            client.vanishes();
            client.is_cut_short(dice.random_range(0..40)).await
        }
        12 => client.follows_again(room).await,
        13 => client.leaves_off(room).await,
        14..18 => client.looks(room, some_state(dice)).await,
        18 => client.tries_the_door(somewhere(board, dice)).await,
        _ => {
            let state = if dice.random_bool(0.7) { TypingState::Start } else { TypingState::Stop };
            client.types(room, state).await
        }
    }
}

fn some_state(dice: &mut StdRng) -> PresenceState {
    *[PresenceState::Present, PresenceState::Absent, PresenceState::Refresh].choose(dice).unwrap()
}

/// A room one may not know of.
fn somewhere(board: &Board, dice: &mut StdRng) -> RoomId {
    if dice.random_bool(0.2) { RoomId(dice.random()) } else { board.some_room(dice) }
}
