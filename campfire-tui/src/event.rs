//! All that can happen to the chat.

use std::time::Duration;

use campfire_proto::ServerFrame;
use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    api::{Error, live::Gone},
    app::findings::Background,
    configured::Configured,
    effect::{Reply, Request, Timer},
    theme::Depth,
};

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one at a time; what floods, frames, is boxed")]
pub enum Event {
    Key(KeyEvent),
    Paste(String),
    /// A whole line, where lines are all there is.
    Line(String),
    /// Nobody will type anything any more.
    NoMoreLines,
    Mouse(MouseEvent),
    Resized {
        width: u16,
        height: u16,
    },
    /// The terminal is in front, or no longer. Some never say.
    Focus(bool),
    /// News of the socket with this number.
    Socket(u64, SocketNews),
    Answered(Request, Result<Reply, Error>),
    Rang(Timer),
    /// What is unsent, as it was at this version, is on disk; or it can't be, and why.
    Kept(u64, Result<(), String>),
    /// The editor is closed: the text, unless something went wrong.
    Edited(Result<String, String>),
    /// What the terminal said of its background.
    Background(Background),
    /// What the settings say now, or why they can't be read.
    Configured(Result<Box<Configured>, String>),
    /// How many colours there are, now that somebody wants others.
    Colors(Depth),
    /// A sentence from the outside that the person should see.
    Notice(String),
    /// Back from the shell, or the machine from its sleep.
    Resumed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SocketNews {
    Heard(Box<ServerFrame>),
    /// There never was a line, and why.
    Refused(Box<Error>),
    /// There is no line any more.
    Gone(Gone),
}

/// What `update` may know of the world beside the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Since the start, never backwards.
    pub elapsed: Duration,
    pub clock: Timestamp,
    /// Another one each time: for naming what is sent, and for chance.
    pub fresh: Uuid,
}
