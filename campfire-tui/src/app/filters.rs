//! What somebody types into the search, taken apart: `from:NAME` and `in:ROOM` narrow it, the rest is
//! words. A name with spaces stands in quotes.

use campfire_proto::{RoomId, UserId};

use super::App;
use crate::api::Query;

impl App {
    /// What is looked for, or which name nobody bears.
    pub fn query(&self, typed: &str) -> Result<Query, String> {
        let mut query = Query::default();
        let mut words: Vec<&str> = Vec::new();
        for piece in pieces(typed) {
            if let Some(name) = after(piece, "from:") {
                query.from = Some(self.person_meant(name)?);
            } else if let Some(name) = after(piece, "in:") {
                query.room = Some(self.room_meant(name)?);
            } else {
                words.push(piece);
            }
        }
        query.words = words.join(" ");
        if query.words.is_empty() {
            return Err("A search needs a word beside from: and in:".to_owned());
        }
        Ok(query)
    }

    fn person_meant(&self, name: &str) -> Result<UserId, String> {
        if name.eq_ignore_ascii_case("me") {
            return self
                .me
                .as_ref()
                .map(|me| me.id)
                .ok_or_else(|| "Nobody is signed in".to_owned());
        }
        let people = self.people.values().map(|user| (user.id, user.name.as_str()));
        meant(name.trim_start_matches('@'), people).map_err(|others| match others.as_slice() {
            [] => format!("from: there is nobody called {name}"),
            several => format!("from: {name} may be {}", several.join(" or ")),
        })
    }

    fn room_meant(&self, name: &str) -> Result<RoomId, String> {
        let rooms = self.rooms.values().map(|room| (room.id, room.name.as_str()));
        meant(name.trim_start_matches(['#', '@']), rooms).map_err(|others| {
            match others.as_slice() {
                [] => format!("in: you are in no room called {name}"),
                several => format!("in: {name} may be {}", several.join(" or ")),
            }
        })
    }
}

/// The one with this name, or the only one whose name begins so; otherwise all those it could be.
fn meant<'a, Id: Copy>(
    wanted: &str,
    all: impl Iterator<Item = (Id, &'a str)>,
) -> Result<Id, Vec<&'a str>> {
    let wanted = wanted.to_lowercase();
    let begins = all.filter(|(_, name)| name.to_lowercase().starts_with(&wanted));
    let (same, longer): (Vec<_>, Vec<_>) =
        begins.partition(|(_, name)| name.to_lowercase() == wanted);
    let found = if same.is_empty() { longer } else { same };
    match found.as_slice() {
        [(id, _)] if !wanted.is_empty() => Ok(*id),
        others => Err(others.iter().map(|(_, name)| *name).collect()),
    }
}

/// By spaces, but not within quotes.
fn pieces(typed: &str) -> Vec<&str> {
    let mut quoted = false;
    typed
        .split(|c: char| {
            quoted ^= c == '"';
            c.is_whitespace() && !quoted
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn after<'a>(piece: &'a str, filter: &str) -> Option<&'a str> {
    Some(piece.strip_prefix(filter)?.trim_matches('"'))
}
