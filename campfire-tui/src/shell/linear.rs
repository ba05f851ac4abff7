//! The chat where lines are all there is: reads them, says them, and leaves the terminal as it is.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    thread,
    time::Instant,
};

use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Disk, Ended, Heard, INBOX, Kept, Rest, Signals, Socket, Sounds, Timers};
use crate::{
    api::{Api, live::Gone},
    app::{App, Beginning, findings::Findings, link::Link},
    configured::Configured,
    effect::Effect,
    event::{Event, Now, SocketNews},
    linear::{Teller, prompt},
    session::Session,
    settings::{self, Settings},
    update,
};

/// A terminal of this size is imagined; nothing is laid out on it but pages.
const SIZE: (u16, u16) = (100, 40);

/// Opens the chat as lines, until it is left or nothing more can be read.
pub async fn run_linear(
    session: Session,
    configured: Configured,
    settings: Settings,
) -> anyhow::Result<Ended> {
    let sounds = Sounds::new(&configured.preferences.sound);
    let (disk, Kept { unsent, remembered, trouble }) = Disk::open(&session);
    let (inbox, mut mail) = mpsc::channel(INBOX);
    let mut app = App::new(Beginning {
        server: session.server.clone(),
        depth: crate::theme::Depth::None,
        findings: Findings::default(),
        light: false,
        zone: TimeZone::system(),
        size: SIZE,
        clock: Timestamp::now(),
        remembered,
        unsent,
        configured,
    });
    if let Some(trouble) = trouble {
        app.notice(trouble);
    }
    let mut lines = typed();
    let mut signals = Signals::listen()?;
    let mut shell = Linear {
        rest: Rest::new(Api::new(&session.server)?.with_token(&session.token), inbox.clone()),
        sounds,
        settings,
        session,
        disk,
        socket: None,
        timers: Timers::default(),
        inbox,
        started: Instant::now(),
        ended: None,
        forgotten: false,
        teller: Teller::default(),
        asks: io::stdin().is_terminal() && io::stdout().is_terminal(),
        asking: false,
    };
    let first = update::start(&mut app, shell.now());
    shell.carry_out(&app, first)?;
    while shell.ended.is_none() {
        shell.say(&app)?;
        let event = tokio::select! {
            biased;
            signal = signals.next() => {
                match signal {
                    Heard::End(number) => shell.ended = Some(Ended::Signal(number)),
                    Heard::Stop => {}
                    Heard::Continue => shell.mail(Event::Resumed),
                }
                continue;
            }
            line = lines.recv() => {
                shell.asking = false;
                match line {
                    Some(line) => Event::Line(line),
                    None => Event::NoMoreLines,
                }
            }
            Some(event) = mail.recv() => event,
            timer = shell.timers.next() => {
                shell.timers.rang(timer);
                Event::Rang(timer)
            }
        };
        let effects = update::update(&mut app, event, shell.now());
        shell.carry_out(&app, effects)?;
        if app.link == Link::SignedOut && shell.ended.is_none() {
            shell.ended = Some(Ended::SignedOut);
        }
    }
    shell.asks = false;
    shell.say(&app)?;
    shell.disk.keep_now(app.unsent()).await;
    if shell.forgotten {
        settings::forget(&shell.session)?;
    }
    Ok(shell.ended.unwrap_or(Ended::Quit))
}

struct Linear {
    settings: Settings,
    session: Session,
    disk: Disk,
    rest: Rest,
    sounds: Sounds,
    socket: Option<Socket>,
    timers: Timers,
    inbox: mpsc::Sender<Event>,
    started: Instant,
    ended: Option<Ended>,
    forgotten: bool,
    teller: Teller,
    /// Somebody sits there who wants to see a prompt; and it stands at the end of what was said.
    asks: bool,
    asking: bool,
}

impl Linear {
    fn now(&self) -> Now {
        Now { elapsed: self.started.elapsed(), clock: Timestamp::now(), fresh: Uuid::new_v4() }
    }

    /// What is new, and the prompt after it.
    fn say(&mut self, app: &App) -> io::Result<()> {
        let lines = self.teller.news(app);
        let mut out = io::stdout().lock();
        if self.asking && !lines.is_empty() {
            writeln!(out)?;
            self.asking = false;
        }
        for line in lines {
            writeln!(out, "{line}")?;
        }
        if self.asks && !self.asking {
            write!(out, "{}", prompt(app))?;
            self.asking = true;
        }
        out.flush()
    }

    fn mail(&self, event: Event) {
        let inbox = self.inbox.clone();
        tokio::spawn(async move { inbox.send(event).await });
    }

    fn carry_out(&mut self, app: &App, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(request) => self.rest.ask(request),
                Effect::Connect(dial) => {
                    self.socket = Some(Socket::open(self.rest.api(), dial, self.inbox.clone()));
                }
                Effect::Disconnect => self.socket = None,
                Effect::Say(frame) => {
                    if self.socket.as_ref().is_some_and(|socket| !socket.say(frame)) {
                        self.socket = None;
                        self.mail(Event::Socket(app.dial, SocketNews::Gone(Gone::Lost)));
                    }
                }
                Effect::Wake(timer, after) => self.timers.set(timer, after),
                Effect::Keep(unsent) => self.disk.keep(*unsent, &self.inbox),
                Effect::Remember(remembered) => self.disk.remember(remembered),
                Effect::Play(name) => self.sounds.play(&name, &self.inbox),
                Effect::Volume(volume) => self.sounds.set_volume(volume),
                // Without a clipboard there is the screen to copy from.
                Effect::Copy(text) | Effect::Browse(text) => {
                    let lines = text.lines().map(crate::text::clean_line);
                    let lines = lines.collect::<Vec<_>>().join("\n");
                    writeln!(io::stdout(), "{lines}")?;
                }
                Effect::Alert(alert) => {
                    self.mail(Event::Notice(format!(
                        "{} in {}: {}",
                        alert.from, alert.room, alert.text
                    )));
                }
                Effect::Edit(_) => {
                    self.mail(Event::Notice("There is no editor among lines".to_owned()));
                }
                Effect::ReadSettings => {
                    self.mail(Event::Configured(super::configured(&self.settings)));
                }
                // Whoever has read a line ahead for this chat has it still.
                Effect::ToProfile(name) => self.mail(Event::Notice(format!(
                    "Leave with /quit first; `campfire-tui --linear --profile {name}` goes there"
                ))),
                Effect::Prefer(_)
                | Effect::Title(_)
                | Effect::Mouse(_)
                | Effect::Redraw
                | Effect::Suspend
                | Effect::KeepToken(_) => {}
                Effect::Forget => {
                    self.forgotten = true;
                    self.ended = Some(Ended::Quit);
                }
                Effect::Quit => self.ended = Some(Ended::Quit),
            }
        }
        Ok(())
    }
}

/// Lines as they are typed. A thread of its own, which nobody has to wait for at the end.
fn typed() -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel(INBOX);
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.blocking_send(line).is_err() {
                return;
            }
        }
    });
    lines
}
