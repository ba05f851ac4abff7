//! Settings: changing one, reading them anew, going to another sign-in.

use super::Turn;
use crate::{
    app::{Mode, completion::ranked, overlay::ListKind},
    configured::Configured,
    effect::Effect,
    keymap::Keymap,
    preferences::{Preferences, SETTINGS, Setting},
    theme::{Depth, Theme},
};

impl Turn<'_> {
    pub(super) fn set_command(&mut self, words: &str) -> Result<(), String> {
        let (name, word) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let word = word.trim();
        let Some(setting) = Setting::named(name) else {
            let near = ranked(name, SETTINGS.iter().collect(), |setting| setting.name);
            let near = near.first().map(|near| format!("; did you mean {}?", near.name));
            let near = near.unwrap_or_else(|| "; /set lists them".to_owned());
            return Err(format!("There is no setting {name}{near}"));
        };
        if word.is_empty() {
            self.open_list(ListKind::Setting(setting));
            return Ok(());
        }
        self.set(setting, word)
    }

    /// Until one leaves: the file is somebody's own, and keeps its comments.
    pub(super) fn set(&mut self, setting: &Setting, word: &str) -> Result<(), String> {
        let Setting { name, .. } = setting;
        let Some(preferences) = setting.set(&self.app.preferences, word) else {
            let may = if setting.is_number() {
                "a number from 0 to 100".to_owned()
            } else {
                setting.words.join(", ")
            };
            return Err(format!("{name} can't be {word}; it is {may}"));
        };
        self.prefer(preferences);
        let line = setting.line(word);
        self.app.notice(format!("{name} is {word}; {line} in config.toml keeps it"));
        Ok(())
    }

    /// From now on it looks and behaves so.
    fn prefer(&mut self, preferences: Preferences) {
        let app = &mut *self.app;
        if preferences.keys != app.preferences.keys {
            app.keymap = Keymap::new(&preferences.keys).0;
            app.leader = None;
            app.mode = Mode::default();
        }
        app.theme = Theme::new(preferences.theme, app.depth, app.light);
        let volume = preferences.sound.loudness();
        app.preferences = preferences.clone();
        self.effects.push(Effect::Volume(volume));
        self.effects.push(Effect::Prefer(Box::new(preferences)));
        self.effects.push(Effect::Redraw);
    }

    pub(super) fn has_colors(&mut self, depth: Depth) {
        self.app.depth = depth;
        self.app.theme = Theme::new(self.app.preferences.theme, depth, self.app.light);
        self.effects.push(Effect::Redraw);
    }

    pub(super) fn configured(&mut self, outcome: Result<Box<Configured>, String>) {
        match outcome {
            Ok(configured) => {
                let Configured { preferences, complaints, profiles, file, file_exists } =
                    *configured;
                self.prefer(preferences);
                self.app.profiles = profiles;
                self.app.notice(if file_exists {
                    format!("Read {file} anew")
                } else {
                    format!("There is no {file}; everything is as usual")
                });
                self.app.complain(complaints);
            }
            Err(why) => self.app.notice(format!("Nothing was changed: {why}")),
        }
    }

    pub(super) fn profile_command(&mut self, name: &str) -> Result<(), String> {
        if self.app.profiles.all.iter().all(|profile| profile.name != name) {
            return Err(format!(
                "There is no profile {name}; `campfire-tui --profile {name}` makes one"
            ));
        }
        self.go_to_profile(name);
        Ok(())
    }

    /// Leaves this one as one leaves the chat.
    pub(super) fn go_to_profile(&mut self, name: &str) {
        if name == self.app.profiles.current {
            return self.app.notice(format!("You are in {name}"));
        }
        self.keep_everything();
        self.effects.push(Effect::ToProfile(name.to_owned()));
    }
}
