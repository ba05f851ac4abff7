//! A room as nothing but words, for selecting with the mouse: no columns beside them, no colours, and
//! every row begins at the left edge.

use campfire_proto::{Message, MessageId};
use jiff::Timestamp;

use crate::{
    app::{App, timeline::Timeline},
    text::{self, wrap},
};

/// Messages that one can go back to; more than that is what `campfire-tui read` is for.
const MESSAGES: usize = 500;

/// The rows up to a message, with it.
pub fn plain(app: &App, timeline: &Timeline, last: MessageId, columns: usize) -> Vec<String> {
    let mut messages: Vec<_> =
        timeline.messages().range(..=last).rev().take(MESSAGES).map(|(_, it)| it).collect();
    messages.reverse();
    messages
        .into_iter()
        .flat_map(|message| wrap::wrap_text(&words(app, message), columns))
        .collect()
}

/// One message as somebody would paste it elsewhere.
fn words(app: &App, message: &Message) -> String {
    let moment = Timestamp::from_millisecond(message.created_at.as_millis()).unwrap_or_default();
    let time = moment.to_zoned(app.zone.clone()).strftime("%Y-%m-%d %H:%M");
    let name = text::clean_line(app.name_of(&message.creator));
    let said = message.sound.as_ref().map_or(message.content.as_str(), |sound| sound.text.as_str());
    format!("{time} {name}: {}", text::clean(said))
}
