//! The fifty-nine sounds, in one table from which server, web and terminal all read. The files
//! themselves are made by `assets/sounds/make`; playing them is each client's own affair.

/// What a message says when it plays a sound.
const COMMAND: &str = "/play ";

/// A sound that `/play NAME` plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundEntry {
    pub name: &'static str,
    /// Never empty, and reads on from the sender's name, so that a terminal without sound or
    /// pictures has the joke too.
    pub text: &'static str,
    /// A file beside the sound, where words alone can't carry the joke.
    pub image: Option<&'static str>,
}

/// Sorted by name, because `find_sound` halves it.
pub const SOUNDS: [SoundEntry; 59] = [
    pictured("56k", "is going online, so nobody pick up the phone 📞", "56k.svg"),
    said("ballmer", "loves code, out loud and out of breath 💻💦"),
    said("bell", "rings the bell 🔔"),
    said("bezos", "laughs until the furniture moves 😆"),
    said("bueller", "reads the register. The clock answers ⏰"),
    said("butts", "blames the sofa 🍑💨"),
    pictured("clowntown", "arrives in a very small car, with everybody 🤡", "clowntown.svg"),
    said("coin", "is one coin richer 💰"),
    said("cottoneyejoe", "stamps until the barn joins in 🎻🐴"),
    said("crickets", "leaves a pause for laughter 🦗"),
    pictured("curb", "has said it now, and can't unsay it 😬", "curb.svg"),
    said("dadgummit", "loses the fish, the line and the rod 🎣"),
    pictured("dangerzone", "flies lower than was agreed 🚨", "dangerzone.svg"),
    said("danielsan", "stands on one leg, and wins 🏆"),
    pictured("deeper", "goes down one more level 🌀", "deeper.svg"),
    pictured("donotwant", "pushes the plate away 🙅", "donotwant.svg"),
    pictured("drama", "gasps, and drops the good teacup 😱", "drama.svg"),
    said("flawless", "has no known bugs 💅"),
    said("glados", "has been reviewed by a machine, and it sighed 🤖"),
    said("gogogo", "is already halfway there 🏃"),
    pictured("greatjob", "wants this one on the fridge 🏅", "greatjob.svg"),
    said("greyjoy", "blows the war horn, after a fashion 📯"),
    said("guarantee", "signs it, stamps it and rings it up ✅"),
    said("heygirl", "has dimmed the lights 🌹"),
    said("honk", "is being a goose about it 🦆"),
    said("horn", "has waited at this green light for a whole second 🚗"),
    said("horror", "went to see what the noise was 🚪💀"),
    said("incoming", "takes cover 💥"),
    said("inconceivable", "did not foresee this, and blames the castle 🏰"),
    said("letitgo", "has closed the ticket and opened the window ⛄"),
    said("live", "is on air without a script 🎤"),
    pictured("loggins", "drives off with the top down 🌅", "loggins.svg"),
    said("makeitso", "points at the stars and sits back 🚀"),
    said("maybe", "shrugs 🤷"),
    said("noooo", "takes it calmly, on a mountain, in the rain ☔"),
    pictured("nyan", "has unrolled the whole rainbow 🌈", "nyan.svg"),
    said("ohmy", "heard that, and will treasure it 😏"),
    said("ohyeah", "agrees, through a plastic tube 😎"),
    pictured("pushit", "leans on the big red button 🔴", "pushit.svg"),
    said("rimshot", "will be here all week 🥁"),
    said("rollout", "leaves the garage, and most of the tyres 🚙"),
    pictured("rumble", "climbs into the ring 💪", "rumble.svg"),
    said("sax", "leans out of a window at dusk 🎷"),
    said("secret", "leans on a stone, and the wall opens 💎"),
    said("sexyback", "enters sideways, in velvet 🕺"),
    said("story", "was there, and starts at the beginning 🔥"),
    said("tada", "has done it, and now there is brass 🎉"),
    said("tmyk", "looked it up, so that nobody else needs to 🌠"),
    said("totes", "could not agree more 💯"),
    said("trololo", "has forgotten the words, and is happier for it 🎶"),
    said("trombone", "goes down four notes and stays there 🎺"),
    said("unix", "has the prompt, and the password 🐧"),
    said("vuvuzela", "brought a vuvuzela. So did everybody else 📢"),
    pictured("what", "asks again, louder ❓", "what.svg"),
    said("whoomp", "dropped the bass, and the floor went with it 👏"),
    said("wups", "was carrying a tray 🙈"),
    pictured("yay", "throws all the confetti at once 🎊", "yay.svg"),
    pictured("yeah", "puts on sunglasses, indoors 😎", "yeah.svg"),
    said("yodel", "hears back from the next valley 🐐"),
];

const fn said(name: &'static str, text: &'static str) -> SoundEntry {
    SoundEntry { name, text, image: None }
}

const fn pictured(name: &'static str, text: &'static str, image: &'static str) -> SoundEntry {
    SoundEntry { name, text, image: Some(image) }
}

/// Finds a sound by the exact name after `/play `.
pub fn find_sound(name: &str) -> Option<&'static SoundEntry> {
    SOUNDS.binary_search_by(|sound| sound.name.cmp(name)).ok().map(|index| &SOUNDS[index])
}

/// The sound that a message plays, if its text is nothing but the command and a known name. All
/// else is ordinary text.
pub fn played(content: &str) -> Option<&'static SoundEntry> {
    content.trim().strip_prefix(COMMAND).and_then(find_sound)
}

wire! {
    /// A sound as clients hear of it, in a message and in the list of all of them.
    #[derive(Eq)]
    pub struct Sound {
        pub name: String,
        /// The MP3, relative to the server.
        pub url: String,
        /// What to write after the sender's name; never empty.
        pub text: String,
        /// A picture to show instead of the text, relative to the server.
        pub image_url: Option<String>,
    }

    pub struct Sounds {
        pub sounds: Vec<Sound>,
    }
}

impl From<&SoundEntry> for Sound {
    fn from(sound: &SoundEntry) -> Self {
        Self {
            name: sound.name.to_owned(),
            url: format!("/assets/sounds/{}.mp3", sound.name),
            text: sound.text.to_owned(),
            image_url: sound.image.map(|file| format!("/assets/sounds/{file}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_names_no_sound_twice() {
        assert!(SOUNDS.is_sorted_by(|earlier, later| earlier.name < later.name));
    }

    #[test]
    fn each_sound_has_a_name_one_can_type_and_a_text_of_one_line() {
        for sound in &SOUNDS {
            assert!(
                sound.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()),
                "{sound:?}"
            );
            assert!(!sound.text.trim().is_empty() && sound.text == sound.text.trim(), "{sound:?}");
            assert!(!sound.text.contains('\n'), "{sound:?}");
        }
    }

    #[test]
    fn a_text_can_be_counted_in_cells_by_every_terminal() {
        // Joined and recoloured emoji are one picture here and three there, and a line drawn after
        // them lands elsewhere.
        for sound in &SOUNDS {
            assert!(!sound.text.contains(['\u{200d}', '\u{fe0f}', '\u{20e3}']), "{sound:?}");
        }
    }

    #[test]
    fn every_sound_is_found_by_its_name_alone() {
        for sound in &SOUNDS {
            assert_eq!(find_sound(sound.name), Some(sound));
        }

        for stranger in ["", "bel", "bells", "Bell", " bell", "../bell", "bell.mp3"] {
            assert_eq!(find_sound(stranger), None, "{stranger:?}");
        }
    }

    #[test]
    fn a_message_that_is_only_the_command_plays() {
        for content in ["/play bell", "  /play bell\n", "/play 56k", "/play yodel"] {
            assert!(played(content).is_some(), "{content:?}");
        }
    }

    #[test]
    fn anything_else_is_ordinary_text() {
        let texts = [
            "",
            "bell",
            "/play",
            "/play ",
            "/playbell",
            "/play  bell",
            "/play\tbell",
            "/play\u{a0}bell",
            "/Play bell",
            "/PLAY bell",
            "/play Bell",
            "/play bell!",
            "/play bell bell",
            "/play bell\n/play coin",
            "now /play bell",
            "/play gavel",
            "/play incoming/../bell",
        ];

        for text in texts {
            assert_eq!(played(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_sound_on_the_wire_says_where_its_files_are() {
        let bell = serde_json::to_value(Sound::from(find_sound("bell").unwrap())).unwrap();
        let curb = Sound::from(find_sound("curb").unwrap());

        assert_eq!(
            bell,
            serde_json::json!({
                "name": "bell",
                "url": "/assets/sounds/bell.mp3",
                "text": "rings the bell 🔔",
                "image_url": null,
            })
        );
        assert_eq!(curb.image_url.as_deref(), Some("/assets/sounds/curb.svg"));
    }
}
