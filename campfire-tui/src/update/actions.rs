//! Actions on a message, and those that can be done from anywhere.

use campfire_proto::{Message, MessageId};

use super::Turn;
use crate::{
    action::Action,
    app::{
        link::Link,
        overlay::{Consequence, Form, List, ListKind, Overlay, Question, SearchPanel},
    },
    effect::{Effect, Request},
    screen::Screen,
    text,
};

/// Lines of a message that an answer quotes.
const QUOTED: usize = 4;

impl Turn<'_> {
    /// False if the action isn't about a message.
    pub(super) fn act_on_message(&mut self, action: Action) -> bool {
        let known = matches!(
            action,
            Action::Menu
                | Action::Reply
                | Action::Edit
                | Action::DeleteMessage
                | Action::Boost
                | Action::Unboost
                | Action::Mark
                | Action::Copy
                | Action::CopyLink
                | Action::Open
                | Action::Play
                | Action::Direct
        );
        if !known {
            return false;
        }
        if self.act_on_marked(action) {
            return true;
        }
        if let Some(message) = self.app.picked().cloned() {
            self.act_on(action, &message);
        } else {
            let key = self.app.keymap.key(Action::ToMessages);
            self.app.notice(format!("Pick a message first, with {key}"));
        }
        true
    }

    pub(super) fn act_on(&mut self, action: Action, message: &Message) {
        match action {
            Action::Menu => self.open_list(ListKind::Menu(message.id)),
            Action::Reply => self.reply(message),
            Action::Edit => {
                if self.app.may_change(message) {
                    self.edit(message.id);
                } else {
                    self.app.notice("Only its author and administrators can change it");
                }
            }
            Action::DeleteMessage => {
                if self.app.may_change(message) {
                    let said = text::fit(&text::clean_line(&message.content), 40);
                    let text = format!("Delete “{said}” for everyone?");
                    let yes = Consequence::DeleteMessage(message.id);
                    self.app.overlays.push(Overlay::Question(Question { text, yes }));
                } else {
                    self.app.notice("Only its author and administrators can delete it");
                }
            }
            Action::Boost => self.open_list(ListKind::Boosts(message.id)),
            Action::Unboost => {
                let mine = message.boosts.iter().rev().find(|it| self.app.is_me(it.booster_id));
                match mine {
                    Some(boost) => {
                        self.ask(Request::Unboost { message: message.id, boost: boost.id });
                    }
                    None => self.app.notice("You haven't boosted it"),
                }
            }
            Action::Mark => self.mark(message),
            Action::Copy => {
                self.effects.push(Effect::Copy(message.content.clone()));
                self.app.notice("Copied");
            }
            Action::CopyLink => {
                let link = self.link_to(message);
                self.app.notice(format!("Copied {link}"));
                self.effects.push(Effect::Copy(link));
            }
            Action::Open => match message.links.as_slice() {
                [] => self.app.notice("There is no link in it"),
                [link] => self.effects.push(Effect::Browse(link.url.clone())),
                _ => self.open_list(ListKind::Links(message.id)),
            },
            Action::Play => match &message.sound {
                Some(sound) => self.effects.push(Effect::Play(sound.name.clone())),
                None => self.app.notice("It has no sound"),
            },
            Action::Direct => self.write_to(message.creator_id),
            _ => {}
        }
    }

    pub(super) fn link_to(&self, message: &Message) -> String {
        format!("{}/rooms/{}/@{}", self.app.server, message.room_id, message.id)
    }

    fn reply(&mut self, message: &Message) {
        let name = self.app.name_of(&message.creator);
        let mut quoted: Vec<&str> = message.content.lines().collect();
        if quoted.len() > QUOTED {
            quoted.truncate(QUOTED);
            quoted.push("…");
        }
        let quote = quoted.join("\n> ");
        let text = format!("> **{name}:**\n> {quote}\n\n{}", self.app.composer.text.text());
        self.app.composer.text.replace(&text);
        self.app.start_writing();
        self.typed();
    }

    /// Fetches a message as its author wrote it, to be changed in the composer.
    pub(super) fn edit(&mut self, message: MessageId) {
        self.ask(Request::Source(message));
    }

    pub(super) fn open_list(&mut self, kind: ListKind) {
        self.app.overlays.push(Overlay::List(List::new(kind)));
    }

    pub(super) fn act_anywhere(&mut self, action: Action) {
        match action {
            Action::Switch => self.open_list(ListKind::Switcher),
            Action::Palette => self.open_list(ListKind::Palette),
            Action::Help => self.open_list(ListKind::Help),
            Action::Emoji => self.open_list(ListKind::Emoji),
            Action::Theme => self.open_list(ListKind::Themes),
            Action::Log => self.open_list(ListKind::Log),
            Action::Bare => self.open_bare(),
            Action::Doctor => self.open_list(ListKind::Doctor),
            Action::Settings => self.open_list(ListKind::Settings),
            Action::Reload => self.effects.push(Effect::ReadSettings),
            Action::Profiles => self.open_list(ListKind::Profiles),
            Action::Devices => self.show_devices(),
            Action::SignOut => self.ask_before_signing_out(),
            Action::Search => self.open_search(),
            Action::NextActivity => match self.app.next_activity() {
                Some(room) => self.visit(room),
                None => self.app.notice("Nothing is new anywhere"),
            },
            Action::NextRoom => self.step_room(1),
            Action::PreviousRoom => self.step_room(-1),
            Action::LastRoom => {
                let before = self.app.visited.iter().rev().nth(1).copied();
                if let Some(room) = before {
                    self.visit(room);
                }
            }
            Action::People => {
                let wide = Screen::of(self.app).is_some_and(|screen| {
                    screen.people.is_some() || (!self.app.people_shown && self.app.size.0 >= 120)
                });
                if wide {
                    self.app.people_shown = !self.app.people_shown;
                } else {
                    self.open_list(ListKind::People);
                }
            }
            Action::RoomInfo => {
                if let Some(room) = self.app.open {
                    self.ask(Request::Members(room));
                    self.open_list(ListKind::Room(room));
                }
            }
            Action::NewRoom => self.app.overlays.push(Overlay::Form(Form::new_room(""))),
            Action::Sidebar => self.app.sidebar_shown = !self.app.sidebar_shown,
            Action::MarkAllRead => {
                let unread: Vec<_> = self.app.unread_rooms().map(|room| room.id).collect();
                for room in unread {
                    self.ask(Request::MarkRead(room));
                }
            }
            Action::Retry => self.retry_failed(),
            Action::TakeBack => self.take_back(),
            Action::Reconnect => {
                if self.app.link == Link::SignedOut {
                    self.ask_to_sign_in();
                } else {
                    self.resumed();
                }
            }
            Action::Sound => {
                self.app.preferences.sound.on = !self.app.preferences.sound.on;
                self.tell_volume();
            }
            Action::Mouse => {
                self.app.preferences.mouse = !self.app.preferences.mouse;
                let key = self.app.keymap.key(Action::Mouse);
                self.app.notice(if self.app.preferences.mouse {
                    "The mouse clicks and scrolls here".to_owned()
                } else {
                    format!("The mouse selects text now; {key} takes it back")
                });
            }
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::Suspend => {
                self.keep();
                self.effects.push(Effect::Suspend);
            }
            Action::Quit => self.quit(),
            Action::Send => self.send(),
            Action::Complete if self.complete() => {}
            Action::Complete => self.act(Action::ToMessages),
            Action::Editor => self.open_editor(),
            Action::Clear => self.clear(),
            _ => {}
        }
    }

    /// Leaves, with everything on the disk that must not be lost.
    pub(super) fn quit(&mut self) {
        self.keep_everything();
        self.effects.push(Effect::Quit);
    }

    pub(super) fn keep_everything(&mut self) {
        self.keep();
        self.effects.push(Effect::Remember(Box::new(self.app.remembered())));
    }

    fn open_search(&mut self) {
        let panel = self.app.searched.take().unwrap_or_else(|| {
            self.effects.push(Effect::Ask(Request::RecentSearches));
            SearchPanel::default()
        });
        self.app.overlays.push(Overlay::Search(panel));
    }
}
