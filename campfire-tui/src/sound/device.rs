//! The loudspeaker: the system's usual one, opened when there is something to play.

use std::{borrow::Cow, fs::OpenOptions, io::Cursor};

use rodio::{Decoder, DeviceSinkBuilder, MixerDeviceSink, Player};
use rustix::stdio;

/// An open device, and what plays into it.
pub(super) struct Device {
    player: Player,
    _sink: MixerDeviceSink,
}

impl Device {
    pub(super) fn open() -> Option<Self> {
        let sink = quietly(|| {
            let device = DeviceSinkBuilder::from_default_device().ok()?;
            // What goes wrong while it plays is heard, or rather isn't.
            device.with_error_callback(|_| {}).open_stream().ok()
        });
        let mut sink = sink?;
        sink.log_on_drop(false);
        Some(Self { player: Player::connect_new(sink.mixer()), _sink: sink })
    }

    pub(super) fn is_playing(&self) -> bool {
        !self.player.empty()
    }

    pub(super) fn set_volume(&self, volume: u8) {
        self.player.set_volume(loudness(volume));
    }

    /// Whether it can be played at all.
    pub(super) fn play(&self, file: Cow<'static, [u8]>) -> bool {
        append(&self.player, file)
    }
}

fn append(player: &Player, file: Cow<'static, [u8]>) -> bool {
    let decoder = Decoder::new_mp3(Cursor::new(file));
    decoder.map(|sound| player.append(sound)).is_ok()
}

/// Ears count in proportions: half of what the number says sounds like half.
fn loudness(volume: u8) -> f32 {
    let part = f32::from(volume.min(100)) / 100.0;
    part * part
}

/// The system's sound library writes its troubles straight to standard error, which would land in
/// the middle of the chat. While a device is opened there is nothing to write to.
fn quietly<T>(open: impl FnOnce() -> T) -> T {
    let kept = rustix::io::dup(stdio::stderr());
    let nowhere = OpenOptions::new().write(true).open("/dev/null");
    if let (Ok(_), Ok(nowhere)) = (&kept, &nowhere) {
        // Were it not to work, the lines would be seen, and that is all.
        let _ = stdio::dup2_stderr(nowhere);
    }
    let opened = open();
    if let Ok(kept) = kept {
        let _ = stdio::dup2_stderr(kept);
    }
    opened
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use super::*;
    use crate::sound::Files;

    /// A mixer that plays into nothing but its own end.
    fn rendered(volume: u8) -> Vec<f32> {
        let (channels, rate) = (NonZero::new(2).unwrap(), NonZero::new(48_000).unwrap());
        let (mixer, sound) = rodio::mixer::mixer(channels, rate);
        let player = Player::connect_new(&mixer);
        player.set_volume(loudness(volume));
        assert!(append(&player, Files::get("bell.mp3").unwrap().data));
        sound.take(48_000).collect()
    }

    fn peak(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
    }

    #[test]
    fn a_sound_is_heard_and_less_so_when_turned_down() {
        let (loud, soft) = (peak(&rendered(100)), peak(&rendered(50)));

        assert!(loud > 0.1, "{loud}");
        assert!((soft / loud - 0.25).abs() < 0.01, "{soft} of {loud}");
        assert!(peak(&rendered(0)) == 0.0);
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        let (player, _queue) = Player::new();

        assert!(!append(&player, Cow::Borrowed(b"not a sound")));
    }
}
