//! The outside: runs the chat's circle and carries out what it asks for. Nothing here decides; what
//! happens goes to `update`, what it wants is done, what is known is drawn.

use std::time::{Duration, Instant};

use crossterm::event::EventStream;
use futures::StreamExt;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{
    api::{Api, live::Gone},
    app::{App, Beginning, findings::Findings, link::Link},
    configured::Configured,
    effect::Effect,
    event::{Event, Now, SocketNews},
    preferences::ThemeChoice,
    session::Session,
    settings::{self, Settings},
    sound::Player,
    theme::{self, Depth},
    update,
};

mod canvas;
mod desktop;
mod disk;
mod editor;
mod linear;
mod probe;
mod rest;
mod signals;
mod socket;
mod terminal;
mod timers;

use desktop::Desktop;
use disk::{Disk, Kept};
use probe::Strays;
use rest::Rest;
use signals::{Heard, Signals};
use socket::Socket;
use terminal::Terminal;
use timers::Timers;

pub use disk::waiting;
pub use linear::run_linear;

/// What may wait to be heard. When it is full the socket isn't read for a moment: nothing is lost.
const INBOX: usize = 512;
/// What comes from the network is drawn at most so often; keys are drawn at once.
const FRAME: Duration = Duration::from_millis(33);
/// A clock that went on for so long without us: the machine slept.
const ASLEEP: Duration = Duration::from_secs(30);

/// How the chat ended, for whoever started it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Somebody left.
    Quit,
    /// A signal ended it: exit with 128 and this number.
    Signal(u8),
    /// The session is over, and there is no way to sign in here.
    SignedOut,
    /// Somebody goes on in another profile.
    ToProfile(String),
}

/// Opens the chat in this terminal, and gives the terminal back as it was.
pub async fn run(
    session: Session,
    configured: Configured,
    settings: Settings,
) -> anyhow::Result<Ended> {
    let preferences = configured.preferences.clone();
    let variable = |name: &str| std::env::var(name).ok();
    let (disk, kept) = Disk::open(&session);
    let mut terminal = Terminal::open(preferences.mouse)?;
    let (inbox, mail) = mpsc::channel(INBOX);
    let mut app = App::new(Beginning {
        server: session.server.clone(),
        depth: Depth::of(preferences.color, variable),
        light: theme::is_light(variable),
        findings: Findings::of(variable),
        zone: TimeZone::system(),
        size: terminal.size()?,
        clock: Timestamp::now(),
        remembered: kept.remembered,
        unsent: kept.unsent,
        configured,
    });
    if let Some(trouble) = kept.trouble {
        app.notice(trouble);
    }
    if session.token.is_empty() {
        app.link = Link::SignedOut;
    }
    // The first picture comes before anything that could take a while.
    terminal.draw(&app)?;
    let desktop = Desktop::new(preferences.notify, variable);
    let shell = Shell {
        settings,
        rest: Rest::new(Api::new(&session.server)?.with_token(&session.token), inbox.clone()),
        sounds: Sounds::new(&preferences.sound),
        session,
        disk,
        desktop,
        terminal,
        socket: None,
        timers: Timers::default(),
        inbox,
        started: Instant::now(),
        woke: (Instant::now(), Timestamp::now()),
        strays: Strays::default(),
        ended: None,
        forgotten: false,
    };
    // All that the chat knows is too much for whoever waits for it to carry along.
    Box::pin(shell.run(app, mail)).await
}

struct Shell {
    /// Where the settings come from, for when somebody has changed them.
    settings: Settings,
    session: Session,
    terminal: Terminal,
    disk: Disk,
    rest: Rest,
    desktop: Desktop,
    sounds: Sounds,
    socket: Option<Socket>,
    timers: Timers,
    inbox: mpsc::Sender<Event>,
    started: Instant,
    /// When something last happened, by both clocks: one stands still while the machine sleeps.
    woke: (Instant, Timestamp),
    strays: Strays,
    ended: Option<Ended>,
    /// Somebody signed out: nothing of the sign-in stays.
    forgotten: bool,
}

impl Shell {
    async fn run(mut self, mut app: App, mail: mpsc::Receiver<Event>) -> anyhow::Result<Ended> {
        // A terminal that is torn away fails whatever is just being written to it; what somebody has
        // written is kept all the same.
        let outcome = self.goes_round(&mut app, mail).await;
        self.disk.keep_now(app.unsent()).await;
        self.terminal.close();
        outcome?;
        if self.forgotten {
            settings::forget(&self.session)?;
        }
        Ok(self.ended.unwrap_or(Ended::Quit))
    }

    async fn goes_round(
        &mut self,
        app: &mut App,
        mut mail: mpsc::Receiver<Event>,
    ) -> anyhow::Result<()> {
        let mut signals = Signals::listen()?;
        let first = update::start(app, self.now());
        self.carry_out(app, first, &mut None).await?;
        // What was seen last comes first; the colours may follow.
        self.terminal.draw(app)?;
        // Before keys are read: whoever reads them would take the terminal's answer for some.
        self.ask_for_background(app).await?;
        let mut keys = Some(EventStream::new());
        let mut drawn = Instant::now();
        let mut draw_at: Option<Instant> = None;
        self.terminal.draw(app)?;
        while self.ended.is_none() {
            let timer = self.timers.next();
            let mut at_once = false;
            let event = tokio::select! {
                biased;
                signal = signals.next() => self.signalled(signal, app)?,
                key = next_key(&mut keys, &mut self.strays) => {
                    at_once = true;
                    // The terminal may be gone; what was written isn't.
                    key.or_else(|| self.end(Ended::Signal(1)))
                }
                () = sleep_until(draw_at) => None,
                Some(event) = mail.recv() => Some(event),
                timer = timer => Some(Event::Rang(timer)),
            };
            if let Some(event) = event {
                self.happens(app, event, &mut keys).await?;
                // A burst is one picture, not hundreds.
                while let Ok(event) = mail.try_recv() {
                    self.happens(app, event, &mut keys).await?;
                }
                if !at_once && drawn.elapsed() < FRAME {
                    draw_at = Some(drawn + FRAME);
                    continue;
                }
            }
            draw_at = None;
            if self.ended.is_none() {
                self.terminal.draw(app)?;
                drawn = Instant::now();
            }
        }
        Ok(())
    }

    async fn happens(
        &mut self,
        app: &mut App,
        event: Event,
        keys: &mut Option<EventStream>,
    ) -> anyhow::Result<()> {
        if let Event::Rang(timer) = &event {
            self.timers.rang(*timer);
        }
        let (instant, clock) =
            std::mem::replace(&mut self.woke, (Instant::now(), Timestamp::now()));
        let slept = Timestamp::now().duration_since(clock).unsigned_abs();
        let effects = update::update(app, event, self.now());
        self.carry_out(app, effects, keys).await?;
        if slept > instant.elapsed() + ASLEEP {
            let effects = update::update(app, Event::Resumed, self.now());
            self.carry_out(app, effects, keys).await?;
        }
        Ok(())
    }

    /// Light or dark, where that decides about colours and nobody has said so.
    async fn ask_for_background(&mut self, app: &mut App) -> anyhow::Result<()> {
        let matters = matches!(app.depth, Depth::Many | Depth::True);
        if app.preferences.theme != ThemeChoice::Auto || !matters {
            return Ok(());
        }
        self.terminal.write(probe::QUESTION)?;
        let heard = probe::listen()?;
        if heard.late {
            self.strays.may_come();
        }
        let found = Event::Background(heard.background);
        let typed = heard.keys.into_iter().map(Event::Key);
        for event in std::iter::once(found).chain(typed) {
            self.happens(app, event, &mut None).await?;
        }
        Ok(())
    }

    fn now(&self) -> Now {
        Now { elapsed: self.started.elapsed(), clock: Timestamp::now(), fresh: Uuid::new_v4() }
    }

    fn end(&mut self, how: Ended) -> Option<Event> {
        self.ended = Some(how);
        None
    }

    fn signalled(&mut self, signal: Heard, app: &mut App) -> anyhow::Result<Option<Event>> {
        Ok(match signal {
            Heard::End(number) => self.end(Ended::Signal(number)),
            Heard::Stop => {
                self.terminal.suspend()?;
                None
            }
            Heard::Continue => {
                self.terminal.resume()?;
                app.size = self.terminal.size()?;
                Some(Event::Resumed)
            }
        })
    }

    async fn carry_out(
        &mut self,
        app: &App,
        effects: Vec<Effect>,
        keys: &mut Option<EventStream>,
    ) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(request) => self.rest.ask(request),
                Effect::Connect(dial) => {
                    let api = self.rest.api();
                    self.socket = Some(Socket::open(api, dial, self.inbox.clone()));
                }
                Effect::Disconnect => self.socket = None,
                Effect::Say(frame) => {
                    if self.socket.as_ref().is_some_and(|socket| !socket.say(frame)) {
                        self.socket = None;
                        let gone = SocketNews::Gone(Gone::Lost);
                        self.mail(Event::Socket(app.dial, gone));
                    }
                }
                Effect::Wake(timer, after) => self.timers.set(timer, after),
                Effect::Keep(unsent) => self.disk.keep(*unsent, &self.inbox),
                Effect::Remember(remembered) => self.disk.remember(remembered),
                Effect::Play(name) => self.sounds.play(&name, &self.inbox),
                Effect::Volume(volume) => self.sounds.set_volume(volume),
                Effect::Copy(text) => {
                    let told = desktop::copy(&text, &mut self.terminal)?;
                    self.tell(told);
                }
                Effect::Alert(alert) => self.desktop.alert(&alert, &mut self.terminal)?,
                Effect::Title(title) => self.terminal.title(&title)?,
                Effect::Edit(text) => {
                    // Nobody but the editor may read the keyboard now.
                    *keys = None;
                    self.terminal.suspend()?;
                    let outcome = editor::edit(text, &self.session.state).await;
                    self.terminal.resume()?;
                    *keys = Some(EventStream::new());
                    self.mail(Event::Edited(outcome));
                }
                Effect::Browse(url) => {
                    let told = self.desktop.browse(&url, &mut self.terminal)?;
                    self.tell(Some(told));
                }
                Effect::Mouse(wanted) => self.terminal.mouse(wanted)?,
                Effect::Redraw => self.terminal.redraw()?,
                Effect::Suspend => {
                    self.terminal.suspend()?;
                    signals::stop();
                }
                Effect::KeepToken(token) => {
                    self.session.token = token.0;
                    self.rest.sign_in(&self.session.token);
                    if let Err(cause) = settings::keep_token(&self.session) {
                        self.tell(Some(format!("You are signed in until you leave: {cause}")));
                    }
                }
                Effect::ReadSettings => self.mail(Event::Configured(configured(&self.settings))),
                Effect::Prefer(preferences) => {
                    let variable = |name: &str| std::env::var(name).ok();
                    let depth = Depth::of(preferences.color, variable);
                    if depth != app.depth {
                        self.mail(Event::Colors(depth));
                    }
                    self.desktop.prefer(preferences.notify);
                }
                Effect::ToProfile(name) => match leads_somewhere(&self.settings, &name) {
                    Ok(()) => self.ended = Some(Ended::ToProfile(name)),
                    Err(why) => self.tell(Some(why)),
                },
                Effect::Forget => {
                    self.forgotten = true;
                    self.ended = Some(Ended::Quit);
                }
                Effect::Quit => self.ended = Some(Ended::Quit),
            }
        }
        Ok(())
    }

    fn tell(&self, notice: Option<String>) {
        if let Some(notice) = notice {
            self.mail(Event::Notice(notice));
        }
    }

    /// News that the shell itself has. With a full inbox it waits for its turn like everything else.
    fn mail(&self, event: Event) {
        let inbox = self.inbox.clone();
        tokio::spawn(async move { inbox.send(event).await });
    }
}

/// What the settings are now.
fn configured(settings: &Settings) -> Result<Box<Configured>, String> {
    let configured = settings.anew().and_then(|settings| settings.configured());
    configured.map(Box::new).map_err(|cause| cause.brief())
}

/// Why a profile can't be opened, before somebody has left another one for it.
fn leads_somewhere(settings: &Settings, profile: &str) -> Result<(), String> {
    let settings = settings.of_profile(profile).map_err(|cause| cause.brief())?;
    settings.configured().map_err(|cause| cause.brief())?;
    match settings.server {
        Some(_) => Ok(()),
        None => Err(format!("{profile} has no server; give it one in config.toml")),
    }
}

/// The player, once there is something to play.
struct Sounds {
    volume: u8,
    player: Option<Player>,
}

impl Sounds {
    fn new(preferences: &crate::preferences::Sound) -> Self {
        let volume = if preferences.on { preferences.volume.min(100) } else { 0 };
        Self { volume, player: None }
    }

    fn play(&mut self, name: &str, inbox: &mpsc::Sender<Event>) {
        let volume = self.volume;
        let player = self.player.get_or_insert_with(|| {
            let (trouble, mut troubles) = mpsc::unbounded_channel();
            let inbox = inbox.clone();
            tokio::spawn(async move {
                while let Some(sentence) = troubles.recv().await {
                    if inbox.send(Event::Notice(sentence)).await.is_err() {
                        return;
                    }
                }
            });
            Player::start(volume, trouble)
        });
        player.play(name);
    }

    fn set_volume(&mut self, volume: u8) {
        self.volume = volume;
        if let Some(player) = &self.player {
            player.set_volume(volume);
        }
    }
}

/// The next thing from the terminal that means something; `None` once there is no terminal.
async fn next_key(keys: &mut Option<EventStream>, strays: &mut Strays) -> Option<Event> {
    let Some(stream) = keys else { return std::future::pending().await };
    loop {
        match stream.next().await {
            Some(Ok(input)) if strays.is_one(&input) => {}
            Some(Ok(input)) => return Some(terminal::event(input)),
            Some(Err(_)) | None => return None,
        }
    }
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}
