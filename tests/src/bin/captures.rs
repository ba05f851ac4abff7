//! Pictures of every screen of the terminal client, for somebody to look at:
//! `cargo run -p campfire-tests --bin captures -- FOLDER`.
//!
//! The real client in a real terminal, at two sizes, on a dark and a light ground.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "without pictures there is nothing to do"
)]

use std::{fs, path::PathBuf};

use campfire_proto::RoomId;
use campfire_tests::{
    Desk, Person, Terminal, TestCampfire,
    picture::{self, DARK, Ink, LIGHT},
};
use serde_json::json;

const SIZES: [(u16, u16); 2] = [(80, 24), (160, 50)];

/// Keys, what then stands on the screen, the picture's name, and the keys that lead back.
type Step = (&'static [&'static str], &'static str, &'static str, &'static [&'static str]);

const STEPS: &[Step] = &[
    (&["Tab", "Up"], "reply", "picked", &[]),
    (&["Enter"], "This message", "menu", &["Escape"]),
    (&["b"], "Boost", "boosts", &["Escape"]),
    (&["Space", "Up", "Space"], "delete them", "marked", &["Escape"]),
    (&["C-k"], "Go to", "switcher", &["Escape"]),
    (&["C-p"], "Do ", "palette", &["Escape"]),
    (&["F1"], "Keys and commands", "help", &["Escape"]),
    (&["M-i"], "This room", "room-info", &["Escape"]),
    (&["M-n"], "New room", "new-room", &["Escape"]),
    (&["M-e"], "Emoji", "emoji", &["Escape"]),
    (&["M-l"], "The mouse selects", "bare", &["Escape"]),
    (&["C-x"], "and then", "prefix", &["Escape"]),
    (&["/", "d", "e", "v", "i", "c", "e", "s", "Enter"], "this one", "devices", &["Escape"]),
    (&["h", "i", "Space", "@", "g"], "hi @g", "completions", &["C-u"]),
    (&["C-f"], "Search in", "search-empty", &["Escape"]),
    (&["C-t"], "", "people", &["C-t"]),
    (&["/", "d", "o", "c", "t", "o", "r", "Enter"], "This terminal", "doctor", &["Escape"]),
    (&["/", "t", "h", "e", "m", "e", "Enter"], "Colours", "themes", &["Escape"]),
    (&["Up"], "changing a message", "editing", &["Escape"]),
];

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder to put the pictures into"));
    fs::create_dir_all(&folder).unwrap();
    let folder = folder.canonicalize().unwrap();
    for (ground, ink) in [("dark", DARK), ("light", LIGHT)] {
        for (columns, rows) in SIZES {
            let name = |what: &str| folder.join(format!("{what}-{columns}x{rows}-{ground}.png"));
            all((columns, rows), ground, ink, &name).await;
        }
    }
}

async fn all(size: (u16, u16), ground: &str, ink: Ink, name: &impl Fn(&str) -> PathBuf) {
    let mut campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada Lovelace").await;
    talk(&campfire, &ada).await;
    let desk = campfire.desk_of(&ada).with("COLORTERM", "truecolor");
    likes(&desk, ground, "");
    let mut window = desk.opens_chat(size.0, size.1).await;
    window.shows("● live").await;
    window.shows("main is red").await;
    let picture = async |window: &Terminal, what: &str| {
        let screen = still(window).await;
        let cursor = window.cursor().await;
        picture::take(&screen, size, cursor, ink, &name(what)).await;
    };
    picture(&window, "room").await;
    for (keys, shown, what, back) in STEPS {
        for key in *keys {
            window.presses([key]).await;
        }
        window.shows(shown).await;
        picture(&window, what).await;
        for key in *back {
            window.presses([key]).await;
        }
        if !back.is_empty() && !shown.is_empty() {
            // Esc and a letter that follows at once would be Alt and that letter.
            window.hides(shown).await;
        }
    }
    window.presses(["C-f"]).await;
    window.shows("Search in").await;
    window.enters("engine").await;
    window.shows("in Engine room").await;
    picture(&window, "search").await;
    window.presses(["Escape"]).await;
    window.pastes("A longer thought\nin several lines,\n\nwhich wraps where the window ends, since a thought is not made for windows").await;
    window.shows("A longer thought").await;
    picture(&window, "lines").await;
    window.presses(["C-c"]).await;
    window.hides("A longer thought").await;
    likes(&desk, ground, "[keys]\npreset = \"vim\"\n");
    let mut modes = desk.opens_chat(size.0, size.1).await;
    modes.shows("main is red").await;
    modes.presses(["Escape"]).await;
    modes.shows("NORMAL").await;
    modes.presses(["3", "y"]).await;
    modes.shows("3y").await;
    picture(&modes, "normal-mode").await;
    let stranger = campfire.desk().with("COLORTERM", "truecolor");
    likes(&stranger, ground, "");
    let mut form = stranger.opens_chat(size.0, size.1).await;
    form.shows("Sign in").await;
    picture(&form, "sign-in").await;
    form.presses(["C-n"]).await;
    form.shows("another way in").await;
    picture(&form, "join").await;
    campfire.stop().await;
    window.shows("✗ offline").await;
    window.enters("does anybody hear me?").await;
    window.shows("waits for the connection").await;
    picture(&window, "offline").await;
    window.resizes(39, 9).await;
    window.shows("too small").await;
    picture(&window, "too-small").await;
}

/// A screen that is drawn to its end: the same when one looks again.
async fn still(window: &Terminal) -> String {
    let mut seen = window.colors().await;
    loop {
        let again = window.colors().await;
        if again == seen {
            return seen;
        }
        seen = again;
    }
}

/// The chat on a terminal of this ground.
fn likes(desk: &Desk, ground: &str, also: &str) {
    desk.is_configured(&format!("theme = \"{ground}\"\n{also}"));
}

/// A little of everything that can be said, in a few rooms.
async fn talk(campfire: &TestCampfire, ada: &Person) {
    let grace = campfire.person("Grace Hopper").await;
    let alan = campfire.person("Alan Turing").await;
    let lobby = campfire.all_talk(ada).await;
    let engine = ada.makes(json!({ "name": "Engine room", "room_type": "open" })).await.id;
    campfire.open_room(&grace).await;
    campfire.room_of(&[ada, &alan]).await;
    let direct = campfire.direct(ada, &grace).await;
    for number in 1..=4 {
        alan.says(engine, &format!("the engine runs, attempt {number}")).await;
    }
    grace.says(direct, "Lunch?").await;
    lobby_talk(lobby, ada, &grace, &alan).await;
}

async fn lobby_talk(lobby: RoomId, ada: &Person, grace: &Person, alan: &Person) {
    let out = grace.says(lobby, "Release 1.0 is out, the logs look calm.").await;
    ada.boosts(&out, "👍").await;
    alan.boosts(&out, "👍").await;
    alan.boosts(&out, "ship it").await;
    alan.says_in_markdown(
        lobby,
        "> Release 1.0 is out, the logs look calm.\n\nThanks! Graphs: https://campfire.example/graphs",
    )
    .await;
    grace.says(lobby, "/play tada").await;
    ada.says_in_markdown(lobby, "The plan, should we need to go *back*:").await;
    ada.says_in_markdown(lobby, "```\nfn main() {\n    rollback();\n}\n```").await;
    alan.says_in_markdown(
        lobby,
        "Three things before lunch:\n\n1. look at **main**\n2. say so in `#Engine room`\n3. café, 11:30 👋 ❤️",
    )
    .await;
    grace.says(lobby, "@Ada Lovelace can you look? main is red").await;
}
