//! Asking a person, in the few places where one is there to be asked.

use std::io::{self, IsTerminal, Write};

use crossterm::{
    event::{Event, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers},
    terminal::{disable_raw_mode, enable_raw_mode},
};
use futures::StreamExt;
use tokio::signal::unix::{SignalKind, signal};

use super::{Early, Exit, Failure};

/// What an interrupted program exits with is 128 and the signal's number.
const INTERRUPT: u8 = 2;
const HANG_UP: u8 = 1;
const TERMINATE: u8 = 15;

/// Whether there is somebody to ask: both ends are a terminal.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks for a line. An empty one is the usual answer, where there is one.
pub(super) fn line(question: &str, usual: Option<&str>) -> Result<String, Early> {
    let hint = usual.map(|usual| format!(" [{usual}]")).unwrap_or_default();
    print!("{question}{hint}: ");
    io::stdout().flush().map_err(|cause| unasked(&cause))?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).map_err(|cause| unasked(&cause))?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual.unwrap_or_default() } else { answer }.to_owned())
}

/// Asks for what nobody should read over a shoulder.
pub(super) async fn secret(question: &str) -> Result<String, Early> {
    print!("{question}: ");
    io::stdout().flush().map_err(|cause| unasked(&cause))?;
    let answer = {
        let _hidden = Hidden::begin().map_err(|cause| unasked(&cause))?;
        typed().await
    };
    println!();
    answer
}

/// The terminal as long as it shows nothing of what is typed.
struct Hidden;

impl Hidden {
    fn begin() -> io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // There is nobody left to tell that a terminal is gone.
        drop(disable_raw_mode());
    }
}

async fn typed() -> Result<String, Early> {
    let mut terminate = signal(SignalKind::terminate()).map_err(|cause| unasked(&cause))?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(|cause| unasked(&cause))?;
    let mut events = EventStream::new();
    let mut secret = String::new();
    loop {
        let event = tokio::select! {
            event = events.next() => event,
            _ = terminate.recv() => return Err(Early::Signal(TERMINATE)),
            _ = hang_up.recv() => return Err(Early::Signal(HANG_UP)),
        };
        match event {
            Some(Ok(Event::Key(KeyEvent { code, modifiers, kind, .. })))
                if kind != KeyEventKind::Release =>
            {
                let control = modifiers.contains(KeyModifiers::CONTROL);
                match code {
                    KeyCode::Enter => return Ok(secret),
                    KeyCode::Char('c') if control => return Err(Early::Signal(INTERRUPT)),
                    KeyCode::Char('d') if control && secret.is_empty() => {
                        return Err(Early::Signal(INTERRUPT));
                    }
                    KeyCode::Char('u') if control => secret.clear(),
                    KeyCode::Char('j' | 'm') if control => return Ok(secret),
                    KeyCode::Char(c) if !control => secret.push(c),
                    KeyCode::Backspace => drop(secret.pop()),
                    _ => {}
                }
            }
            Some(Ok(_)) => {}
            Some(Err(cause)) => return Err(unasked(&cause)),
            None => return Err(Early::Signal(HANG_UP)),
        }
    }
}

fn unasked(cause: &io::Error) -> Early {
    Failure::new(Exit::Failed, "terminal", format!("The terminal can't be read: {cause}")).into()
}
