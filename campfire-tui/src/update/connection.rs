//! The line to the server: opening it, losing it, coming back, being signed out.

use std::time::Duration;

use campfire_proto::{ClientFrame, MessageId, RoomId, limits};

use super::Turn;
use crate::{
    api::{Stretch, live::Gone},
    app::{
        is_listed,
        link::Link,
        overlay::{Form, Overlay},
        timeline::{Follow, Purpose, Scroll},
    },
    effect::{Effect, Request, Timer},
    event::SocketNews,
};

const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A key makes us try again at once, but not each key.
const IMPATIENCE: Duration = Duration::from_secs(3);
/// Messages in one page.
pub(super) const PAGE: u32 = 60;

impl Turn<'_> {
    /// Opens a socket in place of whatever there is.
    pub(super) fn connect(&mut self) {
        self.app.dial += 1;
        self.app.link = match self.app.link {
            // The countdown says how often it was tried; that must survive the next try.
            Link::Offline { tries, .. } => Link::Offline { until: self.app.now, tries },
            Link::Polling => Link::Polling,
            _ => Link::Connecting,
        };
        self.effects.push(Effect::Connect(self.app.dial));
    }

    pub(super) fn reconnect_if_due(&mut self) {
        if let Link::Offline { until, .. } = self.app.link
            && until <= self.app.now
        {
            self.connect();
        }
    }

    /// Somebody is here: no need to wait any longer.
    pub(super) fn hurry(&mut self) {
        if let Link::Offline { until, .. } = self.app.link {
            let waited = self.app.now.saturating_sub(self.app.lost_at);
            if until > self.app.now && waited >= IMPATIENCE {
                self.connect();
            }
        }
    }

    pub(super) fn resumed(&mut self) {
        self.effects.push(Effect::Redraw);
        if self.app.link == Link::Polling {
            self.poll();
        } else if self.app.link != Link::SignedOut {
            // Whether the line still stands nobody knows; a new one catches up in any case.
            self.lose_line();
            self.connect();
        }
    }

    pub(super) fn socket(&mut self, news: SocketNews) {
        match news {
            SocketNews::Heard(frame) => self.hear(*frame),
            SocketNews::Gone(Gone::SignedOut) => self.signed_out(),
            SocketNews::Refused(error) if error.is_signed_out() => self.signed_out(),
            SocketNews::Gone(Gone::FellBehind) => self.lost(true),
            SocketNews::Gone(Gone::Lost) | SocketNews::Refused(_) => self.lost(false),
        }
    }

    /// The line is gone. Whoever was too slow for it may come back at once.
    pub(super) fn lost(&mut self, at_once: bool) {
        let tries = match self.app.link {
            // Nothing was lost that there was; `poll` tries it again.
            Link::SignedOut | Link::Polling => return,
            Link::Offline { tries, .. } => tries.saturating_add(1),
            Link::Connecting | Link::CatchingUp | Link::Live => 0,
        };
        self.lose_line();
        self.app.lost_at = self.app.now;
        let wait = if at_once {
            Duration::ZERO
        } else {
            // A number between half and all of it, so that not everybody comes back at once.
            let longest = Self::longest_wait(tries);
            let chance = u32::from(self.now.fresh.as_bytes()[0]);
            longest / 2 + longest / 2 * chance / 255
        };
        self.app.link = Link::Offline { until: self.app.now + wait, tries };
        self.wake(Timer::Reconnect, wait);
        self.wonder(tries);
    }

    fn longest_wait(tries: u32) -> Duration {
        FIRST_WAIT.saturating_mul(1 << tries.min(10)).min(LONGEST_WAIT)
    }

    fn lose_line(&mut self) {
        for timeline in self.app.timelines.values_mut() {
            timeline.follow = Follow::Not;
        }
        self.app.typists.clear();
        self.app.attention.told = None;
    }

    pub(super) fn signed_out(&mut self) {
        if self.app.link == Link::SignedOut {
            return;
        }
        self.lose_line();
        self.app.link = Link::SignedOut;
        self.effects.push(Effect::Disconnect);
        if self.app.leaving {
            // The server says so on the socket, too, and maybe before it answers.
            return self.leave_nothing();
        }
        self.ask_to_sign_in();
        self.keep();
    }

    pub(super) fn ask_to_sign_in(&mut self) {
        let email = self.app.me.as_ref().and_then(|me| me.email.clone()).unwrap_or_default();
        let title = match self.app.me {
            Some(_) => "Your session is over. Sign in again",
            None => "Sign in",
        };
        self.app.overlays.push(Overlay::Form(Form::sign_in(&email, title)));
        self.app.setup_tries = 0;
        self.ask(Request::NeedsSetup);
    }

    /// The server doesn't answer a stranger. It may be starting: it is asked again, with patience.
    pub(super) fn wonder_about_setup(&mut self) {
        if self.app.link == Link::SignedOut {
            let wait = Self::longest_wait(self.app.setup_tries);
            self.app.setup_tries = self.app.setup_tries.saturating_add(1);
            self.wake(Timer::Setup, wait);
        }
    }

    pub(super) fn ask_about_setup(&mut self) {
        if self.app.link == Link::SignedOut {
            self.ask(Request::NeedsSetup);
        }
    }

    /// The list of rooms is fresh: follow them, the open one first, then by activity.
    pub(super) fn follow_all(&mut self) {
        let mut rooms: Vec<_> = self.app.rooms.values().filter(|room| is_listed(room)).collect();
        let open = self.app.open;
        rooms.sort_by_key(|room| (Some(room.id) != open, std::cmp::Reverse(room.last_message_at)));
        let rooms: Vec<_> = rooms.iter().map(|room| room.id).take(limits::SUBSCRIPTIONS).collect();
        for room in rooms {
            self.follow(room);
        }
    }

    /// Asks for what came after the last we saw, and for all that comes from now on.
    pub(super) fn follow(&mut self, room: RoomId) {
        let open = self.app.link.is_open();
        let timeline = self.app.timelines.entry(room).or_default();
        // A page that is on its way will know from where on to ask.
        if timeline.is_loading() && !timeline.is_loaded() || !open {
            return;
        }
        let last_seen_message_id = timeline.last_seen();
        timeline.follow = Follow::Asked(last_seen_message_id);
        self.say(ClientFrame::Subscribe { room_id: room, last_seen_message_id });
    }

    /// All that was missed in a room has been heard.
    pub(super) fn caught_up(&mut self, room: RoomId, newest: Option<MessageId>, resync: bool) {
        let Some(timeline) = self.app.timelines.get_mut(&room) else { return };
        let stale = timeline.caught_up(newest, resync);
        let here = self.app.open == Some(room);
        if stale && !here {
            // Whoever opens it loads it.
            timeline.let_go();
        } else if stale {
            let seen = newest.or(Some(MessageId(0)));
            let stretch = match self.app.timeline().map(|timeline| timeline.scroll) {
                Some(Scroll::Top { message, .. }) => Stretch::Around(message),
                Some(Scroll::Bottom) | None => Stretch::Newest,
            };
            self.load(room, stretch, Purpose::Replace { seen });
        }
        if self.app.link == Link::CatchingUp && self.app.open.is_none_or(|open| open == room) {
            self.is_live();
        }
    }

    pub(super) fn is_live(&mut self) {
        self.app.link = Link::Live;
        self.app.outbox.hurry();
        self.remember_soon();
    }

    pub(super) fn load(&mut self, room: RoomId, stretch: Stretch, purpose: Purpose) {
        self.app.timelines.entry(room).or_default().await_page();
        self.ask(Request::Page { room, stretch, purpose });
    }

    /// A page didn't come; once more.
    pub(super) fn reload(&mut self, room: RoomId) {
        let Some(timeline) = self.app.timelines.get(&room) else { return };
        if self.app.open == Some(room) && !timeline.is_loading() && !timeline.is_loaded() {
            self.load(room, Stretch::Newest, Purpose::Replace { seen: None });
        }
    }
}
