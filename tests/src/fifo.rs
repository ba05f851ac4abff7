//! A pipe with a name, into which a program that the test doesn't start itself says something.

use std::{path::PathBuf, time::Duration};

use tokio::{io::AsyncReadExt, net::unix::pipe, process::Command, time::timeout};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Fifo {
    pub path: PathBuf,
    pipe: pipe::Receiver,
    _folder: tempfile::TempDir,
}

impl Fifo {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fifo");
        assert!(Command::new("mkfifo").arg(&path).status().await.unwrap().success());
        // With a writer of our own the others may come and go.
        let pipe = pipe::OpenOptions::new().read_write(true).open_receiver(&path).unwrap();
        Self { path, pipe, _folder: folder }
    }

    /// The line that somebody says.
    pub async fn hears_a_line(&mut self) -> String {
        self.hears_until("\n").await.trim_end().to_owned()
    }

    /// All that is said, up to and with these words.
    pub async fn hears_until(&mut self, words: &str) -> String {
        let mut heard = Vec::new();
        let hearing = async {
            while !String::from_utf8_lossy(&heard).contains(words) {
                self.pipe.read_buf(&mut heard).await.unwrap();
            }
        };
        timeout(PATIENCE, hearing).await.unwrap_or_else(|_| panic!("{words:?} was never said"));
        String::from_utf8_lossy(&heard).into_owned()
    }
}
