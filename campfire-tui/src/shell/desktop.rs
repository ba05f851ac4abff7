//! The desktop around the terminal: notifications, the clipboard, the browser. Whatever goes out as an
//! escape sequence has been cleaned before.

use std::{
    io,
    process::{Child, Command, Stdio},
    thread,
};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::terminal::Terminal;
use crate::{effect::Alert, preferences::Notify, text};

/// Terminals take no more than this through an escape sequence.
const CLIPBOARD: usize = 74_000;
/// A notification is a glance.
const GLANCE: usize = 120;

pub(super) struct Desktop {
    notify: Notify,
    in_tmux: bool,
    /// Whether there is a desktop to open a browser on.
    graphical: bool,
}

impl Desktop {
    pub(super) fn new(notify: Notify, variable: impl Fn(&str) -> Option<String>) -> Self {
        let remote = variable("SSH_CONNECTION").is_some();
        let graphical = cfg!(target_os = "macos")
            || variable("DISPLAY").is_some()
            || variable("WAYLAND_DISPLAY").is_some();
        let browser = variable("BROWSER").is_some();
        Self {
            notify,
            in_tmux: variable("TMUX").is_some(),
            graphical: browser || (graphical && !remote),
        }
    }

    /// From now on somebody wants to be told so.
    pub(super) fn prefer(&mut self, notify: Notify) {
        self.notify = notify;
    }

    /// Somebody speaks to us while we look elsewhere.
    pub(super) fn alert(&self, alert: &Alert, terminal: &mut Terminal) -> io::Result<()> {
        if self.notify.bell {
            terminal.write("\x07")?;
        }
        let said = if self.notify.content { alert.text.as_str() } else { "" };
        if self.notify.desktop {
            let words = if said.is_empty() {
                format!("{} in {}", alert.from, alert.room)
            } else {
                format!("{} in {}: {said}", alert.from, alert.room)
            };
            let words = text::fit(&text::clean_line(&words), GLANCE);
            let sequence = format!("\x1b]9;{words}\x1b\\");
            terminal.write(&if self.in_tmux { through_tmux(&sequence) } else { sequence })?;
        }
        if let Some([program, arguments @ ..]) = self.notify.command.as_deref() {
            let mut command = Command::new(program);
            command
                .args(arguments)
                .env("CAMPFIRE_ROOM", &alert.room)
                .env("CAMPFIRE_FROM", &alert.from)
                .env("CAMPFIRE_TEXT", said);
            start(command);
        }
        Ok(())
    }

    /// Opens an address, or puts it into the clipboard where nothing could open it. What was done.
    pub(super) fn browse(&self, url: &str, terminal: &mut Terminal) -> io::Result<String> {
        let known = ["http://", "https://", "mailto:"];
        let shown = text::fit(&text::clean_line(url), 60);
        if !known.iter().any(|scheme| url.starts_with(scheme)) {
            return Ok(format!("{shown} is nothing that a browser opens"));
        }
        if self.graphical {
            let usual = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
            let program = std::env::var("BROWSER").unwrap_or_else(|_| usual.to_owned());
            let mut command = Command::new(program);
            command.arg(url);
            if start(command) {
                return Ok(format!("Opened {shown}"));
            }
        }
        copy(url, terminal)?;
        Ok(format!("There is no browser here; copied {shown}"))
    }
}

/// Starts something and lets it be. False if there is no such program.
fn start(mut command: Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.spawn() {
        Ok(child) => {
            let_be(child);
            true
        }
        Err(_) => false,
    }
}

/// Somebody has to hear of its end, or it stays as a zombie. A thread of its own, which nobody waits
/// for: a browser may well be open longer than the chat.
fn let_be(mut child: Child) {
    thread::spawn(move || child.wait());
}

/// A sequence for the terminal around tmux, which passes it on if it is told to.
fn through_tmux(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

/// Into the clipboard of the machine somebody sits at, also from afar. A sentence if that can't be.
pub(super) fn copy(copied: &str, terminal: &mut Terminal) -> io::Result<Option<String>> {
    if copied.len() > CLIPBOARD {
        return Ok(Some("That is more than a terminal's clipboard takes".to_owned()));
    }
    if std::env::var_os("TMUX").is_some() {
        let mut command = Command::new("tmux");
        command.args(["load-buffer", "-w", "-"]).stdin(Stdio::piped());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if let Ok(mut child) = command.spawn() {
            if let Some(mut stdin) = child.stdin.take() {
                io::Write::write_all(&mut stdin, copied.as_bytes())?;
            }
            let_be(child);
        }
    }
    terminal.write(&format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(copied)))?;
    Ok(None)
}
