//! What happens: an event, and what is known, become what is known next and what to ask of the
//! outside. Pure: no clock, no chance, nothing that waits.

use std::time::Duration;

use campfire_proto::{ClientFrame, PresenceState, RoomId};

use crate::{
    app::{
        App, Toast,
        link::{GONE_AFTER, Link},
        overlay::Overlay,
        timeline::Scroll,
    },
    effect::{Effect, Request, Timer},
    event::{Event, Now},
    text,
};

mod actions;
mod around;
mod bare;
mod commands;
mod composing;
mod configuring;
mod connection;
mod devices;
mod doctor;
mod finding;
mod forms;
mod frames;
mod history;
mod keys;
mod lines;
mod marked;
mod modes;
mod mouse;
mod overlays;
mod polling;
mod reading;
mod replies;
mod rooms;
mod sending;
mod worded;

#[cfg(test)]
mod tests;

pub use around::AROUND;
pub use replies::page_size;

/// How long what was typed may be in memory alone.
const DRAFTS_KEPT_AFTER: Duration = Duration::from_millis(400);
const REMEMBERED_AFTER: Duration = Duration::from_secs(5);
/// The server forgets somebody after a minute.
const PRESENCE_REFRESH: Duration = Duration::from_secs(50);
/// A glance at another window is no absence.
const ABSENT_AFTER: Duration = Duration::from_secs(5);

/// What the chat asks for before anything has happened.
pub fn start(app: &mut App, now: Now) -> Vec<Effect> {
    let mut turn = Turn { app, now, effects: Vec::new() };
    turn.app.clock = now.clock;
    if let Some(room) = turn.app.open {
        turn.enter(room);
    }
    if turn.app.link == Link::SignedOut {
        turn.ask_to_sign_in();
    } else {
        turn.connect();
    }
    turn.settle();
    turn.effects
}

/// One event, and all that follows from it.
pub fn update(app: &mut App, event: Event, now: Now) -> Vec<Effect> {
    app.now = now.elapsed;
    app.clock = now.clock;
    let mut turn = Turn { app, now, effects: Vec::new() };
    match event {
        Event::Key(key) => turn.key(key),
        Event::Paste(text) => turn.paste(&text),
        Event::Line(line) => turn.line(&line),
        Event::NoMoreLines => turn.quit(),
        Event::Mouse(event) => turn.mouse(event),
        Event::Resized { width, height } => turn.app.size = (width, height),
        Event::Focus(focused) => turn.app.attention.focused = Some(focused),
        Event::Socket(dial, news) if dial == turn.app.dial => turn.socket(news),
        Event::Socket(..) => {}
        Event::Answered(request, outcome) => turn.answered(request, outcome),
        Event::Rang(timer) => turn.rang(timer),
        Event::Kept(version, outcome) => turn.kept(version, outcome),
        Event::Edited(text) => turn.edited(text),
        Event::Background(background) => turn.learn_background(background),
        Event::Configured(outcome) => turn.configured(outcome),
        Event::Colors(depth) => turn.has_colors(depth),
        Event::Notice(text) => turn.app.notice(text),
        Event::Resumed => turn.resumed(),
    }
    turn.settle();
    turn.effects
}

/// One turn of the circle.
struct Turn<'a> {
    app: &'a mut App,
    now: Now,
    effects: Vec<Effect>,
}

impl Turn<'_> {
    fn ask(&mut self, request: Request) {
        self.effects.push(Effect::Ask(request));
    }

    fn say(&mut self, frame: ClientFrame) {
        if self.app.link.is_open() {
            self.effects.push(Effect::Say(frame));
        }
    }

    fn wake(&mut self, timer: Timer, after: Duration) {
        self.effects.push(Effect::Wake(timer, after));
    }

    fn rang(&mut self, timer: Timer) {
        match timer {
            Timer::Reconnect => self.reconnect_if_due(),
            Timer::Countdown => self.app.counting = false,
            Timer::Poll => self.poll(),
            Timer::LookAround => self.ask_around(),
            Timer::Setup => self.ask_about_setup(),
            Timer::Reload(room) => self.reload(room),
            Timer::KeepDrafts => {
                self.app.drafts_changed = false;
                self.keep();
            }
            Timer::Remember => {
                self.effects.push(Effect::Remember(Box::new(self.app.remembered())));
            }
            Timer::TypingEnds => {
                let now = self.app.now;
                self.app.typists.retain(|_, typist| typist.until > now);
            }
            Timer::ToastEnds => {
                let now = self.app.now;
                self.app.toast = self.app.toast.take().filter(|toast| toast.until > now);
            }
            // What they are for happens whenever something settles.
            Timer::Post | Timer::Presence => {}
        }
    }

    /// What is unsent goes to the disk.
    fn keep(&mut self) {
        self.app.kept += 1;
        self.effects.push(Effect::Keep(Box::new(self.app.unsent())));
    }

    fn kept(&mut self, version: u64, outcome: Result<(), String>) {
        if let Err(why) = outcome {
            self.app.notice(format!("What you write isn't kept on disk: {why}"));
        }
        // Sending from memory is better than not sending.
        self.app.outbox.kept(version);
    }

    fn draft_changed(&mut self) {
        if !self.app.drafts_changed {
            self.app.drafts_changed = true;
            self.wake(Timer::KeepDrafts, DRAFTS_KEPT_AFTER);
        }
    }

    fn remember_soon(&mut self) {
        self.wake(Timer::Remember, REMEMBERED_AFTER);
    }

    /// What follows from how things are now, whatever happened.
    fn settle(&mut self) {
        self.keep_mode();
        self.look_around();
        self.post_what_waits();
        self.tell_presence();
        self.tell_title();
        self.tell_mouse();
        self.count_down();
        if let Some(Toast { until, .. }) = self.app.toast {
            let left = until.saturating_sub(self.app.now);
            if left == Duration::ZERO {
                self.app.toast = None;
            } else if !self.wakes(Timer::ToastEnds) {
                self.wake(Timer::ToastEnds, left);
            }
        }
    }

    fn wakes(&self, wanted: Timer) -> bool {
        let mut effects = self.effects.iter();
        effects.any(|effect| matches!(effect, Effect::Wake(timer, _) if *timer == wanted))
    }

    /// One is present where the newest is on the screen and somebody looks at it; then nothing there
    /// counts as unread, and no phone rings for it.
    fn tell_presence(&mut self) {
        let now = self.app.now;
        let looks = self.app.attention.is_there(now)
            && self.app.timeline().is_some_and(|timeline| {
                timeline.scroll == Scroll::Bottom && timeline.is_loaded() && timeline.is_at_end()
            });
        if !self.app.link.is_open() {
            self.app.attention.told = None;
            return;
        }
        let wanted = self.app.open.filter(|_| looks);
        match (self.app.attention.told, wanted) {
            (Some((told, at)), Some(room)) if told == room => {
                self.app.attention.wrong_since = None;
                let age = now.saturating_sub(at);
                if age >= PRESENCE_REFRESH {
                    self.tell(room, PresenceState::Refresh);
                }
            }
            (Some((told, _)), None) => {
                // A glance elsewhere changes nothing yet.
                let since = *self.app.attention.wrong_since.get_or_insert(now);
                let still_open = self.app.open == Some(told);
                let left = ABSENT_AFTER.saturating_sub(now.saturating_sub(since));
                if still_open && left > Duration::ZERO {
                    self.wake(Timer::Presence, left);
                } else {
                    self.tell(told, PresenceState::Absent);
                }
            }
            (told, Some(room)) => {
                if let Some((left, _)) = told {
                    self.tell(left, PresenceState::Absent);
                }
                self.tell(room, PresenceState::Present);
            }
            (None, None) => {}
        }
    }

    fn tell(&mut self, room_id: RoomId, state: PresenceState) {
        self.say(ClientFrame::Presence { room_id, state });
        self.app.attention.wrong_since = None;
        self.app.attention.told = match state {
            PresenceState::Absent => None,
            PresenceState::Present | PresenceState::Refresh => {
                self.wake(Timer::Presence, PRESENCE_REFRESH.min(GONE_AFTER));
                Some((room_id, self.app.now))
            }
        };
        if state == PresenceState::Present
            && let Some(room) = self.app.rooms.get_mut(&room_id)
        {
            // The server says so, too, but to the other devices.
            room.membership.unread = false;
            room.membership.unread_count = 0;
            room.membership.unread_mentions = 0;
        }
    }

    fn tell_title(&mut self) {
        let unread = self.app.unread_rooms().count();
        let account = self.app.account.as_ref().map_or("Campfire", |account| &account.name);
        let place = self
            .app
            .room()
            .map_or_else(|| account.to_owned(), |room| format!("{} · {account}", room.name));
        let title = if unread > 0 { format!("({unread}) {place}") } else { place };
        let title = text::fit(&text::clean_line(&title), 80);
        if title != self.app.title {
            self.app.title.clone_from(&title);
            self.effects.push(Effect::Title(title));
        }
    }

    /// The mouse is ours if somebody wants that, and never where text is there to be selected.
    fn tell_mouse(&mut self) {
        let bare = matches!(self.app.overlays.last(), Some(Overlay::Bare(_)));
        let wanted = self.app.preferences.mouse && !bare;
        if wanted != self.app.mouse_told {
            self.app.mouse_told = wanted;
            self.effects.push(Effect::Mouse(wanted));
        }
    }

    /// While a countdown is on the screen it counts; otherwise nothing wakes up for it.
    fn count_down(&mut self) {
        if matches!(self.app.link, Link::Offline { .. }) && !self.app.counting {
            self.app.counting = true;
            self.wake(Timer::Countdown, Duration::from_secs(1));
        }
    }
}
