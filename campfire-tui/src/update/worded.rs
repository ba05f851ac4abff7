//! Commands that take a word for what to do: rooms, sound, colours, what to copy.

use campfire_proto::{Involvement, Message, RoomChange, RoomId, RoomType};

use super::Turn;
use crate::{
    action::Action,
    app::{
        lists::Deed,
        overlay::{Form, ListKind, Overlay},
    },
    effect::{Effect, Request},
    markup::{self, Block},
    preferences::ThemeChoice,
    theme::Theme,
};

impl Turn<'_> {
    /// The message that a command is about: the one that is picked, or else the newest.
    pub(super) fn meant(&self, like: impl Fn(&Message) -> bool) -> Option<Message> {
        let newest = || {
            let timeline = self.app.timeline()?;
            timeline.messages().values().rev().find(|message| like(message))
        };
        self.app.picked().or_else(newest).cloned()
    }

    pub(super) fn notify(&mut self, words: &str) -> Result<(), String> {
        let level = match words {
            "everything" => Involvement::Everything,
            "mentions" => Involvement::Mentions,
            "nothing" => Involvement::Nothing,
            "invisible" | "hide" => Involvement::Invisible,
            _ => {
                return Err("/notify needs everything, mentions, nothing or invisible".to_owned());
            }
        };
        self.involve(level)
    }

    pub(super) fn involve(&mut self, level: Involvement) -> Result<(), String> {
        let room = self.here()?;
        self.ask(Request::Involve(room, level));
        Ok(())
    }

    pub(super) fn here(&self) -> Result<RoomId, String> {
        self.app.open.ok_or_else(|| self.app.no_room())
    }

    pub(super) fn read_rooms(&mut self, words: &str) -> Result<(), String> {
        match words {
            "" => {
                let room = self.here()?;
                self.ask(Request::MarkRead(room));
            }
            "all" => self.act(Action::MarkAllRead),
            _ => return Err("/read marks this room, /read all marks every room".to_owned()),
        }
        Ok(())
    }

    pub(super) fn room_command(&mut self, words: &str) -> Result<(), String> {
        let (deed, words) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let words = words.trim();
        match deed {
            "new" => self.app.overlays.push(Overlay::Form(Form::new_room(words))),
            "rename" => return self.rename(words),
            "members" => self.act(Action::RoomInfo),
            "" => return Err("/room needs new, rename, open, close, members or delete".to_owned()),
            deed => {
                let room = self.app.room().ok_or_else(|| self.app.no_room())?;
                let id = room.id;
                if !self.app.may_manage(room) {
                    return Err("Only who made it and administrators can change this room".into());
                }
                match deed {
                    "open" => self.turn_room(id, RoomType::Open),
                    "close" => self.turn_room(id, RoomType::Closed),
                    "delete" => self.do_deed(Deed::Delete(id)),
                    _ => {
                        return Err(format!(
                            "/room can't {deed}; it is new, rename, open, close, members or delete"
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn turn_room(&mut self, room: RoomId, kind: RoomType) {
        let change = RoomChange { room_type: Some(kind), ..RoomChange::default() };
        self.ask(Request::ChangeRoom(room, change));
    }

    pub(super) fn rename(&mut self, name: &str) -> Result<(), String> {
        let room = self.app.room().ok_or_else(|| self.app.no_room())?;
        let (id, old) = (room.id, room.name.clone());
        if name.is_empty() {
            self.app.overlays.push(Overlay::Form(Form::rename(id, &old)));
        } else {
            let change = RoomChange { name: Some(name.to_owned()), ..RoomChange::default() };
            self.ask(Request::ChangeRoom(id, change));
        }
        Ok(())
    }

    pub(super) fn invite(&mut self) -> Result<(), String> {
        let code = self.app.account.as_ref().and_then(|account| account.join_code.as_ref());
        let code = code.ok_or("The server hasn't told the join link yet; try again in a moment")?;
        let link = format!("{}/join/{code}", self.app.server);
        self.app.notice(format!("Copied {link}"));
        self.effects.push(Effect::Copy(link));
        Ok(())
    }

    pub(super) fn copy_part(&mut self, words: &str) -> Result<(), String> {
        let is_code = |message: &Message| !code_in(message).is_empty();
        let message = match words {
            "code" => self.meant(is_code).ok_or("There is no code here to copy")?,
            _ => self.meant(|_| true).ok_or("There is no message here to copy")?,
        };
        match words {
            "" | "text" => self.act_on(Action::Copy, &message),
            "link" => self.act_on(Action::CopyLink, &message),
            "code" if is_code(&message) => {
                self.effects.push(Effect::Copy(code_in(&message)));
                self.app.notice("Copied");
            }
            "code" => return Err("There is no code in it".to_owned()),
            _ => return Err("/copy needs text, link or code".to_owned()),
        }
        Ok(())
    }

    pub(super) fn open_link(&mut self, words: &str) -> Result<(), String> {
        let with_links = |message: &Message| !message.links.is_empty();
        let message = self.meant(with_links).ok_or("There is no link here")?;
        if words.is_empty() {
            self.act_on(Action::Open, &message);
            return Ok(());
        }
        let number = words.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let link = number.and_then(|number| message.links.get(number));
        let link = link.ok_or_else(|| format!("There is no link {words} in it"))?;
        self.effects.push(Effect::Browse(link.url.clone()));
        Ok(())
    }

    pub(super) fn sound_command(&mut self, words: &str) -> Result<(), String> {
        match words {
            "" => self.act(Action::Sound),
            "on" | "off" => {
                self.app.preferences.sound.on = words == "on";
                self.tell_volume();
            }
            "test" => self.effects.push(Effect::Play("bell".to_owned())),
            _ => {
                let volume = words.strip_prefix("volume").map(str::trim);
                let volume = volume.and_then(|number| number.parse().ok()).filter(|it| *it <= 100);
                let volume = volume.ok_or("/sound needs on, off, test, or volume and 0 to 100")?;
                self.app.preferences.sound.volume = volume;
                self.app.preferences.sound.on = true;
                self.tell_volume();
            }
        }
        Ok(())
    }

    pub(super) fn tell_volume(&mut self) {
        let volume = self.app.preferences.sound.loudness();
        self.effects.push(Effect::Volume(volume));
        self.app.notice(if self.app.preferences.sound.on {
            format!("Sound is on, at {volume} of 100")
        } else {
            "Sound is off".to_owned()
        });
    }

    pub(super) fn theme_command(&mut self, words: &str) -> Result<(), String> {
        match words {
            "" => self.open_list(ListKind::Themes),
            "auto" => self.set_theme(ThemeChoice::Auto),
            "dark" => self.set_theme(ThemeChoice::Dark),
            "light" => self.set_theme(ThemeChoice::Light),
            "terminal" => self.set_theme(ThemeChoice::Terminal),
            "mono" => self.set_theme(ThemeChoice::Mono),
            _ => return Err("/theme needs auto, dark, light, terminal or mono".to_owned()),
        }
        Ok(())
    }

    pub(super) fn set_theme(&mut self, choice: ThemeChoice) {
        self.app.preferences.theme = choice;
        self.app.theme = Theme::new(choice, self.app.depth, self.app.light);
        self.effects.push(Effect::Redraw);
    }
}

/// What stands in a message's boxes of code; empty if there are none.
fn code_in(message: &Message) -> String {
    let code = markup::blocks(&message.html).into_iter().filter_map(|block| match block {
        Block::Code(code) => Some(code),
        Block::Text(_) | Block::Heading(_) | Block::Quote(_) | Block::Item(..) | Block::Rule => {
            None
        }
    });
    code.collect::<Vec<_>>().join("\n")
}
