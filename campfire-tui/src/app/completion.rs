//! What the word before the caret could become: a person, an emoji, a command, a room, a sound.

use campfire_proto::{RoomType, Status, sound::SOUNDS};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::App;
use crate::{
    action::ACTIONS,
    preferences::{SETTINGS, Setting},
    text,
};

/// Rows in the list of completions.
pub const SHOWN: usize = 8;

/// The list of completions, while there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub chosen: usize,
    /// Closed by Esc, until another word is begun.
    pub dismissed: bool,
}

/// One thing that a word could become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub text: String,
    /// What stands beside it in the list.
    pub shown: String,
    /// Bytes before the caret that it takes the place of.
    pub replaces: usize,
}

/// Commands that take words, and so aren't in the table of actions alone.
pub const WORDED: [(&str, &str); 19] = [
    ("play", "NAME: play a sound for everyone here"),
    ("dm", "PERSON: write to somebody alone"),
    ("notify", "everything, mentions, nothing or invisible: what you hear of this room"),
    ("hide", "take this room out of your list"),
    ("leave", "leave this closed room"),
    ("rename", "NAME: call this room something else"),
    ("room", "new, rename, open, close, members or delete: change rooms"),
    ("read", "mark this room as read; all: every room"),
    ("goto", "NUMBER: go to the message with this number, or to a link of one"),
    ("copy", "text, link or code: copy the newest message, or the one that is picked"),
    ("open", "open a link in it; NUMBER: which one"),
    ("invite", "copy the link with which others join"),
    ("sound", "on, off, test, or volume NUMBER"),
    ("theme", "auto, dark, light, terminal or mono"),
    ("set", "NAME VALUE: change a setting until you leave; without a value: what it may be"),
    ("profile", "NAME: go to another sign-in of yours"),
    ("login", "sign in again"),
    ("keys", "show the keys"),
    ("shrug", "words, and a shrug"),
];

/// The best matches first; all of them, in their own order, when nothing is typed yet.
pub fn ranked<T>(typed: &str, items: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    if typed.trim().is_empty() {
        return items;
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern =
        Pattern::new(typed.trim(), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut buffer = Vec::new();
    let mut scored: Vec<(u32, T)> = items
        .into_iter()
        .filter_map(|item| {
            let score = pattern.score(Utf32Str::new(name(&item), &mut buffer), &mut matcher)?;
            Some((score, item))
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, item)| item).collect()
}

impl App {
    /// Empty when there is nothing to complete.
    pub fn completions(&self) -> Vec<Completion> {
        if self.composer.completion.dismissed
            || self.composer.editing.is_some() && self.open.is_none()
        {
            return Vec::new();
        }
        let before = self.composer.text.before();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let mut found = if let Some(name) = before.strip_prefix("/play ") {
            sounds(name)
        } else if let Some(command) =
            before.strip_prefix('/').filter(|it| !it.contains([' ', '\n']))
        {
            commands(command)
        } else if let Some(words) = before.strip_prefix("/set ") {
            self.settings(words)
        } else if let Some(name) = before.strip_prefix("/profile ") {
            self.profile_names(name)
        } else {
            let word = line.rsplit([' ', '(']).next().unwrap_or_default();
            match word.chars().next() {
                Some('@') => self.mentions(&word[1..]),
                Some('#') => self.room_names(&word[1..]),
                Some(':') if word.len() > 2 => emoji(&word[1..]),
                _ => Vec::new(),
            }
        };
        found.truncate(SHOWN);
        // What is there already needs no completing.
        if found.first().is_some_and(|it| before.ends_with(it.text.trim_end()) && found.len() == 1)
        {
            found.clear();
        }
        found
    }

    fn mentions(&self, typed: &str) -> Vec<Completion> {
        let here = self.open.and_then(|room| self.members.get(&room));
        let direct = self.room().and_then(|room| room.members.as_ref());
        let mut people: Vec<String> = if let Some(members) = here.or(direct) {
            members.iter().map(|user| self.name_of(user).to_owned()).collect()
        } else {
            let active = self.people.values().filter(|user| user.status == Status::Active);
            active.map(|user| user.name.clone()).collect()
        };
        people.sort_by_key(|name| name.to_lowercase());
        let mut people = ranked(typed, people, String::as_str);
        // Who is called so comes before those in whose name the letters are somewhere.
        let typed_name = typed.to_lowercase();
        people.sort_by_key(|name| {
            let name = name.to_lowercase();
            let word = name.split_whitespace().any(|word| word.starts_with(&typed_name));
            (!name.starts_with(&typed_name), !word)
        });
        people
            .into_iter()
            .map(|name| completion(format!("@{name} "), "", typed.len() + 1))
            .collect()
    }

    /// A setting's name, and then what it may be.
    fn settings(&self, typed: &str) -> Vec<Completion> {
        let Some((name, word)) = typed.split_once(' ') else {
            let found = SETTINGS.iter().filter(|setting| setting.name.starts_with(typed));
            let now = &self.preferences;
            let beside = |it: &Setting| format!("{}, {}", it.of(now), it.does);
            return found
                .map(|it| completion(format!("{} ", it.name), &beside(it), typed.len()))
                .collect();
        };
        let Some(setting) = Setting::named(name).filter(|it| !it.is_number()) else {
            return Vec::new();
        };
        let found = setting.words.iter().filter(|known| known.starts_with(word));
        found.map(|known| completion((*known).to_owned(), "", word.len())).collect()
    }

    fn profile_names(&self, typed: &str) -> Vec<Completion> {
        let found = self.profiles.all.iter().filter(|profile| profile.name.starts_with(typed));
        found
            .map(|it| {
                let server = it.server.as_deref().unwrap_or_default();
                completion(it.name.clone(), server, typed.len())
            })
            .collect()
    }

    fn room_names(&self, typed: &str) -> Vec<Completion> {
        let rooms = self.rooms.values().filter(|room| room.room_type != RoomType::Direct);
        let names = ranked(typed, rooms.map(|room| room.name.clone()).collect(), String::as_str);
        names.into_iter().map(|name| completion(format!("#{name} "), "", typed.len() + 1)).collect()
    }
}

fn completion(text: String, beside: &str, replaces: usize) -> Completion {
    let shown = text::clean_line(&format!("{} {beside}", text.trim_end()));
    Completion { text, shown: shown.trim_end().to_owned(), replaces }
}

fn sounds(typed: &str) -> Vec<Completion> {
    let names = ranked(typed, SOUNDS.iter().collect(), |sound| sound.name);
    let found = names.into_iter();
    found.map(|sound| completion(sound.name.to_owned(), sound.text, typed.len())).collect()
}

fn commands(typed: &str) -> Vec<Completion> {
    let worded = WORDED.iter().copied();
    let table = ACTIONS.iter().filter(|entry| !entry.command.is_empty());
    let table = table.map(|entry| (entry.command, entry.does));
    let mut all: Vec<(&str, &str)> = worded.chain(table).collect();
    all.sort_unstable();
    all.dedup_by_key(|(name, _)| *name);
    all.retain(|(name, _)| name.starts_with(typed));
    let found = all.into_iter();
    found.map(|(name, does)| completion(format!("/{name} "), does, typed.len() + 1)).collect()
}

fn emoji(typed: &str) -> Vec<Completion> {
    let typed_name = typed.to_lowercase();
    let name = typed_name.trim_end_matches(':');
    // A smiley's nose is no part of a name: `:-p` is meant as it stands.
    let is_meant = |code: &str| {
        if name.starts_with(char::is_alphanumeric) { code.contains(name) } else { code == name }
    };
    let mut found: Vec<(&str, &emojis::Emoji)> = emojis::iter()
        .flat_map(|emoji| emoji.shortcodes().map(move |code| (code, emoji)))
        .filter(|(code, _)| is_meant(code))
        .collect();
    found.sort_by_key(|(code, _)| (!code.starts_with(&typed_name), code.len()));
    let found = found.into_iter().take(SHOWN);
    found
        .map(|(code, emoji)| {
            completion(emoji.as_str().to_owned(), &format!(":{code}:"), typed.len() + 1)
        })
        .collect()
}
