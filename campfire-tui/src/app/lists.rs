//! The items of each list, and what choosing one does.

use campfire_proto::{
    Involvement, MessageId, Role, RoomId, RoomType, SessionId, Status, User, UserId,
};

use super::{
    App, completion,
    overlay::{List, ListKind},
};
use crate::{
    action::{ACTIONS, Action, Place},
    preferences::{Setting, ThemeChoice},
    text,
};

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    pub detail: String,
    pub deed: Deed,
}

/// What choosing an item does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Visit(RoomId),
    WriteTo(UserId),
    Do(Action),
    /// Do it to the message that the menu is for.
    DoTo(MessageId, Action),
    Boost(MessageId, String),
    Insert(String),
    Browse(String),
    Theme(ThemeChoice),
    /// Show what it may be.
    Setting(&'static Setting),
    Set(&'static Setting, &'static str),
    ToProfile(String),
    Involve(RoomId, Involvement),
    Rename(RoomId),
    Invite(RoomId),
    Add(RoomId, UserId),
    Remove(RoomId, UserId),
    Leave(RoomId),
    Delete(RoomId),
    Copy(String),
    NewRoom(String),
    MakeLink,
    EndSession(SessionId),
    /// Open to everyone, or closed to others.
    Turn(RoomId, RoomType),
    /// Say how the configuration file names it.
    SayName(Action),
    /// There to be read.
    Nothing,
}

/// Offered first, under the keys 1 to 8.
pub const QUICK_BOOSTS: [&str; 8] = ["👍", "👏", "👋", "💪", "❤️", "😂", "🎉", "🔥"];

pub(super) fn item(label: &str, detail: impl Into<String>, deed: Deed) -> Item {
    Item { label: text::clean_line(label), detail: text::clean_line(&detail.into()), deed }
}

impl App {
    /// What a list holds, as far as what is typed matches.
    pub fn items(&self, list: &List) -> Vec<Item> {
        let typed = list.filter.text();
        let all = match list.kind {
            ListKind::Switcher => self.places(typed),
            ListKind::Palette => self.palette(),
            ListKind::Help => self.help(),
            ListKind::People => self.people_here(),
            ListKind::Room(room) => self.room_deeds(room),
            ListKind::Invite(room) => self.outsiders(room),
            ListKind::Menu(message) => self.message_deeds(message),
            ListKind::Boosts(message) => return boosts(message, typed),
            ListKind::Links(message) => self.links(message),
            ListKind::Emoji => return emoji(typed),
            ListKind::Themes => themes(),
            ListKind::Settings => self.settings_now(),
            ListKind::Setting(setting) => self.values_of(setting),
            ListKind::Profiles => self.profiles_known(),
            ListKind::Doctor => {
                let found = self.doctor().into_iter();
                found.map(|(what, is)| item(what, is, Deed::Nothing)).collect()
            }
            ListKind::Devices => self.devices_known(),
            ListKind::Log => {
                let notices = self.notices.iter().rev();
                notices.map(|text| item(text, "", Deed::Copy(text.clone()))).collect()
            }
        };
        let mut found = completion::ranked(typed, all, |item| &item.label);
        if list.kind == ListKind::Switcher && found.is_empty() && !typed.trim().is_empty() {
            let name = typed.trim().to_owned();
            found.push(item(&format!("Make a room called {name}"), "", Deed::NewRoom(name)));
        }
        found
    }

    /// Rooms, what is new first and then the last visited; and people to write to.
    fn places(&self, typed: &str) -> Vec<Item> {
        let mut rooms: Vec<_> = self.rooms.values().collect();
        rooms.sort_by_key(|room| {
            let visited = self.visited.iter().rposition(|id| *id == room.id);
            let urgent = room.membership.unread_mentions > 0;
            let here = Some(room.id) == self.open;
            (here, !urgent, !room.membership.unread, std::cmp::Reverse(visited), room.name.clone())
        });
        let mut items: Vec<Item> = rooms
            .into_iter()
            .map(|room| {
                let sign = if room.room_type == RoomType::Direct { "" } else { "# " };
                let new = &room.membership;
                let detail = match new.involvement {
                    Involvement::Invisible => "hidden".to_owned(),
                    _ if new.unread_mentions > 0 => format!("@ {}", new.unread_mentions),
                    _ if new.unread => format!("{} new", new.unread_count.max(1)),
                    _ => String::new(),
                };
                item(&format!("{sign}{}", room.name), detail, Deed::Visit(room.id))
            })
            .collect();
        if !typed.trim().is_empty() {
            let strangers = self.active_people().filter(|user| {
                !self.is_me(user.id)
                    && user.role != Role::Bot
                    && self.direct_with(user.id).is_none()
            });
            items
                .extend(strangers.map(|user| item(&user.name, "write to", Deed::WriteTo(user.id))));
        }
        items
    }

    fn active_people(&self) -> impl Iterator<Item = &User> {
        let mut people: Vec<&User> =
            self.people.values().filter(|user| user.status == Status::Active).collect();
        people.sort_by_key(|user| user.name.to_lowercase());
        people.into_iter()
    }

    fn palette(&self) -> Vec<Item> {
        let useful = ACTIONS.iter().filter(|entry| match entry.place {
            Place::Anywhere => entry.action != Action::Palette,
            Place::Composer => matches!(entry.action, Action::Editor | Action::Emoji),
            Place::Messages => false,
        });
        useful
            .map(|entry| item(entry.does, self.keymap.key(entry.action), Deed::Do(entry.action)))
            .collect()
    }

    /// Every action with its keys, by place; the same table that the keys are read from.
    fn help(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for place in Place::ALL {
            let here = ACTIONS.iter().filter(|entry| entry.place == place);
            items.extend(here.map(|entry| {
                let slash = if entry.command.is_empty() {
                    String::new()
                } else {
                    format!("/{}", entry.command)
                };
                let keys = [self.keymap.keys(entry.action), slash];
                let keys: Vec<_> = keys.into_iter().filter(|it| !it.is_empty()).collect();
                item(
                    &format!("{}: {}", place.title(), entry.does),
                    keys.join("  "),
                    Deed::SayName(entry.action),
                )
            }));
        }
        let worded = completion::WORDED.iter();
        items.extend(worded.map(|(name, does)| {
            item(
                &format!("Commands: {does}"),
                format!("/{name}"),
                Deed::Insert(format!("/{name} ")),
            )
        }));
        items
    }

    fn people_here(&self) -> Vec<Item> {
        let mut here: Vec<&User> = self.members_here().collect();
        here.sort_by_key(|user| (!self.online.contains(&user.id), user.name.to_lowercase()));
        here.into_iter()
            .map(|user| {
                let state = if self.online.contains(&user.id) { "● here" } else { "○ away" };
                let role = match user.role {
                    Role::Member => "",
                    Role::Administrator => "admin  ",
                    Role::Bot => "bot  ",
                };
                item(self.name_of(user), format!("{role}{state}"), Deed::WriteTo(user.id))
            })
            .collect()
    }

    /// Who is in the open room, as far as we know.
    pub fn members_here(&self) -> impl Iterator<Item = &User> {
        let members = self.open.and_then(|room| self.members.get(&room));
        let direct = self.room().and_then(|room| room.members.as_ref());
        members.or(direct).into_iter().flatten()
    }

    fn room_deeds(&self, id: RoomId) -> Vec<Item> {
        let Some(room) = self.rooms.get(&id) else { return Vec::new() };
        let levels = [
            (Involvement::Everything, "Notify me of everything"),
            (Involvement::Mentions, "Notify me of mentions"),
            (Involvement::Nothing, "Notify me of nothing"),
            (Involvement::Invisible, "Hide this room from my list"),
        ];
        let mut items: Vec<Item> = levels
            .into_iter()
            .map(|(level, label)| {
                let now = if room.membership.involvement == level { "● now" } else { "" };
                item(label, now, Deed::Involve(id, level))
            })
            .collect();
        let link = format!("{}/rooms/{id}", self.server);
        items.push(item("Copy a link to this room", link.clone(), Deed::Copy(link)));
        if room.room_type == RoomType::Closed {
            items.push(item("Leave this room", "", Deed::Leave(id)));
        }
        if self.may_manage(room) {
            items.push(item("Rename this room", "", Deed::Rename(id)));
            let (label, other) = match room.room_type {
                RoomType::Closed => ("Open this room to everyone", RoomType::Open),
                RoomType::Open | RoomType::Direct => {
                    ("Close this room to those who aren't in it", RoomType::Closed)
                }
            };
            items.push(item(label, "", Deed::Turn(id, other)));
            if room.room_type == RoomType::Closed {
                items.push(item("Add somebody", "", Deed::Invite(id)));
                for user in self.members_here().filter(|user| !self.is_me(user.id)) {
                    let label = format!("Take {} out", self.name_of(user));
                    items.push(item(&label, "", Deed::Remove(id, user.id)));
                }
            }
            items.push(item("Delete this room and all that was said in it", "", Deed::Delete(id)));
        }
        items
    }

    fn outsiders(&self, room: RoomId) -> Vec<Item> {
        let members = self.members.get(&room);
        let inside = |user: &User| members.is_some_and(|all| all.iter().any(|it| it.id == user.id));
        let people = self.active_people().filter(|user| !inside(user));
        people.map(|user| item(&user.name, "", Deed::Add(room, user.id))).collect()
    }

    fn message_deeds(&self, id: MessageId) -> Vec<Item> {
        let Some(message) = self.timeline().and_then(|timeline| timeline.get(id)) else {
            return Vec::new();
        };
        let mine = message.boosts.iter().any(|boost| self.is_me(boost.booster_id));
        let fits = |action: Action| match action {
            Action::Reply | Action::Boost | Action::Copy | Action::CopyLink => true,
            Action::Edit | Action::DeleteMessage => self.may_change(message),
            Action::Unboost => mine,
            Action::Open => !message.links.is_empty(),
            Action::Play => message.sound.is_some(),
            Action::Direct => !self.is_me(message.creator_id),
            _ => false,
        };
        let here = ACTIONS.iter().filter(|entry| entry.place == Place::Messages);
        here.filter(|entry| fits(entry.action))
            .map(|entry| {
                item(entry.does, self.keymap.key(entry.action), Deed::DoTo(id, entry.action))
            })
            .collect()
    }

    fn links(&self, id: MessageId) -> Vec<Item> {
        let message = self.timeline().and_then(|timeline| timeline.get(id));
        let links = message.into_iter().flat_map(|message| &message.links);
        links.map(|link| item(&link.url, "", Deed::Browse(link.url.clone()))).collect()
    }
}

fn boosts(message: MessageId, typed: &str) -> Vec<Item> {
    let boost = |content: &str, detail: String| {
        item(content, detail, Deed::Boost(message, content.to_owned()))
    };
    if typed.is_empty() {
        let quick = QUICK_BOOSTS.iter().enumerate();
        return quick.map(|(at, content)| boost(content, format!("{}", at + 1))).collect();
    }
    let found = named_emoji(typed);
    let words = std::iter::once(boost(typed.trim(), "as it is".to_owned()));
    let found = found
        .into_iter()
        .map(|emoji| item(&with_name(emoji), "", Deed::Boost(message, emoji.as_str().to_owned())));
    // A name of an emoji is more often meant than the word itself.
    let mut found: Vec<Item> = found.take(30).collect();
    if typed.trim().chars().count() <= campfire_proto::limits::BOOST_LENGTH {
        let place = found.len().min(1);
        found.splice(place..place, words);
    }
    found
}

fn emoji(typed: &str) -> Vec<Item> {
    let found = named_emoji(typed).into_iter().take(60);
    found
        .map(|emoji| item(&with_name(emoji), "", Deed::Insert(emoji.as_str().to_owned())))
        .collect()
}

/// The name stands beside the picture, and beneath the others, however wide the picture is.
fn with_name(emoji: &emojis::Emoji) -> String {
    format!("{} {}", text::pad(&text::clean_line(emoji.as_str()), 2), emoji.name())
}

fn named_emoji(typed: &str) -> Vec<&'static emojis::Emoji> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<&emojis::Emoji> = emojis::iter()
        .filter(|emoji| {
            emoji.name().contains(&typed) || emoji.shortcodes().any(|it| it.contains(&typed))
        })
        .collect();
    found.sort_by_key(|emoji| {
        let starts = emoji.shortcodes().any(|code| code.starts_with(&typed));
        let exact = emoji.shortcodes().any(|code| code == typed);
        (!exact, !starts)
    });
    found
}

fn themes() -> Vec<Item> {
    [
        (ThemeChoice::Auto, "As the terminal is"),
        (ThemeChoice::Dark, "Dark"),
        (ThemeChoice::Light, "Light"),
        (ThemeChoice::Terminal, "The terminal's sixteen colours"),
        (ThemeChoice::Mono, "Without colour"),
    ]
    .into_iter()
    .map(|(choice, label)| item(label, "", Deed::Theme(choice)))
    .collect()
}
