//! What the server says over the socket. Each frame carries the new state, so hearing one twice
//! changes nothing.

use std::time::Duration;

use campfire_proto::{
    ErrorCode, Involvement, Message, RemovedReason, Room, RoomId, RoomType, ServerFrame, Status,
    TypingState,
};

use super::Turn;
use crate::{
    app::{Typist, is_listed, link::Link, timeline::Follow},
    effect::{Alert, Effect, Request, Timer},
    text,
};

/// Nobody types for longer without saying so again.
const TYPING_LASTS: Duration = Duration::from_secs(5);

impl Turn<'_> {
    pub(super) fn hear(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Authenticated { user, server_version } => {
                self.app.link = Link::CatchingUp;
                self.compare_versions(&server_version);
                self.is_somebody(user.id);
                self.app.me = Some(user);
                // The session may be another program's, which this one was given the token of.
                if !std::mem::replace(&mut self.app.introduced, true) {
                    self.ask(Request::Refresh);
                }
                self.ask(Request::Rooms);
                self.ask(Request::People);
                self.ask(Request::Me);
            }
            ServerFrame::Subscribed { room_id, last_message_id, resync } => {
                self.caught_up(room_id, last_message_id, resync);
            }
            ServerFrame::Error { code: ErrorCode::NotFound, room_id: Some(room), .. } => {
                // It may have come back since: the server that answers questions knows.
                self.ask(Request::Room(room));
            }
            ServerFrame::Error { code: ErrorCode::Busy, room_id: Some(room), .. } => {
                self.follow(room);
            }
            ServerFrame::Error { message, .. } => self.app.notice(message),
            ServerFrame::MessageCreated { message } => self.said(message),
            ServerFrame::MessageUpdated { message } => {
                let room = message.room_id;
                self.apply(room, &ServerFrame::MessageUpdated { message });
            }
            ServerFrame::MessageDeleted { room_id, .. }
            | ServerFrame::BoostCreated { room_id, .. }
            | ServerFrame::BoostDeleted { room_id, .. } => self.apply(room_id, &frame),
            ServerFrame::Typing { room_id, user, state } => match state {
                TypingState::Start => {
                    let until = self.app.now + TYPING_LASTS;
                    self.app.typists.insert((room_id, user.id), Typist { name: user.name, until });
                    self.wake(Timer::TypingEnds, TYPING_LASTS);
                }
                TypingState::Stop => drop(self.app.typists.remove(&(room_id, user.id))),
            },
            ServerFrame::Presence { user_id, online } => {
                if online {
                    self.app.online.insert(user_id);
                } else {
                    self.app.online.remove(&user_id);
                }
            }
            ServerFrame::PresenceSnapshot { online } => {
                self.app.online = online.into_iter().collect();
            }
            ServerFrame::Unread { room_id, unread_count, unread_mentions } => {
                self.count_unread(room_id, unread_count, unread_mentions);
            }
            ServerFrame::Read { room_id } => self.count_unread(room_id, 0, 0),
            ServerFrame::RoomAdded { room } | ServerFrame::RoomUpdated { room } => {
                self.know_room(room);
            }
            ServerFrame::RoomRemoved { room_id, reason } => {
                self.forget(
                    room_id,
                    match reason {
                        RemovedReason::Removed => "isn't yours to read any more",
                        RemovedReason::Deleted => "was deleted",
                        RemovedReason::Left => "is left",
                    },
                );
            }
            ServerFrame::MembershipUpdated { room_id, membership } => {
                if let Some(room) = self.app.rooms.get_mut(&room_id) {
                    room.membership = membership;
                }
                if membership.involvement != Involvement::Invisible {
                    self.add_room(room_id);
                }
            }
            ServerFrame::UserUpdated { user } => {
                for member in self.app.members.values_mut().flatten() {
                    if member.id == user.id {
                        member.clone_from(&user);
                    }
                }
                if user.status != Status::Active {
                    self.app.online.remove(&user.id);
                }
                if self.app.is_me(user.id) {
                    self.app.me = Some(user.clone());
                }
                self.app.people.insert(user.id, user);
            }
            ServerFrame::AccountUpdated { account } => self.app.account = Some(account),
            ServerFrame::SessionEnded { .. } => self.signed_out(),
            ServerFrame::Unsubscribed { .. } | ServerFrame::Pong { .. } => {}
        }
    }

    /// Whoever signs in anew may be somebody else: nothing of the other one stays.
    pub(super) fn is_somebody(&mut self, id: campfire_proto::UserId) {
        if self.app.me.as_ref().is_some_and(|me| me.id != id) {
            self.put_draft_away();
            self.app.open = None;
            self.app.visited.clear();
            self.app.rooms.clear();
            self.app.people.clear();
            self.app.timelines.clear();
            self.app.members.clear();
        }
    }

    fn compare_versions(&mut self, server: &str) {
        let major = |version: &str| version.split('.').next().map(str::to_owned);
        let ours = env!("CARGO_PKG_VERSION");
        if major(server) != major(ours) {
            let server = text::clean_line(server);
            self.app.notice(format!(
                "The server is version {server}, this is {ours}: some things may not work"
            ));
        }
    }

    fn apply(&mut self, room: RoomId, frame: &ServerFrame) {
        if let Some(timeline) = self.app.timelines.get_mut(&room) {
            timeline.hear(frame);
        }
        self.keep_pick();
        if let ServerFrame::MessageDeleted { message_id, .. } = frame {
            let editing = self.app.composer.editing.as_ref();
            if editing.is_some_and(|editing| editing.message == *message_id) {
                self.app.composer.editing = None;
                self.app.notice("The message was deleted meanwhile; its text is a draft now");
            }
        }
    }

    /// A message, live or replayed, or the answer to ours: whichever comes first.
    pub(super) fn said(&mut self, message: Message) {
        let room = message.room_id;
        self.app.typists.remove(&(room, message.creator_id));
        if self.app.outbox.arrived(&message) {
            self.keep();
        }
        if let Some(known) = self.app.rooms.get_mut(&room) {
            known.last_message_at = known.last_message_at.max(Some(message.created_at));
        }
        let frame = ServerFrame::MessageCreated { message };
        let timeline = self.app.timelines.entry(room).or_default();
        let live = timeline.follow == Follow::Live || self.app.link == Link::Polling;
        let new = timeline.hear(&frame) || !timeline.is_loaded();
        let ServerFrame::MessageCreated { message } = frame else { return };
        if live && new {
            self.sounds(&message);
            self.alerts(&message);
            self.remember_soon();
        }
    }

    fn sounds(&mut self, message: &Message) {
        let here = self.app.open == Some(message.room_id);
        if let Some(sound) = &message.sound
            && here
            && self.app.preferences.sound.on
            && self.app.attention.is_there(self.app.now)
        {
            self.effects.push(Effect::Play(sound.name.clone()));
        }
    }

    /// Somebody speaks to us while we look elsewhere.
    fn alerts(&mut self, message: &Message) {
        let Some(room) = self.app.rooms.get(&message.room_id) else { return };
        let there = self.app.attention.is_there(self.app.now);
        if self.app.is_me(message.creator_id)
            || (there && self.app.open == Some(message.room_id))
            || !is_listed(room)
        {
            return;
        }
        let named = message.mentions.iter().any(|whom| self.app.is_me(*whom));
        let concerns_me = match room.membership.involvement {
            Involvement::Everything => true,
            Involvement::Mentions => named || room.room_type == RoomType::Direct,
            Involvement::Nothing | Involvement::Invisible => false,
        };
        if concerns_me {
            let alert = Alert {
                room: text::clean_line(&room.name),
                from: text::clean_line(self.app.name_of(&message.creator)),
                text: text::clean_line(&message.content),
            };
            self.effects.push(Effect::Alert(alert));
        }
    }

    fn count_unread(&mut self, room: RoomId, count: u32, mentions: u32) {
        // The server may not have heard yet that we look.
        let told = self.app.attention.told.is_some_and(|(told, _)| told == room);
        if let Some(room) = self.app.rooms.get_mut(&room) {
            room.membership.unread = count > 0 && !told;
            room.membership.unread_count = if told { 0 } else { count };
            room.membership.unread_mentions = if told { 0 } else { mentions };
        }
    }

    fn know_room(&mut self, mut room: Room) {
        let id = room.id;
        if room.members.is_none() {
            let known = self.app.rooms.get(&id);
            room.members = known.and_then(|known| known.members.clone());
        }
        let kind_changed = self.app.rooms.get(&id).is_some_and(|it| it.room_type != room.room_type);
        if kind_changed {
            self.app.members.remove(&id);
        }
        let listed = is_listed(&room);
        self.app.rooms.insert(id, room);
        if listed {
            self.add_room(id);
        }
    }
}
