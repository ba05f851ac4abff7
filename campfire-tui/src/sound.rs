//! Playing sounds: on a thread of its own, so that neither a slow device nor a missing one is ever
//! waited for. Where no sound can be, every sound still has its text.

use std::{
    env,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread,
    time::Duration,
};

use rust_embed::Embed;
use tokio::sync::mpsc::UnboundedSender;

#[cfg(feature = "sound")]
mod device;
#[cfg(not(feature = "sound"))]
#[path = "sound/no_device.rs"]
mod device;

use device::Device;

/// How long a silent device is kept open, in case there is more to play.
const LINGER: Duration = Duration::from_secs(2);

/// The files, as they are in `assets/sounds`.
#[derive(Embed)]
#[folder = "../assets/sounds"]
#[include = "*.mp3"]
struct Files;

/// Plays by name; drop it and it is silent.
pub struct Player {
    wishes: Sender<Wish>,
}

enum Wish {
    Play(String),
    Volume(u8),
}

impl Player {
    /// Opens no device yet. `volume` is 0 to 100; 0 is muted. Who holds the other end of `trouble`
    /// hears one sentence, the first time that something can't be played.
    pub fn start(volume: u8, trouble: UnboundedSender<String>) -> Self {
        let (wishes, heard) = channel();
        let stage = Stage { volume, device: None, trouble: Some(trouble) };
        // Ends when the player is dropped.
        thread::spawn(move || stage.perform(&heard));
        Self { wishes }
    }

    /// Plays one of the fifty-nine. One at a time: a second one while the first still plays is
    /// dropped, as is an unknown name. Returns at once.
    pub fn play(&self, name: &str) {
        // The thread ends only after us.
        drop(self.wishes.send(Wish::Play(name.to_owned())));
    }

    /// 0 to 100; 0 is muted, and ends what is playing.
    pub fn set_volume(&self, volume: u8) {
        drop(self.wishes.send(Wish::Volume(volume)));
    }
}

/// The thread's own: nobody else touches the device.
struct Stage {
    volume: u8,
    device: Option<Device>,
    /// None once something was said.
    trouble: Option<UnboundedSender<String>>,
}

impl Stage {
    fn perform(mut self, wishes: &Receiver<Wish>) {
        loop {
            let wish = match &self.device {
                None => wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => wishes.recv_timeout(LINGER),
            };
            match wish {
                Ok(Wish::Play(name)) => self.play(&name),
                Ok(Wish::Volume(volume)) => self.set_volume(volume),
                // An open device takes a little of the processor, and keeps others from it.
                Err(RecvTimeoutError::Timeout) => {
                    self.device.take_if(|device| !device.is_playing());
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn play(&mut self, name: &str) {
        let Some(file) = Files::get(&format!("{name}.mp3")) else { return };
        if self.volume == 0 || self.device.as_ref().is_some_and(Device::is_playing) {
            return;
        }
        if is_remote() {
            return self.complain("Sounds stay silent over SSH: they would play over there");
        }
        if self.device.is_none() {
            self.device = Device::open();
        }
        let Some(device) = &self.device else {
            return self.complain("There is no sound device here; sounds are shown as text");
        };
        device.set_volume(self.volume);
        if !device.play(file.data) {
            self.complain("This sound can't be played; its text is all there is");
        }
    }

    fn set_volume(&mut self, volume: u8) {
        self.volume = volume.min(100);
        if volume == 0 {
            self.device = None;
        } else if let Some(device) = &self.device {
            device.set_volume(volume);
        }
    }

    fn complain(&mut self, sentence: &str) {
        if let Some(trouble) = self.trouble.take() {
            // Who has gone needs not hear it.
            drop(trouble.send(sentence.to_owned()));
        }
    }
}

/// Whether the loudspeakers stand somewhere else than the person.
fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| env::var_os(name).is_some())
}

#[cfg(test)]
mod tests {
    use campfire_proto::sound::SOUNDS;

    use super::*;

    #[test]
    fn every_sound_that_can_be_named_is_there() {
        for sound in &SOUNDS {
            assert!(Files::get(&format!("{}.mp3", sound.name)).is_some(), "{}", sound.name);
        }
    }

    #[test]
    fn who_asks_for_a_sound_never_waits() {
        let (trouble, _) = tokio::sync::mpsc::unbounded_channel();
        let player = Player::start(0, trouble);
        // Were each waited for, this would take an hour.
        for _ in 0..1000 {
            player.play("bell");
        }
    }
}
