//! All that one can do, each with a name, a sentence, the usual keys, and the slash command that does
//! the same. Help, palette, footer and configuration read this table; what the actions do lives in
//! `update`.

/// Where keys mean something. Outer places are asked when an inner one knows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Everywhere, unless a list or a form is open.
    Anywhere,
    /// While one writes.
    Composer,
    /// While one picks a message.
    Messages,
}

impl Place {
    pub const ALL: [Self; 3] = [Self::Anywhere, Self::Composer, Self::Messages];

    pub fn title(self) -> &'static str {
        match self {
            Self::Anywhere => "Anywhere",
            Self::Composer => "Writing",
            Self::Messages => "On a message",
        }
    }
}

/// What is known of an action.
#[derive(Debug)]
pub struct Entry {
    pub action: Action,
    pub place: Place,
    /// As the configuration file names it.
    pub name: &'static str,
    /// By spaces, the one shown first first.
    pub keys: &'static str,
    /// The command without its slash; empty where words can't do it.
    pub command: &'static str,
    pub does: &'static str,
}

macro_rules! actions {
    ($($place:ident { $($action:ident $name:literal $keys:literal $command:literal $does:literal;)+ })+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[doc = $does] $action,)+)+
        }

        /// Every action, in the order in which help shows them.
        pub const ACTIONS: &[Entry] = &[
            $($(Entry {
                action: Action::$action,
                place: Place::$place,
                name: $name,
                keys: $keys,
                command: $command,
                does: $does,
            },)+)+
        ];
    };
}

actions! {
    Anywhere {
        Switch "switch" "ctrl-k" "join" "Go to a room or a person";
        Palette "palette" "ctrl-p" "" "Find something to do by its name";
        Search "search" "ctrl-f" "search" "Search in all rooms";
        Help "help" "f1" "help" "Show the keys";
        NextActivity "next-activity" "alt-a" "next" "Go to the next room with something new";
        NextRoom "next-room" "alt-down" "" "Go to the next room";
        PreviousRoom "previous-room" "alt-up" "" "Go to the previous room";
        LastRoom "last-room" "alt-/" "" "Go back to the room before";
        PageUp "page-up" "pageup" "" "Read further up";
        PageDown "page-down" "pagedown" "" "Read further down";
        LineUp "line-up" "shift-up" "" "A line up";
        LineDown "line-down" "shift-down" "" "A line down";
        Oldest "oldest" "ctrl-home" "" "Go to the oldest message that is loaded";
        Newest "newest" "ctrl-end" "" "Go to the newest message";
        FirstUnread "first-unread" "alt-u" "" "Go to the first message that is new";
        People "people" "ctrl-t" "who" "Show who is in this room";
        RoomInfo "room" "alt-i" "info" "See and change this room";
        NewRoom "new-room" "alt-n" "new" "Make a new room";
        Sidebar "sidebar" "ctrl-b" "" "Show or hide the list of rooms";
        MarkAllRead "mark-all-read" "" "" "Mark every room as read";
        Retry "retry" "alt-r" "retry" "Send again what could not be sent";
        TakeBack "take-back" "" "discard" "Take back what could not be sent, as a draft";
        Reconnect "reconnect" "f5" "reconnect" "Try to connect at once";
        Sound "sound" "alt-s" "" "Turn sound on or off";
        Theme "theme" "" "" "Change the colours";
        Mouse "mouse" "alt-m" "mouse" "Leave the mouse to the terminal, or take it back";
        Settings "settings" "" "set" "See and change the settings";
        Reload "reload" "" "reload" "Read config.toml anew";
        Profiles "profiles" "" "profile" "Go to another sign-in of yours";
        Devices "devices" "" "devices" "See where you are signed in";
        SignOut "sign-out" "" "logout" "Sign out of this device";
        Log "log" "" "log" "Read the notices again";
        Bare "bare" "alt-l" "bare" "Show the words alone, to select them with the mouse";
        Doctor "doctor" "" "doctor" "See what was found out about this terminal";
        Redraw "redraw" "ctrl-l" "" "Draw the screen anew";
        Suspend "suspend" "ctrl-z" "" "Go to the shell; fg brings you back";
        Quit "quit" "ctrl-q" "quit" "Leave; drafts are kept";
    }
    Composer {
        Send "send" "enter" "" "Send";
        NewLine "new-line" "alt-enter ctrl-j shift-enter" "" "Begin a new line";
        Complete "complete" "tab" "" "Take the completion; without one, go to the messages";
        ToMessages "to-messages" "ctrl-s" "" "Pick a message";
        Editor "editor" "ctrl-o" "editor" "Write in your own editor";
        Emoji "emoji" "alt-e" "" "Find an emoji";
        Clear "clear" "ctrl-c" "" "Clear the text; on empty, leave";
        Up "up" "up" "" "A line up; on empty, change your last message";
        Down "down" "down" "" "A line down";
        Left "left" "left" "" "A character to the left";
        Right "right" "right" "" "A character to the right";
        WordLeft "word-left" "alt-b ctrl-left" "" "A word to the left";
        WordRight "word-right" "alt-f ctrl-right" "" "A word to the right";
        LineStart "line-start" "ctrl-a home" "" "To the start of the line";
        LineEnd "line-end" "ctrl-e end" "" "To the end of the line";
        Backspace "backspace" "backspace ctrl-h" "" "Delete the character before";
        Delete "delete-character" "delete ctrl-d" "" "Delete the character after";
        DeleteWord "delete-word" "ctrl-w alt-backspace" "" "Delete the word before";
        DeleteNextWord "delete-next-word" "alt-d" "" "Delete the word after";
        DeleteToStart "delete-to-start" "ctrl-u" "" "Delete to the start of the line";
        DeleteToEnd "delete-to-end" "alt-k" "" "Delete to the end of the line";
        Yank "yank" "ctrl-y" "" "Put back what was deleted last";
        Undo "undo" "ctrl-_ ctrl-7 ctrl-/" "" "Undo";
        Redo "redo" "alt-_ alt-7" "" "Redo";
        HistoryBack "history-back" "" "" "Put back what you sent before";
        HistoryForward "history-forward" "" "" "Put back what you sent after that";
    }
    Messages {
        Menu "menu" "enter" "" "Show what can be done with it";
        Older "older" "up k" "" "The message before";
        Newer "newer" "down j" "" "The message after";
        First "first" "g home" "" "The first that is loaded";
        Last "last" "G end" "" "The last";
        HalfPageUp "half-page-up" "" "" "Half a screen up";
        HalfPageDown "half-page-down" "" "" "Half a screen down";
        Find "find" "/" "" "Find words in what is loaded";
        FindNext "find-next" "n" "" "The next one with these words, further up";
        FindPrevious "find-previous" "N" "" "The one with these words further down";
        Reply "reply" "r" "reply" "Answer, quoting it";
        Edit "edit" "e" "edit" "Change it";
        DeleteMessage "delete" "d delete" "delete" "Delete it";
        Boost "boost" "b" "boost" "Give it a boost";
        Unboost "unboost" "B" "unboost" "Take your boost back";
        Mark "mark" "space" "" "Mark it, to copy or delete several";
        Copy "copy" "y" "" "Copy its text";
        CopyLink "copy-link" "Y" "" "Copy a link to it";
        Open "open" "o" "" "Open a link in it";
        Play "play" "p" "" "Play its sound";
        Direct "direct" "m" "dm" "Write to its author alone";
        ToComposer "to-composer" "esc i tab" "" "Go back to writing";
    }
}

impl Action {
    pub fn entry(self) -> &'static Entry {
        // The table holds every variant, in order: the macro writes both.
        &ACTIONS[self as usize]
    }

    pub fn named(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.action)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_action_finds_its_own_entry_and_no_two_share_a_name() {
        let names: BTreeSet<_> = ACTIONS.iter().map(|entry| entry.name).collect();

        assert!(ACTIONS.iter().all(|entry| entry.action.entry().action == entry.action));
        assert_eq!(names.len(), ACTIONS.len());
    }
}
