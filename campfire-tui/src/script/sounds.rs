//! `sounds`: what `/play` knows. The table is our own, so no server is asked.

use campfire_proto::{Sound, sound::SOUNDS};
use serde_json::json;

use super::{Early, print};
use crate::command_line::Sounds;

pub(super) fn sounds(args: &Sounds) -> Result<(), Early> {
    if args.json {
        let sounds: Vec<_> = SOUNDS.iter().map(Sound::from).collect();
        return print::object(&json!({ "sounds": sounds }));
    }
    let lines = SOUNDS.iter().map(|sound| format!("{:<14} {}\n", sound.name, sound.text));
    print::bytes(lines.collect::<String>().as_bytes())
}
