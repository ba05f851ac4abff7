//! What people see: the real program in a real terminal, driven by keys and read as a screen.
//!
//! The terminal is tmux's. A second client of it hears of every byte that is written there, so that
//! waiting for something to appear is waiting for an event.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Split},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::{Instant, timeout_at},
};

use crate::{Desk, Fifo, desk::program};

/// Far more than anything takes that is ever shown.
const PATIENCE: Duration = Duration::from_secs(30);

/// Only what a terminal does, and at the size that it is given.
const SETTINGS: &str = "\
set -g status off
set -g default-terminal tmux-256color
set -g escape-time 0
set -g focus-events on
set -g set-clipboard on
set -g remain-on-exit on
";

/// What a shell prints when it waits for a command.
const PROMPT: &str = "shell$";

/// A window with a shell in it.
pub struct Terminal {
    folder: tempfile::TempDir,
    events: Split<BufReader<ChildStdout>>,
    // As long as these live, the second client does.
    _ear: Child,
    _mouth: ChildStdin,
}

impl Desk {
    /// Opens a window of so many columns and rows on this machine.
    pub async fn opens_terminal(&self, columns: u16, rows: u16) -> Terminal {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("tmux.conf"), SETTINGS).unwrap();
        let programs = program("campfire-tui").parent().unwrap().to_string_lossy().into_owned();
        let size = [columns.to_string(), rows.to_string()];
        let shell = ["bash", "--norc", "--noprofile", "-i"];
        let mut start = tmux(folder.path());
        start.env_clear().envs(self.variables()).current_dir(self.home());
        start.env("PATH", format!("{programs}:{}", std::env::var("PATH").unwrap_or_default()));
        start.env("PS1", format!("{PROMPT} "));
        start.args(["new-session", "-d", "-s", "main", "-x", &size[0], "-y", &size[1]]).args(shell);
        // The size is set once there is something that has one: before, this tmux doesn't survive it.
        start.args([";", "set-option", "-g", "window-size", "manual"]);
        answer(start).await;

        let mut ear = tmux(folder.path());
        ear.args(["-C", "attach-session", "-t", "main"]);
        ear.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut ear = ear.spawn().expect("tmux starts");
        let events = BufReader::new(ear.stdout.take().unwrap()).split(b'\n');
        let mouth = ear.stdin.take().unwrap();
        let mut terminal = Terminal { folder, events, _ear: ear, _mouth: mouth };
        terminal.shows(PROMPT).await;
        terminal
    }

    /// Opens a window, and the chat in it.
    pub async fn opens_chat(&self, columns: u16, rows: u16) -> Terminal {
        let mut terminal = self.opens_terminal(columns, rows).await;
        terminal.runs("clear; campfire-tui").await;
        terminal
    }
}

impl Terminal {
    /// Presses keys by their names: `Enter`, `C-k`, `M-a`, `Up`.
    pub async fn presses<const N: usize>(&mut self, keys: [&str; N]) {
        self.asks(&[&["send-keys", "-t", "main"], &keys[..]].concat()).await;
    }

    /// Types text as it stands.
    pub async fn types(&mut self, text: &str) {
        self.asks(&["send-keys", "-t", "main", "-l", "--", text]).await;
    }

    /// Types a line, and Enter.
    pub async fn enters(&mut self, text: &str) {
        self.types(text).await;
        self.presses(["Enter"]).await;
    }

    /// Has the shell run something.
    pub async fn runs(&mut self, command: &str) {
        self.enters(command).await;
    }

    /// Pastes, as a terminal does that tells the program so.
    pub async fn pastes(&mut self, text: &str) {
        let file = self.folder.path().join("pasted");
        std::fs::write(&file, text).unwrap();
        self.asks(&["load-buffer", "-b", "pasted", &file.to_string_lossy()]).await;
        self.asks(&["paste-buffer", "-d", "-p", "-b", "pasted", "-t", "main"]).await;
    }

    pub async fn resizes(&mut self, columns: u16, rows: u16) {
        let (columns, rows) = (columns.to_string(), rows.to_string());
        self.asks(&["resize-window", "-t", "main", "-x", &columns, "-y", &rows]).await;
    }

    /// The screen as it is now, a line each.
    pub async fn screen(&self) -> String {
        self.asks(&["capture-pane", "-p", "-t", "main"]).await
    }

    /// The same, with the escape sequences that colour it.
    pub async fn colors(&self) -> String {
        self.asks(&["capture-pane", "-e", "-p", "-N", "-t", "main"]).await
    }

    /// Column and row of the cursor, unless it is hidden.
    pub async fn cursor(&self) -> Option<(u16, u16)> {
        if self.knows_of("cursor_flag").await != "1" {
            return None;
        }
        let at = [self.knows_of("cursor_x").await, self.knows_of("cursor_y").await];
        let [x, y] = at.map(|number| number.parse().expect("a number"));
        Some((x, y))
    }

    /// Waits until this stands on the screen; gives the whole screen.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> impl Future<Output = String> {
        self.waits_until(format!("{text:?} to appear"), move |screen| screen.contains(text))
    }

    /// Waits until this doesn't stand on the screen any more.
    #[track_caller]
    pub fn hides(&mut self, text: &str) -> impl Future<Output = String> {
        self.waits_until(format!("{text:?} to go"), move |screen| !screen.contains(text))
    }

    /// Waits until the screen is as it should be.
    pub async fn waits_until(&mut self, wish: String, is_it: impl Fn(&str) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen().await;
            if is_it(&screen) {
                return screen;
            }
            // Whatever is written after that look is an event that we haven't read yet.
            let event = timeout_at(until, self.events.next_segment()).await;
            let event = event.unwrap_or_else(|_| panic!("waited for {wish}, and saw:\n{screen}"));
            event
                .unwrap()
                .unwrap_or_else(|| panic!("tmux is gone; the last screen was:\n{screen}"));
        }
    }

    /// Waits until what tmux knows of the window is this: `pane_title`, `alternate_on`.
    pub async fn knows(&mut self, what: &str, value: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let known = self.knows_of(what).await;
            if known == value {
                return;
            }
            let event = timeout_at(until, self.events.next_segment()).await;
            assert!(event.is_ok(), "{what} should be {value:?}, and is {known:?}");
        }
    }

    pub async fn knows_of(&self, what: &str) -> String {
        let format = format!("#{{{what}}}");
        let known = self.asks(&["display-message", "-p", "-t", "main", &format]).await;
        known.trim_end().to_owned()
    }

    /// Sends a signal to the program that the shell waits for.
    pub async fn sends_signal(&self, signal: &str) {
        let program = self.program().await;
        let sent = Command::new("kill").args(["-s", signal, &program]).status().await;
        assert!(sent.unwrap().success());
    }

    /// The id of the program that the shell waits for.
    async fn program(&self) -> String {
        let shell = self.knows_of("pane_pid").await;
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children"));
        let children = children.unwrap();
        children.split_whitespace().next().expect("a program runs").to_owned()
    }

    /// What was copied last.
    pub async fn clipboard(&self) -> String {
        self.asks(&["show-buffer"]).await
    }

    /// Passes on every byte that is written to this terminal from now on.
    pub async fn tells(&self, fifo: &Fifo) {
        let pipe = format!("exec cat > {}", fifo.path.display());
        self.asks(&["pipe-pane", "-t", "main", &pipe]).await;
    }

    /// Closes the window while a program runs in it, and waits until that has noticed.
    pub async fn is_torn_away(self) {
        let program = self.program().await;
        drop(self);
        let mut gone = Command::new("tail");
        gone.arg(format!("--pid={program}")).args(["-f", "/dev/null"]);
        assert!(gone.status().await.unwrap().success());
    }

    /// The shell is back, and the terminal is as it was: lines, echo, screen, cursor, mouse.
    pub async fn is_back_in_order(&mut self) {
        self.shows(PROMPT).await;
        self.knows("alternate_on", "0").await;
        self.knows("cursor_flag", "1").await;
        self.knows("mouse_any_flag", "0").await;
        self.runs("clear; stty -a | grep -ow -e '-\\?icanon' -e '-\\?echo' | xargs echo modes:")
            .await;
        self.shows("modes: icanon echo").await;
    }

    async fn asks(&self, arguments: &[&str]) -> String {
        let mut command = tmux(self.folder.path());
        command.args(arguments);
        answer(command).await
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Ends the shell and all that runs in it.
        let mut end = std::process::Command::new("tmux");
        end.arg("-S").arg(socket(self.folder.path())).arg("kill-server");
        drop(end.stderr(Stdio::null()).status());
    }
}

fn socket(folder: &Path) -> PathBuf {
    folder.join("tmux.socket")
}

/// A tmux of this terminal's own, which knows nothing of any other.
fn tmux(folder: &Path) -> Command {
    let mut command = Command::new("tmux");
    command.arg("-S").arg(socket(folder)).arg("-f").arg(folder.join("tmux.conf")).arg("-u");
    command.env_remove("TMUX").stdin(Stdio::null());
    command
}

async fn answer(mut command: Command) -> String {
    let output = command.output().await.expect("tmux is installed: `make prepare-tests`");
    assert!(output.status.success(), "tmux: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
