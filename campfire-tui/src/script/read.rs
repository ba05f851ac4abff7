//! `read`: the newest messages of a room, or those before one of them.

use campfire_proto::{Message, MessagePage, RoomId, limits::LARGEST_PAGE};
use serde_json::json;

use super::{Early, Failure, Patience, place, print};
use crate::{
    api::{Api, Stretch},
    command_line::Read,
    settings::Settings,
};

pub(super) async fn read(args: &Read, settings: &Settings) -> Result<(), Early> {
    let patience = Patience::of(args.manner.timeout);
    let api = place::api_of(settings)?;
    let room = place::find(&args.place, &api, &patience, settings).await?;
    let from = args.before.map_or(Stretch::Newest, Stretch::Before);
    let page = newest(&api, &patience, room.id, from, args.number).await?;
    if args.manner.json {
        return print::object(&json!({
            "room": { "id": room.id, "name": room.name },
            "messages": page.messages,
            "has_more_before": page.has_more_before,
        }));
    }
    let lines = page.messages.iter().map(|message| print::message(message) + "\n");
    print::bytes(lines.collect::<String>().as_bytes())
}

/// So many messages, counted back from a place, in the order they were said.
pub(super) async fn newest(
    api: &Api,
    patience: &Patience,
    room: RoomId,
    mut from: Stretch,
    number: u64,
) -> Result<MessagePage, Failure> {
    let mut messages: Vec<Message> = Vec::new();
    loop {
        let missing = number.saturating_sub(messages.len() as u64);
        let limit = u32::try_from(missing).unwrap_or(LARGEST_PAGE).clamp(1, LARGEST_PAGE);
        let page = patience.persist(async || api.messages(room, from, limit).await).await?;
        let has_more_before = page.has_more_before;
        messages.splice(0..0, page.messages);
        // Somebody who asks for nothing learns whether there is something.
        if number == 0 {
            let has_more_before = has_more_before || !messages.is_empty();
            return Ok(MessagePage {
                messages: Vec::new(),
                has_more_before,
                has_more_after: false,
            });
        }
        match messages.first() {
            Some(first) if has_more_before && (messages.len() as u64) < number => {
                from = Stretch::Before(first.id);
            }
            _ => return Ok(MessagePage { messages, has_more_before, has_more_after: false }),
        }
    }
}
