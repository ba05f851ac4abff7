//! Somebody's machine with `campfire-tui` on it: a home folder, variables, and what the program
//! prints when it is run from a script.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use crate::{Person, TestCampfire};

/// Far more than any command takes: one that hangs fails the test, not the machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A home folder and an environment of its own; nothing of the tester's reaches the program.
pub struct Desk {
    home: tempfile::TempDir,
    variables: BTreeMap<String, String>,
}

/// What a command left behind.
#[derive(Debug)]
pub struct Printed {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl TestCampfire {
    /// A machine on which nobody is signed in yet, told where the server is.
    pub fn desk(&self) -> Desk {
        Desk::new().with("CAMPFIRE_URL", &format!("http://{}", self.address()))
    }

    /// A machine whose scripts act as this person.
    pub fn desk_of(&self, person: &Person) -> Desk {
        self.desk().with("CAMPFIRE_TOKEN", &person.token)
    }
}

impl Desk {
    #[expect(clippy::new_without_default, reason = "a folder is made")]
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let folder = home.path().to_string_lossy().into_owned();
        let variables = [
            ("HOME", folder.as_str()),
            ("PATH", path.as_str()),
            ("TZ", "UTC"),
            ("LANG", "C.UTF-8"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Self { home, variables }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where signing in keeps the token of a profile.
    pub fn token_file(&self, profile: &str) -> PathBuf {
        self.home().join(".local/state/campfire").join(profile).join("token.toml")
    }

    /// Somebody has written this into `config.toml`.
    pub fn is_configured(&self, content: &str) {
        let folder = self.home().join(".config/campfire");
        std::fs::create_dir_all(&folder).expect("a folder can be made at home");
        std::fs::write(folder.join("config.toml"), content).expect("a file can be written there");
    }

    pub fn variables(&self) -> impl Iterator<Item = (&String, &String)> {
        self.variables.iter()
    }

    /// Runs a command that has nothing to read.
    pub async fn runs(&self, arguments: &[&str]) -> Printed {
        self.pipes("", arguments).await
    }

    /// Runs a command with something piped into it.
    pub async fn pipes(&self, input: impl AsRef<[u8]>, arguments: &[&str]) -> Printed {
        let mut child = self.command(arguments).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().unwrap();
        // Whoever refuses early doesn't read to the end.
        drop(stdin.write_all(input.as_ref()).await);
        drop(stdin);
        let output = timeout(PATIENCE, child.wait_with_output()).await;
        let output = output.expect("the command ends").unwrap();
        Printed {
            code: code_of(output.status),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts a command that goes on by itself.
    pub fn starts(&self, arguments: &[&str]) -> Started {
        let mut child = self.command(arguments).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Started { child, lines }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program("campfire-tui"));
        command.args(arguments).env_clear().envs(self.variables()).current_dir(self.home());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.kill_on_drop(true);
        command
    }
}

/// A program of ours, built beside the tests.
pub fn program(name: &str) -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = tests.ancestors().find(|folder| folder.ends_with("deps"));
    let folder = built.and_then(Path::parent).unwrap_or_else(|| tests.parent().unwrap());
    let program = folder.join(name);
    assert!(program.exists(), "{name} isn't built; run `cargo build --workspace` first");
    program
}

/// The exit code as a shell has it: a signal counts from 128.
fn code_of(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;

    status.code().or_else(|| Some(128 + status.signal()?)).unwrap()
}

impl Printed {
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// It failed, for this reason; nothing was printed where the answer would be.
    #[track_caller]
    pub fn fails(self, code: i32, reason: &str) -> Self {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        assert!(self.err.contains(reason), "{reason:?} isn't in {:?}", self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:?}"))
    }

    #[track_caller]
    pub fn error(&self) -> Value {
        let error: Value = serde_json::from_str(&self.err).expect("an error in JSON");
        error["error"].clone()
    }

    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }
}

/// A command that runs, and the lines it prints meanwhile.
pub struct Started {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Started {
    pub async fn line(&mut self) -> String {
        let line = timeout(PATIENCE, self.lines.next_line()).await.expect("a line in time");
        line.unwrap().expect("a line before the end")
    }

    /// Sends it a signal: `INT`, `TERM`.
    pub async fn hears_signal(&self, name: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().await;
        assert!(sent.unwrap().success());
    }

    /// Nobody reads what it prints any more.
    pub async fn is_not_read_any_more(self) -> Printed {
        let Self { child, lines } = self;
        drop(lines);
        Self::end_of(child, String::new()).await
    }

    /// Waits for its end; the lines that nobody has read yet are in what it printed.
    pub async fn ends(mut self) -> Printed {
        let mut out = String::new();
        while let Some(line) = timeout(PATIENCE, self.lines.next_line()).await.unwrap().unwrap() {
            out += &line;
            out.push('\n');
        }
        Self::end_of(self.child, out).await
    }

    async fn end_of(child: Child, out: String) -> Printed {
        let output = timeout(PATIENCE, child.wait_with_output()).await;
        let output = output.expect("the command ends").unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        Printed { code: code_of(output.status), out, err }
    }
}
