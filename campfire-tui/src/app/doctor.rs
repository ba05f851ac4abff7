//! What is known of the terminal and the connection, in words, for whoever wonders why something looks
//! as it does.

use super::{App, findings::Background, link::Link};
use crate::theme::Depth;

impl App {
    /// What was found out, and what it is.
    pub fn doctor(&self) -> Vec<(&'static str, String)> {
        let (columns, rows) = self.size;
        let depth = match self.depth {
            Depth::None => "none",
            Depth::Sixteen => "the terminal's sixteen",
            Depth::Many => "256",
            Depth::True => "all of them",
        };
        let background = match self.findings.background {
            Background::NotAsked => "not asked".to_owned(),
            Background::Silent => "it didn't say".to_owned(),
            Background::Is(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        };
        let link = match self.link {
            Link::Live => "live",
            Link::CatchingUp => "catching up",
            Link::Connecting => "connecting",
            Link::Polling => "asking every ten seconds, since no socket gets through",
            Link::SignedOut => "signed out",
            Link::Offline { .. } => "offline",
        };
        let focus = match self.attention.focused {
            None => "not reported: a key within three minutes counts as being here",
            Some(true) => "reported, here",
            Some(false) => "reported, elsewhere",
        };
        let yes = |it: bool| if it { "yes" } else { "no" };
        vec![
            ("Terminal", self.findings.name.clone()),
            ("Size", format!("{columns}×{rows}")),
            ("Colours", depth.to_owned()),
            ("Background", background),
            ("Links one can click (OSC 8)", yes(self.findings.links).to_owned()),
            ("Focus", focus.to_owned()),
            ("Mouse", yes(self.preferences.mouse).to_owned()),
            ("Sound", yes(self.preferences.sound.on).to_owned()),
            ("Server", self.server.clone()),
            ("Connection", link.to_owned()),
            ("This program", env!("CARGO_PKG_VERSION").to_owned()),
        ]
    }
}
