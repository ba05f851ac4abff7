//! Signals: those that end us, and being sent to the background and brought back.

use std::io;

use rustix::process::{Signal, getpgrp, kill_process_group};
use tokio::signal::unix::{self, SignalKind};

/// What somebody outside wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// To end, as a signal with this number would.
    End(u8),
    Stop,
    Continue,
}

pub(super) struct Signals {
    terminate: unix::Signal,
    hang_up: unix::Signal,
    interrupt: unix::Signal,
    quit: unix::Signal,
    stop: unix::Signal,
    resume: unix::Signal,
}

impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        let tstp = SignalKind::from_raw(Signal::TSTP.as_raw());
        let cont = SignalKind::from_raw(Signal::CONT.as_raw());
        Ok(Self {
            terminate: unix::signal(SignalKind::terminate())?,
            hang_up: unix::signal(SignalKind::hangup())?,
            interrupt: unix::signal(SignalKind::interrupt())?,
            quit: unix::signal(SignalKind::quit())?,
            stop: unix::signal(tstp)?,
            resume: unix::signal(cont)?,
        })
    }

    pub(super) async fn next(&mut self) -> Heard {
        tokio::select! {
            _ = self.terminate.recv() => Heard::End(15),
            _ = self.hang_up.recv() => Heard::End(1),
            _ = self.interrupt.recv() => Heard::End(2),
            _ = self.quit.recv() => Heard::End(3),
            _ = self.stop.recv() => {
                stop();
                Heard::Stop
            }
            _ = self.resume.recv() => Heard::Continue,
        }
    }
}

/// Stops us and whoever stands in the same pipeline, as Ctrl-Z does to any program.
pub(super) fn stop() {
    // If that isn't allowed we stay in front, which is no harm.
    let _refused = kill_process_group(getpgrp(), Signal::STOP);
}
