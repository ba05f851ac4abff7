//! Which key does what: the usual keys, and those that somebody chose instead. What the actions do
//! lives in `update`.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{
    action::{ACTIONS, Action, Place},
    preferences::Keys,
};

mod presets;
mod stroke;

pub use stroke::Stroke;

/// A key with what is held down beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

impl Press {
    /// As the terminal says it, without the differences between terminals: a capital needs no Shift.
    pub fn of(event: KeyEvent) -> Self {
        let held = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        Self::new(event.code, event.modifiers & held)
    }

    fn new(code: KeyCode, mut modifiers: KeyModifiers) -> Self {
        let mut code = code;
        match code {
            KeyCode::BackTab => {
                code = KeyCode::Tab;
                modifiers |= KeyModifiers::SHIFT;
            }
            KeyCode::Char(c) => {
                if modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase() {
                    code = KeyCode::Char(c.to_ascii_uppercase());
                }
                if modifiers.contains(KeyModifiers::CONTROL) {
                    code = KeyCode::Char(c.to_ascii_lowercase());
                }
                modifiers -= KeyModifiers::SHIFT;
            }
            _ => {}
        }
        Self { code, modifiers }
    }

    /// Reads `ctrl-k`, `alt-enter`, `f1`, `G`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let (name, modifier) = if let Some(rest) = rest.strip_prefix("ctrl-") {
                (rest, KeyModifiers::CONTROL)
            } else if let Some(rest) = rest.strip_prefix("alt-") {
                (rest, KeyModifiers::ALT)
            } else if let Some(rest) = rest.strip_prefix("shift-") {
                (rest, KeyModifiers::SHIFT)
            } else {
                break;
            };
            if name.is_empty() {
                break;
            }
            rest = name;
            modifiers |= modifier;
        }
        Some(Self::new(code_named(rest)?, modifiers))
    }

    /// The letter that is typed by it, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    #[must_use]
    pub fn with_alt(self) -> Self {
        Self { modifiers: self.modifiers | KeyModifiers::ALT, ..self }
    }

    /// The letter alone, of a letter that Alt is held for.
    fn without_alt(self) -> Option<Self> {
        let is_letter = matches!(self.code, KeyCode::Char(_));
        let plain = Self { modifiers: KeyModifiers::NONE, ..self };
        (is_letter && self.modifiers == KeyModifiers::ALT).then_some(plain)
    }

    /// Whoever's terminal keeps Alt for itself has Ctrl-X, then the letter.
    pub fn is_prefix(self) -> bool {
        self.code == KeyCode::Char('x') && self.modifiers == KeyModifiers::CONTROL
    }
}

const NAMED: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("esc", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("insert", KeyCode::Insert),
];

fn code_named(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(KeyCode::Char(c)),
        (Some('f'), Some(_)) => {
            name[1..].parse().ok().filter(|number| (1..=24).contains(number)).map(KeyCode::F)
        }
        _ => None,
    }
}

impl From<KeyCode> for Press {
    fn from(code: KeyCode) -> Self {
        Self::new(code, KeyModifiers::NONE)
    }
}

impl fmt::Display for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_uppercase())
            }
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            code => {
                let name = NAMED.iter().find(|(_, known)| *known == code).map_or("?", |it| it.0);
                let mut chars = name.chars();
                let first = chars.next().map(|c| c.to_ascii_uppercase());
                write!(f, "{}{}", first.unwrap_or('?'), chars.as_str())
            }
        }
    }
}

/// What is wrong with the keys that somebody chose for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What stands there as an action's name.
    pub name: String,
    pub trouble: String,
}

/// The keys as they are right now.
#[derive(Clone, Debug)]
pub struct Keymap {
    by_key: HashMap<(Place, Stroke), Action>,
    by_action: BTreeMap<Action, Vec<(Place, Stroke)>>,
}

impl Keymap {
    /// The keys of a preset, changed as somebody wants them. What can't be read is told, and only that
    /// is left as it was.
    pub fn new(keys: &Keys) -> (Self, Vec<Complaint>) {
        let mut by_action: BTreeMap<Action, Vec<(Place, Stroke)>> = ACTIONS
            .iter()
            .map(|entry| {
                let strokes = entry.keys.split_whitespace().filter_map(Stroke::parse);
                (entry.action, strokes.map(|stroke| (entry.place, stroke)).collect())
            })
            .collect();
        for (place, action, keys) in presets::rows(keys.preset) {
            let strokes = keys.iter().filter_map(|key| Stroke::parse(key));
            let bound = by_action.entry(*action).or_default();
            if *place == action.entry().place {
                bound.clear();
            }
            bound.extend(strokes.map(|stroke| (*place, stroke)));
        }
        let complaints = choose(&mut by_action, &keys.chosen);
        let by_key = by_action
            .iter()
            .flat_map(|(action, strokes)| strokes.iter().map(|stroke| (*stroke, *action)))
            .collect();
        (Self { by_key, by_action }, complaints)
    }

    /// What a key does in a place, or anywhere.
    pub fn action(&self, place: Place, press: Press) -> Option<Action> {
        self.bound(place, press.into())
    }

    /// What two keys do, one after the other.
    pub fn sequel(&self, place: Place, leader: Press, press: Press) -> Option<Action> {
        self.bound(place, Stroke { leader: Some(leader), press })
    }

    fn bound(&self, place: Place, stroke: Stroke) -> Option<Action> {
        let here = self.by_key.get(&(place, stroke));
        here.or_else(|| self.by_key.get(&(Place::Anywhere, stroke))).copied()
    }

    /// Whether something begins with this key.
    pub fn leads(&self, place: Place, press: Press) -> bool {
        self.here(place).any(|(stroke, _)| stroke.leader == Some(press))
    }

    /// What may follow Ctrl-X: what was bound to it, and all that has Alt and a letter.
    pub fn after_prefix(&self, place: Place) -> Vec<(Press, Action)> {
        let follows = |(at, stroke): &(Place, Stroke)| {
            let (leader, press) = (stroke.leader, stroke.press);
            let press = match leader {
                Some(leader) => leader.is_prefix().then_some(press),
                None => press.without_alt().filter(|letter| !self.follows_prefix(place, *letter)),
            };
            press.filter(|_| *at == place || *at == Place::Anywhere)
        };
        let all = self.by_action.iter();
        all.filter_map(|(action, strokes)| Some((strokes.iter().find_map(follows)?, *action)))
            .collect()
    }

    /// Whether something of its own was bound to Ctrl-X and this letter.
    fn follows_prefix(&self, place: Place, letter: Press) -> bool {
        self.here(place).any(|(stroke, _)| {
            stroke.leader.is_some_and(Press::is_prefix) && stroke.press == letter
        })
    }

    fn here(&self, place: Place) -> impl Iterator<Item = (Stroke, Action)> {
        let known = self.by_key.iter();
        known
            .filter(move |((at, _), _)| *at == place || *at == Place::Anywhere)
            .map(|((_, stroke), action)| (*stroke, *action))
    }

    /// The key to show for an action; empty when it has none.
    pub fn key(&self, action: Action) -> String {
        let strokes = self.by_action.get(&action);
        strokes.and_then(|all| all.first()).map(|(_, it)| it.to_string()).unwrap_or_default()
    }

    /// All keys of an action, for help.
    pub fn keys(&self, action: Action) -> String {
        let strokes = self.by_action.get(&action).map(Vec::as_slice).unwrap_or_default();
        strokes.iter().map(|(_, it)| it.to_string()).collect::<Vec<_>>().join(", ")
    }
}

/// Gives actions the keys that somebody chose; what is wrong with some of them.
fn choose(
    by_action: &mut BTreeMap<Action, Vec<(Place, Stroke)>>,
    chosen: &BTreeMap<String, Vec<String>>,
) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (name, keys) in chosen {
        let mut complain = |trouble| complaints.push(Complaint { name: name.clone(), trouble });
        let Some(action) = Action::named(name) else {
            complain(format!("there is no action {name:?}; F1 lists them"));
            continue;
        };
        let place = action.entry().place;
        let mut strokes = Vec::new();
        for key in keys {
            match Stroke::parse(key) {
                Some(stroke) => strokes.push((place, stroke)),
                None => complain(format!("{key:?} is no key for {name}")),
            }
        }
        if strokes.len() == keys.len() {
            // A key that somebody chose is taken from whatever had it in the same place.
            for taken in by_action.values_mut() {
                taken.retain(|stroke| !strokes.contains(stroke));
            }
            by_action.insert(action, strokes);
        }
    }
    complaints
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&Keys::default()).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preferences::Preset;

    const PRESETS: [Preset; 3] = [Preset::Modern, Preset::Emacs, Preset::Vim];

    fn of(preset: Preset, chosen: &[(&str, &[&str])]) -> (Keymap, Vec<Complaint>) {
        let owned = |keys: &[&str]| keys.iter().map(ToString::to_string).collect();
        let chosen = chosen.iter().map(|(name, keys)| ((*name).to_owned(), owned(keys))).collect();
        Keymap::new(&Keys { preset, chosen })
    }

    #[test]
    fn every_key_of_a_preset_can_be_read_and_means_one_thing_in_its_place() {
        let strokes = ACTIONS.iter().flat_map(|entry| entry.keys.split_whitespace());
        let rows = PRESETS.iter().flat_map(|preset| presets::rows(*preset));
        for key in strokes.chain(rows.flat_map(|(_, _, keys)| keys.iter().copied())) {
            assert!(Stroke::parse(key).is_some(), "{key} can't be read");
        }
        for preset in PRESETS {
            let (keymap, complaints) = of(preset, &[]);
            assert!(complaints.is_empty());
            let mut seen = HashMap::new();
            for (action, strokes) in &keymap.by_action {
                for (place, stroke) in strokes {
                    let before = seen.insert((*place, *stroke), *action);
                    assert_eq!(before, None, "{preset:?}: {stroke} also does {action:?}");
                    let alone = (*place, Stroke::from(stroke.leader.unwrap_or(stroke.press)));
                    let shadowed = stroke.leader.and(keymap.by_key.get(&alone));
                    assert_eq!(shadowed, None, "{preset:?}: {stroke} begins with a key of its own");
                }
            }
        }
    }

    #[test]
    fn every_preset_has_a_way_to_what_nobody_can_do_without() {
        for preset in PRESETS {
            let (keymap, _) = of(preset, &[]);
            for action in [Action::Switch, Action::Palette, Action::Search, Action::Help]
                .into_iter()
                .chain([Action::Quit, Action::Send, Action::NewLine, Action::ToComposer])
            {
                assert_ne!(keymap.key(action), "", "{preset:?} {action:?}");
            }
        }
    }

    #[test]
    fn what_may_follow_the_prefix_is_what_has_alt_and_what_was_bound_to_it() {
        let (keymap, _) = of(Preset::Emacs, &[]);
        let follows = keymap.after_prefix(Place::Composer);
        let has = |key, action| follows.contains(&(Press::parse(key).unwrap(), action));

        assert!(has("b", Action::Switch) && has("a", Action::NextActivity));
        assert!(!has("b", Action::WordLeft), "what was bound beats what has Alt");
        assert!(!follows.iter().any(|(_, action)| *action == Action::Boost));
    }

    #[test]
    fn keys_one_after_the_other_can_be_chosen() {
        let (keymap, complaints) = of(Preset::Vim, &[("to-messages", &["j k"])]);
        let (j, k) = (Press::parse("j").unwrap(), Press::parse("k").unwrap());

        assert!(complaints.is_empty() && keymap.leads(Place::Composer, j));
        assert_eq!(keymap.sequel(Place::Composer, j, k), Some(Action::ToMessages));
        assert_eq!(Stroke::parse("ctrl-x b").unwrap().to_string(), "Ctrl-X b");
        assert_eq!((keymap.key(Action::First), Stroke::parse("a b c")), ("gg".to_owned(), None));
    }

    #[test]
    fn a_chosen_key_is_taken_from_what_had_it() {
        let (keymap, complaints) = of(Preset::Modern, &[("search", &["ctrl-k"])]);

        assert!(complaints.is_empty());
        let press = Press::parse("ctrl-k").unwrap();
        assert_eq!(keymap.action(Place::Composer, press), Some(Action::Search));
        assert_eq!(keymap.key(Action::Switch), "");
    }

    #[test]
    fn a_line_that_can_not_be_read_leaves_the_others_alone() {
        let chosen: [(&str, &[&str]); 3] =
            [("dance", &["ctrl-k"]), ("help", &["f99"]), ("quit", &["f10"])];

        let (keymap, complaints) = of(Preset::Modern, &chosen);

        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert_eq!(
            (keymap.key(Action::Help), keymap.key(Action::Quit)),
            ("F1".into(), "F10".into())
        );
    }

    #[test]
    fn shift_and_capitals_are_one() {
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        let capital = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);

        assert_eq!(Press::of(shifted), Press::of(capital));
        assert_eq!(Press::parse("alt-/").unwrap().to_string(), "Alt-/");
        assert_eq!(Press::parse("ctrl-_").unwrap().to_string(), "Ctrl-_");
    }
}
