//! Keys for those who have others in their fingers: what differs from the usual ones. An action's
//! keys in its own place stand in place of the usual ones; in another place they come on top.

use crate::{
    action::{Action, Place},
    preferences::Preset,
};

pub(super) type Row = (Place, Action, &'static [&'static str]);

pub(super) fn rows(preset: Preset) -> impl Iterator<Item = &'static Row> {
    let more = match preset {
        Preset::Modern => &[],
        Preset::Emacs => EMACS,
        Preset::Vim => VIM,
    };
    MODERN.iter().chain(more)
}

/// What the table of actions can't say, since each stands in one place there.
const MODERN: &[Row] = &[(Place::Messages, Action::Help, &["?"])];

const EMACS: &[Row] = &[
    (Place::Anywhere, Action::Switch, &["ctrl-x b"]),
    (Place::Anywhere, Action::Palette, &["alt-x"]),
    (Place::Anywhere, Action::Search, &["ctrl-s", "ctrl-r"]),
    (Place::Anywhere, Action::Sidebar, &["ctrl-x ctrl-b"]),
    (Place::Anywhere, Action::NewRoom, &["ctrl-x ctrl-n"]),
    (Place::Anywhere, Action::PageUp, &["pageup", "alt-v"]),
    (Place::Anywhere, Action::PageDown, &["pagedown", "ctrl-v"]),
    (Place::Anywhere, Action::Oldest, &["ctrl-home", "alt-<"]),
    (Place::Anywhere, Action::Newest, &["ctrl-end", "alt->"]),
    (Place::Anywhere, Action::Quit, &["ctrl-x ctrl-c"]),
    (Place::Composer, Action::ToMessages, &["ctrl-x o"]),
    (Place::Composer, Action::Editor, &["ctrl-x ctrl-e"]),
    (Place::Composer, Action::Up, &["up", "ctrl-p"]),
    (Place::Composer, Action::Down, &["down", "ctrl-n"]),
    (Place::Composer, Action::Left, &["left", "ctrl-b"]),
    (Place::Composer, Action::Right, &["right", "ctrl-f"]),
    (Place::Composer, Action::DeleteToEnd, &["ctrl-k"]),
    (Place::Composer, Action::Undo, &["ctrl-_", "ctrl-/", "ctrl-7", "ctrl-x u"]),
    (Place::Composer, Action::HistoryBack, &["alt-p"]),
    (Place::Composer, Action::HistoryForward, &["alt-n"]),
    (Place::Messages, Action::Older, &["up", "ctrl-p", "k"]),
    (Place::Messages, Action::Newer, &["down", "ctrl-n", "j"]),
    (Place::Messages, Action::First, &["home", "alt-<", "g"]),
    (Place::Messages, Action::Last, &["end", "alt->", "G"]),
    (Place::Messages, Action::ToComposer, &["esc", "ctrl-x o", "i", "tab"]),
];

const VIM: &[Row] = &[
    (Place::Messages, Action::ToComposer, &["i", "a", "o", "tab"]),
    (Place::Messages, Action::First, &["g g", "home"]),
    (Place::Messages, Action::Last, &["G", "end"]),
    (Place::Messages, Action::HalfPageUp, &["ctrl-u"]),
    (Place::Messages, Action::HalfPageDown, &["ctrl-d"]),
    (Place::Messages, Action::PreviousRoom, &["h"]),
    (Place::Messages, Action::NextRoom, &["l"]),
    (Place::Messages, Action::Palette, &[":"]),
    (Place::Messages, Action::Open, &["g x"]),
    (Place::Messages, Action::Copy, &["y y"]),
    (Place::Messages, Action::DeleteMessage, &["d d", "delete"]),
];
