//! What the server answers to our questions.

use std::time::Duration;

use campfire_proto::{ContentType, ErrorCode, Message, MessageId, MessagePage, Room, RoomId};

use super::{Turn, connection::PAGE};
use crate::{
    api::{Error, Stretch},
    app::{
        Editing, Focus,
        link::Link,
        overlay::{FormKind, Overlay},
        text_box::TextBox,
        timeline::{Follow, Purpose, Scroll},
    },
    effect::{Effect, Reply, Request, Secret, Timer},
    markup,
};

const RELOAD_AFTER: Duration = Duration::from_secs(3);

impl Turn<'_> {
    pub(super) fn answered(&mut self, request: Request, outcome: Result<Reply, Error>) {
        match outcome {
            Ok(reply) => self.succeeded(request, reply),
            Err(error) => self.failed(request, &error),
        }
    }

    fn succeeded(&mut self, request: Request, reply: Reply) {
        match (request, reply) {
            (_, Reply::Me(who)) => {
                self.is_somebody(who.user.id);
                self.app.me = Some(who.user);
                self.app.account = Some(who.account);
            }
            (_, Reply::Rooms(rooms)) => {
                self.know_rooms(rooms);
                self.answers_without_socket();
            }
            (_, Reply::People(people)) => {
                // Who has left is still in what they said.
                self.app.people.extend(people.into_iter().map(|person| (person.id, person)));
            }
            (Request::Members(room), Reply::Members(members)) => {
                let users = members.into_iter().map(|member| member.user).collect();
                self.app.members.insert(room, users);
            }
            (Request::AddMember(room, _) | Request::RemoveMember(room, _), _) => {
                self.ask(Request::Members(room));
                self.app.notice("Done");
            }
            (Request::Page { room, purpose: Purpose::Refresh, .. }, Reply::Page(page)) => {
                self.refresh(room, page);
            }
            (Request::Page { room, stretch, purpose }, Reply::Page(page)) => {
                self.file_page(room, stretch, purpose, page);
            }
            (Request::Post { .. }, Reply::Message(message)) => self.said(message),
            (Request::Source(_), Reply::Message(message)) => self.begin_edit(message),
            (Request::Search(query), Reply::Found(page)) => {
                self.found(&query, page);
            }
            (Request::Around(_, message), Reply::Page(page)) => self.show_around(message, page),
            (_, Reply::Searches(searches)) => {
                if let Some(Overlay::Search(panel)) = self.app.overlays.last_mut() {
                    panel.recent = searches.into_iter().map(|search| search.query).collect();
                }
            }
            (Request::Involve(room, _), Reply::Membership(membership)) => {
                if let Some(room) = self.app.rooms.get_mut(&room) {
                    room.membership = membership;
                }
            }
            (Request::Create(_), Reply::Room(room)) => {
                let id = room.id;
                self.app.overlays.retain(|it| !is_form(it, FormKind::NewRoom));
                self.app.rooms.insert(id, room);
                self.visit(id);
            }
            (Request::ChangeRoom(id, _), Reply::Room(room)) => {
                self.app.overlays.retain(|it| !is_form(it, FormKind::Rename(id)));
                self.app.rooms.insert(id, room);
            }
            (Request::Room(id), Reply::Room(room)) => {
                if let Some(members) = &room.members {
                    self.app.members.insert(id, members.clone());
                }
                self.app.rooms.insert(id, room);
                self.follow(id);
            }
            (Request::DeleteRoom(room), _) => self.forget(room, "was deleted"),
            (_, Reply::NeedsSetup(true)) if self.app.link == Link::SignedOut => {
                self.ask_for_first_account();
            }
            (_, Reply::Sessions(sessions)) => self.app.devices = sessions,
            (_, Reply::TransferLink(link)) => self.show_link(link),
            (Request::EndSession(_), _) => self.ask(Request::Sessions),
            // The list that is on the screen already may know it by another name.
            (Request::Refresh, _) if !self.app.devices.is_empty() => self.ask(Request::Sessions),
            (Request::SignOut, _) => self.leave_nothing(),
            (_, Reply::SignedIn(signed_in)) => {
                self.is_somebody(signed_in.user.id);
                self.app.me = Some(signed_in.user);
                self.app.overlays.retain(|overlay| !overlay.is_way_in());
                self.effects.push(Effect::KeepToken(Secret(signed_in.token)));
                self.app.link = Link::Connecting;
                self.connect();
            }
            // Changes, deletions and boosts are told by the socket, to everyone alike.
            _ => {}
        }
    }

    /// The whole list, as it is now: what isn't in it isn't ours.
    fn know_rooms(&mut self, rooms: Vec<Room>) {
        let gone: Vec<RoomId> = self
            .app
            .rooms
            .keys()
            .filter(|known| rooms.iter().all(|room| room.id != **known))
            .copied()
            .collect();
        for room in gone {
            self.forget(room, "isn't there any more");
        }
        self.app.rooms.extend(rooms.into_iter().map(|room| (room.id, room)));
        self.open_something();
        self.follow_all();
        let waits = self.app.timeline().is_some_and(|timeline| timeline.follow != Follow::Live);
        if !waits && self.app.link == Link::CatchingUp {
            self.is_live();
        }
    }

    fn file_page(&mut self, room: RoomId, stretch: Stretch, purpose: Purpose, page: MessagePage) {
        let Some(timeline) = self.app.timelines.get_mut(&room) else { return };
        let down = matches!(stretch, Stretch::After(_));
        timeline.file_page(page, down, purpose);
        if timeline.follow == Follow::Not {
            self.follow(room);
        }
        self.keep_pick();
        if self.app.open != Some(room) {
            return;
        }
        match purpose {
            Purpose::Jump(message) => self.show(message),
            Purpose::Replace { .. } if stretch == Stretch::Newest => {
                if let Some(timeline) = self.app.timeline_mut() {
                    timeline.reach_bottom();
                }
            }
            Purpose::Replace { .. } | Purpose::Extend | Purpose::Refresh => {}
        }
        self.remember_soon();
    }

    fn begin_edit(&mut self, message: Message) {
        if self.app.open != Some(message.room_id) {
            return;
        }
        let (text, content_type) = match (message.source, message.source_type) {
            (Some(source), Some(kind @ (ContentType::Plain | ContentType::Markdown))) => {
                (source, kind)
            }
            // Written in a browser: the same as Markdown, which the server reads alike.
            _ => (markup::markdown(&markup::blocks(&message.html)), ContentType::Markdown),
        };
        let composer = &mut self.app.composer;
        let draft = match composer.editing.take() {
            Some(before) => before.draft,
            None => composer.text.text().to_owned(),
        };
        composer.editing = Some(Editing { message: message.id, content_type, draft });
        composer.text = TextBox::with(&text);
        self.app.start_writing();
    }

    fn failed(&mut self, request: Request, error: &Error) {
        if error.is_signed_out() && !request.is_sign_in() {
            self.signed_out();
        }
        match request {
            Request::Post { message, .. } => {
                let id = message.client_message_id.unwrap_or_default();
                self.post_failed(&id, error);
            }
            Request::Page { room, purpose, .. } => {
                self.page_failed(room, purpose, error);
            }
            Request::Room(room) if error.is_not_found() => {
                self.forget(room, "isn't there any more");
            }
            Request::Change { content, .. } => {
                // What was typed isn't lost with the message it was meant for.
                if self.app.composer.text.is_empty() {
                    self.app.composer.text = TextBox::with(&content);
                }
                self.app.notice(format!("Not changed: {error}"));
            }
            Request::Create(_)
            | Request::ChangeRoom(..)
            | Request::SignIn { .. }
            | Request::Redeem(_)
            | Request::Join { .. }
            | Request::SetUp { .. } => match self.app.overlays.last_mut() {
                Some(Overlay::Form(form)) => {
                    form.busy = false;
                    form.trouble = Some(error.to_string());
                }
                _ => self.app.notice(error.to_string()),
            },
            Request::Search(_) => match self.app.overlays.last_mut() {
                Some(Overlay::Search(panel)) => {
                    panel.loading = false;
                    panel.trouble = Some(error.to_string());
                }
                _ => self.app.notice(error.to_string()),
            },
            // A bot may not ask these, and the chat works without; offline they are asked again.
            Request::People
            | Request::RecentSearches
            | Request::Around(..)
            | Request::Members(_)
            | Request::Me
            | Request::Refresh => {}
            Request::NeedsSetup => self.wonder_about_setup(),
            // The session is over already: that is what was wanted.
            Request::SignOut if error.is_signed_out() => self.leave_nothing(),
            Request::SignOut => {
                self.app.leaving = false;
                self.app.notice(error.to_string());
            }
            Request::Rooms | Request::Room(_) if error.is_passing() => self.retry_line(),
            Request::Rooms
            | Request::Room(_)
            | Request::Source(_)
            | Request::Delete(_)
            | Request::Boost { .. }
            | Request::Unboost { .. }
            | Request::Involve(..)
            | Request::DeleteRoom(_)
            | Request::AddMember(..)
            | Request::RemoveMember(..)
            | Request::Sessions
            | Request::EndSession(_)
            | Request::TransferLink
            | Request::MarkRead(_) => self.app.notice(error.to_string()),
        }
    }

    /// Without the list of rooms a socket is of no use: it is opened anew, with patience.
    fn retry_line(&mut self) {
        if self.app.link.answers() {
            self.app.link = Link::Connecting;
            self.effects.push(Effect::Disconnect);
            self.lost(false);
        }
    }

    fn page_failed(&mut self, room: RoomId, purpose: Purpose, error: &Error) {
        let Some(timeline) = self.app.timelines.get_mut(&room) else { return };
        timeline.page_failed();
        if error.is_not_found() {
            return match purpose {
                Purpose::Jump(message) => self.no_such_message(message),
                Purpose::Replace { .. } | Purpose::Extend | Purpose::Refresh => {
                    self.ask(Request::Room(room));
                }
            };
        }
        let reload = matches!(purpose, Purpose::Replace { .. });
        if reload && timeline.is_loaded() {
            // What is here may be stale: ask from where we were, and be told again to reload.
            timeline.follow = Follow::Not;
            self.follow(room);
        } else if reload && error.is_passing() {
            self.wake(Timer::Reload(room), RELOAD_AFTER);
        } else if purpose != Purpose::Refresh {
            self.app.notice(error.to_string());
        }
    }

    fn no_such_message(&mut self, message: MessageId) {
        self.app.notice(format!("Message {message} isn't there any more"));
        if let Some(room) = self.app.open {
            self.enter(room);
        }
    }

    /// A message that isn't there can't stay picked; its neighbour is.
    pub(super) fn keep_pick(&mut self) {
        let Focus::Message(picked) = self.app.focus else { return };
        let Some(timeline) = self.app.timeline() else { return };
        if timeline.get(picked).is_none() {
            let after = timeline.messages().range(picked..).next().map(|(id, _)| *id);
            let near = after.or_else(|| timeline.before(picked).map(|message| message.id));
            self.app.focus = near.map_or(Focus::Composer, Focus::Message);
        }
    }

    /// More of the room, where one is about to see its edge.
    pub(super) fn load_around_screen(&mut self, at_top: bool) {
        let Some(room) = self.app.open else { return };
        let Some(timeline) = self.app.timeline() else { return };
        if timeline.is_loading() {
            return;
        }
        let first = timeline.messages().keys().next().copied();
        let last = timeline.messages().keys().next_back().copied();
        if at_top
            && timeline.has_before()
            && let Some(first) = first
        {
            self.load(room, Stretch::Before(first), Purpose::Extend);
        } else if timeline.scroll == Scroll::Bottom
            && !timeline.is_at_end()
            && let Some(last) = last
        {
            self.load(room, Stretch::After(last), Purpose::Extend);
        }
    }
}

fn is_form(overlay: &Overlay, kind: FormKind) -> bool {
    matches!(overlay, Overlay::Form(form) if form.kind == kind)
}

/// How many messages a page of this kind asks for.
pub fn page_size(stretch: Stretch) -> u32 {
    match stretch {
        // As many on each side.
        Stretch::Around(_) => PAGE / 2,
        Stretch::Newest | Stretch::Before(_) | Stretch::After(_) => PAGE,
    }
}

/// Whether a refusal means that trying once more is of no use.
pub(super) fn is_final(error: &Error) -> bool {
    match error {
        Error::Network(_) => false,
        Error::Unreadable => true,
        Error::Refused { code, .. } => {
            !error.is_passing() && *code != Some(ErrorCode::Unauthenticated)
                || *code == Some(ErrorCode::Banned)
        }
    }
}
