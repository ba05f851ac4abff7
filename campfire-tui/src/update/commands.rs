//! Lines that begin with a slash. One that can't be understood is said so and stays where it is.

use campfire_proto::{
    BoostContent, Involvement, MessageId, RoomId, RoomType, Status, UserId, sound::SOUNDS,
};

use super::Turn;
use crate::{
    action::{ACTIONS, Action, Place},
    app::{
        completion::ranked,
        link::Link,
        overlay::{Form, Overlay},
        text_box::TextBox,
    },
    effect::Request,
    preferences::Compose,
};

impl Turn<'_> {
    /// A line without its slash.
    pub(super) fn command(&mut self, line: &str) {
        let (name, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let words = words.trim();
        let before = self.app.composer.text.clone();
        self.app.composer.text = TextBox::default();
        let done = match name {
            "play" => unknown_sound(words),
            "join" | "dm" | "ping" if !words.is_empty() => self.go(name, words),
            "search" if !words.is_empty() => {
                self.act_anywhere(Action::Search);
                self.search_for(words);
                Ok(())
            }
            "new" if !words.is_empty() => {
                self.app.overlays.push(Overlay::Form(Form::new_room(words)));
                Ok(())
            }
            "boost" if !words.is_empty() => self.boost_newest(words),
            "notify" => self.notify(words),
            "hide" => self.involve(Involvement::Invisible),
            "leave" => self.leave(),
            "rename" => self.rename(words),
            "goto" => self.go_to_number(words),
            "read" => self.read_rooms(words),
            "room" => self.room_command(words),
            "copy" => self.copy_part(words),
            "open" => self.open_link(words),
            "invite" => self.invite(),
            "sound" => self.sound_command(words),
            "theme" => self.theme_command(words),
            "set" if !words.is_empty() => self.set_command(words),
            "profile" if !words.is_empty() => self.profile_command(words),
            "keys" => {
                self.act_anywhere(Action::Help);
                Ok(())
            }
            "login" if self.app.link == Link::SignedOut => {
                self.ask_to_sign_in();
                Ok(())
            }
            "login" => Err("You are signed in; /logout ends that".to_owned()),
            "shrug" => {
                // Markdown takes a backslash before a line for its own.
                let arm = match self.app.preferences.compose {
                    Compose::Markdown => "\\\\_",
                    Compose::Plain => "\\_",
                };
                self.post(format!("{words} ¯{arm}(ツ)_/¯").trim_start());
                Ok(())
            }
            _ => match ACTIONS.iter().find(|entry| !name.is_empty() && entry.command == name) {
                Some(entry) => {
                    self.act_by_command(entry.action);
                    Ok(())
                }
                None => Err(format!(
                    "There is no command /{name}; write //{name} to say it, F1 lists the commands"
                )),
            },
        };
        match done {
            Ok(()) => self.draft_changed(),
            Err(why) => {
                self.app.composer.text = before;
                self.app.notice(why);
            }
        }
    }

    /// Without a message that is picked, a command means the newest one.
    fn act_by_command(&mut self, action: Action) {
        let own = matches!(action, Action::Edit | Action::DeleteMessage);
        let on_message = action.entry().place == Place::Messages;
        match self.meant(|message| !own || self.app.is_me(message.creator_id)) {
            Some(message) if on_message => self.act_on(action, &message),
            _ => self.act(action),
        }
    }

    fn go(&mut self, command: &str, words: &str) -> Result<(), String> {
        let wanted = words.trim_start_matches(['#', '@']);
        let same = |name: &str| name.to_lowercase() == wanted.to_lowercase();
        if command == "join" {
            let by_name = self.app.rooms.values().find(|room| same(&room.name));
            let by_id = || self.app.rooms.get(&RoomId(wanted.parse().ok()?));
            let Some(room) = by_name.or_else(by_id) else {
                let switch = self.app.keymap.key(Action::Switch);
                return Err(format!("There is no room {wanted}; {switch} lists yours"));
            };
            let (id, level) = (room.id, room.membership.involvement);
            if level == Involvement::Invisible {
                self.ask(Request::Involve(id, Involvement::Mentions));
            }
            self.visit(id);
            return Ok(());
        }
        let person = self.person_named(wanted)?;
        self.write_to(person);
        Ok(())
    }

    /// The one person with this name, or whose name begins like this.
    pub(super) fn person_named(&self, wanted: &str) -> Result<UserId, String> {
        let wanted = wanted.trim().trim_start_matches('@').to_lowercase();
        let active = self.app.people.values().filter(|user| user.status == Status::Active);
        let found: Vec<_> =
            active.filter(|user| user.name.to_lowercase().starts_with(&wanted)).collect();
        let exact: Vec<_> =
            found.iter().filter(|user| user.name.to_lowercase() == wanted).collect();
        match (exact.as_slice(), found.as_slice()) {
            ([user], _) => Ok(user.id),
            ([], [user]) => Ok(user.id),
            ([], []) => Err(format!("There is nobody called {wanted}")),
            _ => Err(format!("There are several people called {wanted}; write the whole name")),
        }
    }

    fn boost_newest(&mut self, words: &str) -> Result<(), String> {
        let content = BoostContent::parse(words).map_err(|invalid| invalid.message)?;
        let message = self.meant(|_| true).ok_or("There is no message here to boost")?.id;
        self.ask(Request::Boost { message, content: content.as_str().to_owned() });
        Ok(())
    }

    fn leave(&mut self) -> Result<(), String> {
        let room = self.app.room().ok_or_else(|| self.app.no_room())?;
        if room.room_type != RoomType::Closed {
            return Err(
                "Only closed rooms can be left; /hide takes this one out of your list".into()
            );
        }
        let id = room.id;
        self.ask_before_leaving(id);
        Ok(())
    }

    fn go_to_number(&mut self, words: &str) -> Result<(), String> {
        // A link to a message ends in its room and its number.
        let mut parts = words.rsplit(['/', '#', '@']).filter(|part| !part.is_empty());
        let number = parts.next().unwrap_or_default();
        let id = number.parse().map_err(|_| "/goto needs the number of a message, or its link")?;
        let linked = parts.next().and_then(|part| Some(RoomId(part.parse().ok()?)));
        let room = match linked.filter(|_| words.contains("/rooms/")) {
            Some(room) if self.app.rooms.contains_key(&room) => room,
            Some(room) => return Err(format!("You are in no room {room}")),
            None => self.here()?,
        };
        self.jump(room, MessageId(id));
        Ok(())
    }
}

/// A known sound is a message; what comes here is none.
fn unknown_sound(name: &str) -> Result<(), String> {
    let near = ranked(name, SOUNDS.iter().collect(), |sound| sound.name);
    let near: Vec<_> = near.iter().take(3).map(|sound| sound.name).collect();
    if name.is_empty() || near.is_empty() {
        return Err("/play needs the name of a sound; /play and a space lists them".to_owned());
    }
    Err(format!("There is no sound {name}; did you mean {}?", near.join(", ")))
}
