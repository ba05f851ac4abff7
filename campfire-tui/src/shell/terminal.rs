//! The terminal: taken over with care, and given back as it was, however we end.

use std::{
    io::{self, BufWriter, IsTerminal, Stdout, Write},
    panic,
    sync::Once,
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::{Terminal as Screen, backend::Backend};

use super::canvas::Canvas;
use crate::{
    app::App,
    event::Event,
    view::{self, ViewCache},
};

/// Alternate screen, pastes as pastes, focus reports, keys told apart where the terminal can.
const ENTER: &str = "\x1b[22;2t\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[>1u\x1b[2J\x1b[H";
/// Presses and the wheel; never mere movement, which would wake us up for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// All of it undone. Doing so twice, or without having been asked, does no harm.
const LEAVE: &str = "\x1b]8;;\x1b\\\x1b[?2026l\x1b[<1u\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\
                     \x1b[?2004l\x1b[?25h\x1b[0 q\x1b[0m\x1b[?1049l\x1b[23;2t";

pub(super) struct Terminal {
    screen: Screen<Canvas<BufWriter<Stdout>>>,
    cache: ViewCache,
    mouse: bool,
    /// False while the terminal is somebody else's.
    ours: bool,
}

impl Terminal {
    pub(super) fn open(mouse: bool) -> anyhow::Result<Self> {
        if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
            anyhow::bail!(
                "The chat needs a terminal; `campfire-tui send`, `read` and `tail` work without one"
            );
        }
        restore_on_panic();
        let canvas = Canvas::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        let screen = Screen::new(canvas)?;
        let mut terminal = Self { screen, cache: ViewCache::default(), mouse, ours: false };
        terminal.take()?;
        Ok(terminal)
    }

    fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.ours = true;
        self.write(ENTER)?;
        self.write(if self.mouse { MOUSE_ON } else { MOUSE_OFF })
    }

    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.screen.size().map(|size| (size.width, size.height))
    }

    pub(super) fn draw(&mut self, app: &App) -> io::Result<()> {
        if !self.ours {
            return Ok(());
        }
        self.write_soon("\x1b[?2026h")?;
        let links = self.screen.backend().links();
        self.screen.draw(|frame| {
            view::view(app, &mut self.cache, frame);
            *links.borrow_mut() = self.cache.bodies.links();
        })?;
        self.write("\x1b[?2026l")
    }

    /// Bytes that are not part of the picture: a title, a bell.
    pub(super) fn write(&mut self, bytes: &str) -> io::Result<()> {
        self.write_soon(bytes)?;
        Backend::flush(self.screen.backend_mut())
    }

    fn write_soon(&mut self, bytes: &str) -> io::Result<()> {
        if self.ours { self.screen.backend_mut().write_all(bytes.as_bytes()) } else { Ok(()) }
    }

    pub(super) fn title(&mut self, title: &str) -> io::Result<()> {
        self.write(&format!("\x1b]2;{title}\x1b\\"))
    }

    pub(super) fn mouse(&mut self, wanted: bool) -> io::Result<()> {
        self.mouse = wanted;
        self.write(if wanted { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Draws every cell at the next picture.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        if self.ours { self.screen.clear() } else { Ok(()) }
    }

    /// Lends the terminal to somebody else.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        if self.ours {
            self.write(LEAVE)?;
            self.ours = false;
            disable_raw_mode()?;
        }
        Ok(())
    }

    pub(super) fn resume(&mut self) -> io::Result<()> {
        if self.ours {
            // Stopped from outside, without a chance to tidy up: the modes may be gone.
            disable_raw_mode()?;
        }
        self.take()?;
        self.screen.clear()
    }

    pub(super) fn close(&mut self) {
        if self.ours {
            self.ours = false;
            restore();
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.close();
    }
}

/// Gives the terminal back. A terminal that is gone can't be given back; that is no error.
fn restore() {
    let mut out = io::stdout();
    drop(out.write_all(LEAVE.as_bytes()));
    drop(out.flush());
    drop(disable_raw_mode());
}

/// Whatever panics, on whichever thread: the message must be readable, and the shell usable.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // Kept until the end: what another thread drew now would land among the shell's own lines.
            let _nobody_else_writes = io::stdout().lock();
            restore();
            report(info);
            std::process::exit(101);
        }));
    });
}

/// What crossterm's events mean to us.
pub(super) fn event(input: crossterm::event::Event) -> Event {
    use crossterm::event::Event as Input;

    match input {
        Input::Key(key) => Event::Key(key),
        Input::Paste(text) => Event::Paste(text),
        Input::Mouse(mouse) => Event::Mouse(mouse),
        Input::Resize(width, height) => Event::Resized { width, height },
        Input::FocusGained => Event::Focus(true),
        Input::FocusLost => Event::Focus(false),
    }
}
