//! `rooms`: where one can talk, and what is unread there.

use campfire_proto::{Room, RoomType, room::Rooms as RoomList};

use super::{Early, Patience, place, print};
use crate::{command_line::Rooms, settings::Settings};

pub(super) async fn rooms(args: &Rooms, settings: &Settings) -> Result<(), Early> {
    let patience = Patience::of(args.manner.timeout);
    let api = place::api_of(settings)?;
    let ask = async || if args.all { api.all_rooms().await } else { api.rooms().await };
    let mut rooms = patience.persist(ask).await?;
    rooms.retain(|room| room.membership.unread || !args.unread);
    if args.manner.json {
        return print::object(&RoomList { rooms });
    }
    print::bytes(rooms.iter().map(row).collect::<String>().as_bytes())
}

/// Columns by tabs, for eyes and for `cut`: id, kind, unread messages, mentions among them, name.
fn row(room: &Room) -> String {
    let kind = match room.room_type {
        RoomType::Open => "open",
        RoomType::Closed => "closed",
        RoomType::Direct => "direct",
    };
    let membership = &room.membership;
    let name = print::harmless(&room.name);
    let (unread, mentions) = (membership.unread_count, membership.unread_mentions);
    format!("{}\t{kind}\t{unread}\t{mentions}\t{name}\n", room.id)
}
