//! The settings and the sign-ins, as lists to choose from.

use super::{
    App,
    lists::{Deed, Item, item},
};
use crate::preferences::{SETTINGS, Setting};

impl App {
    pub(super) fn settings_now(&self) -> Vec<Item> {
        let now = &self.preferences;
        let settings = SETTINGS.iter();
        settings
            .map(|it| item(&format!("{}: {}", it.name, it.does), it.of(now), Deed::Setting(it)))
            .collect()
    }

    pub(super) fn values_of(&self, setting: &'static Setting) -> Vec<Item> {
        let now = setting.of(&self.preferences);
        let here = |word: &str| if word == now { "● now" } else { "" };
        let words = setting.words.iter();
        words.map(|word| item(word, here(word), Deed::Set(setting, word))).collect()
    }

    pub(super) fn profiles_known(&self) -> Vec<Item> {
        let profiles = self.profiles.all.iter();
        profiles
            .map(|profile| {
                let server = profile.server.as_deref().unwrap_or("no server");
                let state = if profile.name == self.profiles.current {
                    ", ● here"
                } else if profile.signed_in {
                    ""
                } else {
                    ", not signed in"
                };
                let deed = Deed::ToProfile(profile.name.clone());
                item(&profile.name, format!("{server}{state}"), deed)
            })
            .collect()
    }
}
