//! A terminal for a program to run in: what it writes, and when. Nothing is drawn.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::fd::OwnedFd,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

use crate::Failure;

/// The end of a picture: the program says so.
pub(crate) const DRAWN: &str = "\x1b[?2026l";
/// Longer than anything takes that is measured.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Pty {
    pub(crate) child: Child,
    keyboard: File,
    pieces: mpsc::Receiver<(Instant, Vec<u8>)>,
}

/// What was written until something that was waited for stood there.
pub(crate) struct Written {
    pub(crate) bytes: usize,
    pub(crate) at: Instant,
}

impl Pty {
    /// Starts a program, and the moment before it.
    pub(crate) fn start(
        program: &Path,
        variables: &[(&str, String)],
        (columns, rows): (u16, u16),
    ) -> Result<(Self, Instant), Failure> {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).map_err(std::io::Error::from)?;
        grantpt(&master).map_err(std::io::Error::from)?;
        unlockpt(&master).map_err(std::io::Error::from)?;
        let name = ptsname(&master, Vec::new()).map_err(std::io::Error::from)?;
        let name = name.to_string_lossy().into_owned();
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).map_err(std::io::Error::from)?;
        let slave = OpenOptions::new().read(true).write(true).open(name)?;
        let stdio = || slave.try_clone().map(|file| Stdio::from(OwnedFd::from(file)));
        let mut command = Command::new(program);
        command.env_clear().envs(variables.iter().map(|(name, value)| (name, value)));
        command.stdin(stdio()?).stdout(stdio()?).stderr(stdio()?);
        let mut screen = File::from(master.try_clone()?);
        let (say, pieces) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            // It ends with an error when the last one who could write is gone.
            while let Ok(length) = screen.read(&mut buffer) {
                if say.send((Instant::now(), buffer[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        let began = Instant::now();
        let child = command.spawn()?;
        Ok((Self { child, keyboard: File::from(master), pieces }, began))
    }

    pub(crate) fn types(&mut self, keys: &str) -> Result<Instant, Failure> {
        let at = Instant::now();
        self.keyboard.write_all(keys.as_bytes())?;
        Ok(at)
    }

    /// Waits until something was written, and the picture that it is part of is complete.
    pub(crate) fn waits_for(&mut self, wanted: &str) -> Result<Written, Failure> {
        let until = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        let mut from = None;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let (at, piece) = self.pieces.recv_timeout(left).map_err(|_| {
                Failure::Terminal(format!("{wanted:?} was never drawn; it wrote {:?}", {
                    String::from_utf8_lossy(&seen[seen.len().saturating_sub(2_000)..]).into_owned()
                }))
            })?;
            seen.extend_from_slice(&piece);
            from = from.or_else(|| position(&seen, wanted));
            if from.is_some_and(|from| position(&seen[from..], DRAWN).is_some()) {
                return Ok(Written { bytes: seen.len(), at });
            }
        }
    }

    /// Reads on until nothing was written for so long; everything that was.
    pub(crate) fn rests(&mut self, quiet: Duration) -> Vec<u8> {
        let mut seen = Vec::new();
        while let Ok((_, piece)) = self.pieces.recv_timeout(quiet) {
            seen.extend_from_slice(&piece);
        }
        seen
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn position(bytes: &[u8], wanted: &str) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted.as_bytes())
}
