//! Lines that begin with a slash. One that can't be understood is said so and stays where it is.

use campfire_proto::{
    BoostContent, Involvement, MessageId, RoomChange, RoomId, RoomType, Status, UserId,
    sound::SOUNDS,
};

use super::Turn;
use crate::{
    action::{ACTIONS, Action},
    app::{
        completion::ranked,
        overlay::{Form, Overlay},
        text_box::TextBox,
    },
    effect::Request,
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
            "login" => {
                self.offline_note();
                Ok(())
            }
            "shrug" => {
                self.post(format!("{words} ¯\\\\_(ツ)_/¯").trim_start());
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
        let on_message = action.entry().place == crate::action::Place::Messages;
        if on_message && self.app.picked().is_none() {
            let own = matches!(action, Action::Edit | Action::DeleteMessage);
            let newest = self.app.timeline().and_then(|timeline| {
                let mut newest = timeline.messages().values().rev();
                newest.find(|message| !own || self.app.is_me(message.creator_id)).cloned()
            });
            if let Some(message) = newest {
                return self.act_on(action, &message);
            }
        }
        self.act(action);
    }

    fn go(&mut self, command: &str, words: &str) -> Result<(), String> {
        let wanted = words.trim_start_matches(['#', '@']);
        let same = |name: &str| name.to_lowercase() == wanted.to_lowercase();
        if command == "join" {
            let by_name = self.app.rooms.values().find(|room| same(&room.name));
            let by_id = || self.app.rooms.get(&RoomId(wanted.parse().ok()?));
            let Some(room) = by_name.or_else(by_id) else {
                return Err(format!("There is no room {wanted}; Ctrl-K lists yours"));
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
        let message = match self.app.picked() {
            Some(message) => Some(message.id),
            None => self.app.timeline().and_then(|it| it.newest()).map(|message| message.id),
        };
        let message = message.ok_or("There is no message here to boost")?;
        self.ask(Request::Boost { message, content: content.as_str().to_owned() });
        Ok(())
    }

    fn notify(&mut self, words: &str) -> Result<(), String> {
        let level = match words {
            "everything" => Involvement::Everything,
            "mentions" => Involvement::Mentions,
            "nothing" => Involvement::Nothing,
            _ => return Err("/notify needs everything, mentions or nothing".to_owned()),
        };
        self.involve(level)
    }

    fn involve(&mut self, level: Involvement) -> Result<(), String> {
        let room = self.app.open.ok_or("Go to a room first, with Ctrl-K")?;
        self.ask(Request::Involve(room, level));
        Ok(())
    }

    fn leave(&mut self) -> Result<(), String> {
        let room = self.app.room().ok_or("Go to a room first, with Ctrl-K")?;
        if room.room_type != RoomType::Closed {
            return Err(
                "Only closed rooms can be left; /hide takes this one out of your list".into()
            );
        }
        let id = room.id;
        self.ask_before_leaving(id);
        Ok(())
    }

    fn rename(&mut self, name: &str) -> Result<(), String> {
        let room = self.app.room().ok_or("Go to a room first, with Ctrl-K")?;
        let (id, old) = (room.id, room.name.clone());
        if name.is_empty() {
            self.app.overlays.push(Overlay::Form(Form::rename(id, &old)));
        } else {
            let change = RoomChange { name: Some(name.to_owned()), ..RoomChange::default() };
            self.ask(Request::ChangeRoom(id, change));
        }
        Ok(())
    }

    fn go_to_number(&mut self, words: &str) -> Result<(), String> {
        // A link to a message ends in its number.
        let number = words.rsplit(['/', '#', '@']).next().unwrap_or_default();
        let id = number.parse().map_err(|_| "/goto needs the number of a message, or its link")?;
        let room = self.app.open.ok_or("Go to a room first, with Ctrl-K")?;
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
