//! A sound device that isn't one: the system's sound library renders into a pipe, and the test hears
//! the samples.

use std::path::Path;

use tokio::{
    io::AsyncReadExt,
    net::unix::pipe::{OpenOptions, Receiver},
    process::Command,
    time::{Duration, timeout},
};

use crate::Desk;

/// What comes out of the machine's only loudspeaker.
pub struct Loudspeaker(Receiver);

/// Forty decibels below the loudest there is.
const AUDIBLE: f32 = 0.01;

/// The library's usual device writes what it is given to a file, and is silent otherwise.
fn settings(pipe: &Path) -> String {
    format!(
        "pcm.!default {{ type file slave.pcm {{ type null }} file \"{}\" format \"raw\" }}\n",
        pipe.display()
    )
}

impl Desk {
    /// Puts a loudspeaker on this machine.
    pub async fn has_a_loudspeaker(&self) -> Loudspeaker {
        let pipe = self.home().join("loudspeaker");
        let made = Command::new("mkfifo").arg(&pipe).status().await;
        assert!(made.unwrap().success());
        std::fs::write(self.home().join(".asoundrc"), settings(&pipe)).unwrap();
        Loudspeaker(OpenOptions::new().read_write(true).open_receiver(&pipe).unwrap())
    }
}

impl Loudspeaker {
    /// Listens until something is loud enough to be heard, and says how loud. A sound may begin
    /// softly, and the first moment end right there.
    pub async fn is_heard(&mut self) -> f32 {
        let heard = timeout(Duration::from_secs(30), async {
            let mut bytes = vec![0; 64 * 1024];
            loop {
                self.0.read_exact(&mut bytes).await.unwrap();
                let samples = bytes.as_chunks().0.iter().copied().map(f32::from_le_bytes);
                let loudest = samples.fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
                if loudest > AUDIBLE {
                    return loudest;
                }
            }
        });
        heard.await.expect("something is to be heard")
    }
}
