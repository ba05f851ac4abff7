//! Playing sounds: on a thread of its own, so that neither a slow device nor a missing one is ever
//! waited for.

use tokio::sync::mpsc::UnboundedSender;

/// Plays by name; drop it and it is silent.
pub struct Player {
    /// Hears one sentence, the first time that something can't be played.
    #[expect(dead_code, reason = "the signature both halves meet at; filled in next")]
    trouble: UnboundedSender<String>,
}

impl Player {
    /// Opens no device yet. `volume` is 0 to 100; 0 is muted.
    pub fn start(volume: u8, trouble: UnboundedSender<String>) -> Self {
        let _ = volume;
        Self { trouble }
    }

    /// Plays one of the fifty-nine. One at a time: a second one while the first still plays is
    /// dropped, as is an unknown name. Returns at once.
    pub fn play(&self, name: &str) {
        let _ = name;
    }

    /// 0 to 100; 0 is muted, and ends what is playing.
    pub fn set_volume(&self, volume: u8) {
        let _ = volume;
    }
}
