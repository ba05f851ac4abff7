//! The terminal client as somebody feels it who sits before it: how soon there is something to see,
//! how soon a key shows, what it costs while nothing happens, and what it weighs.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use campfire_proto::RoomId;
use clap::Args;
use futures::{StreamExt, TryStreamExt, stream};
use reqwest::Client;
use serde_json::json;
use tempfile::TempDir;

use crate::{
    Failure, machine,
    pty::{DRAWN, Pty, Written, position},
    report::spread,
    stage::Spawned,
};

/// What must hold: the median of first pictures, 99 of 100 keys, and bytes of memory.
const PICTURE: Duration = Duration::from_millis(50);
const KEY: Duration = Duration::from_millis(16);
const WEIGHT: u64 = 30_000_000;

const SIZE: (u16, u16) = (160, 50);
/// Said first and last, so that one sees when they are there.
const FIRST: &str = "the-very-first-word";
const LAST: &str = "the-very-last-word";
const STARTS: u32 = 20;
const KEYS: usize = 300;
const IDLE: Duration = Duration::from_secs(30);
/// A picture that follows from nothing new comes within this.
const QUIET: Duration = Duration::from_millis(60);
/// Posts under way at the same time.
const AT_ONCE: usize = 32;

#[derive(Args)]
pub struct Options {
    /// The client
    program: PathBuf,

    /// How many messages its room holds
    #[arg(long, default_value_t = 10_000)]
    messages: usize,
}

/// Somebody's machine: a home folder in which they are signed in.
struct Desk<'a> {
    program: &'a Path,
    home: TempDir,
    variables: Vec<(&'static str, String)>,
}

impl<'a> Desk<'a> {
    fn new(program: &'a Path, url: &str) -> Result<Self, Failure> {
        let home = tempfile::tempdir()?;
        let variables = vec![
            ("HOME", home.path().to_string_lossy().into_owned()),
            ("CAMPFIRE_URL", url.to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("COLORTERM", "truecolor".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
        ];
        Ok(Self { program, home, variables })
    }

    fn signs_in(&self, token: &str) -> Result<(), Failure> {
        let mut login = Command::new(self.program)
            .args(["login", "--token-stdin"])
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = login.stdin.take() {
            std::io::Write::write_all(&mut stdin, token.as_bytes())?;
        }
        let status = login.wait()?;
        status.success().then_some(()).ok_or_else(|| Failure::Terminal(format!("login: {status}")))
    }

    fn opens(&self) -> Result<(Pty, Instant), Failure> {
        Pty::start(self.program, &self.variables, SIZE)
    }
}

/// Measures the program, and says whether it keeps to its limits.
pub async fn measure(options: &Options) -> Result<bool, Failure> {
    let (server, seeded) = Spawned::with_people(2).await?;
    let url = format!("http://{}", server.address);
    let token = &seeded.tokens[1];
    let talker = Talker { client: Client::new(), url: &url, token, room: RoomId(1) };
    talker.say(FIRST.to_owned()).await?;
    talker.say_many(options.messages).await?;
    talker.say(LAST.to_owned()).await?;
    // It is started from elsewhere.
    let program = options.program.canonicalize()?;
    let desk = Desk::new(&program, &url)?;
    desk.signs_in(&seeded.tokens[0])?;

    let picture = first_pictures(&desk)?;
    let (mut pty, _) = desk.opens()?;
    pty.waits_for("live")?;
    pty.rests(Duration::from_secs(1));
    weighs("at the start", &pty);
    let rests = idle(&mut pty);

    loads_everything(&mut pty)?;
    weighs("with all of them loaded", &pty);
    let key = keys(&mut pty, "key to picture")?;
    scrolling(&mut pty)?;

    let burst = talker.say_many(1_000);
    let pressing = async {
        // On a thread of its own: it waits without telling anybody.
        tokio::task::block_in_place(|| keys(&mut pty, "the same while 1,000 arrive"))
    };
    let (said, pressed) = tokio::join!(burst, pressing);
    said?;
    let pressed = pressed?;
    let weight = weighs("at the end", &pty);
    server.stop().await?;
    Ok(picture < PICTURE && rests && key < KEY && pressed < KEY && weight < WEIGHT)
}

/// From the start of the process to the end of the first picture that shows what was said last: the median.
fn first_pictures(desk: &Desk<'_>) -> Result<Duration, Failure> {
    // The first run fills the cache, and leaves.
    let (mut pty, _) = desk.opens()?;
    pty.waits_for("live")?;
    pty.rests(Duration::from_secs(1));
    leaves(&mut pty)?;
    let mut took = Vec::new();
    let mut cpu = Duration::ZERO;
    for _ in 0..STARTS {
        let (mut pty, began) = desk.opens()?;
        let Written { at, .. } = pty.waits_for(LAST)?;
        cpu += machine::read(pty.child.id()).cpu;
        took.push(at - began);
        pty.waits_for("live")?;
        leaves(&mut pty)?;
    }
    took.sort();
    println!("exec to picture      {}, {:.1?} of CPU", spread(&took), cpu / STARTS);
    Ok(took[took.len() / 2])
}

fn leaves(pty: &mut Pty) -> Result<(), Failure> {
    pty.types("\x11")?;
    pty.child.wait()?;
    Ok(())
}

/// Whether it costs nothing while nothing happens.
fn idle(pty: &mut Pty) -> bool {
    let pid = pty.child.id();
    pty.rests(Duration::from_secs(8));
    let (before, woken) = (machine::read(pid).cpu, wake_ups(pid));
    sleep(IDLE);
    let cpu = machine::read(pid).cpu.saturating_sub(before);
    // A thread that has ended meanwhile isn't counted; one that has begun is.
    let woken: u64 = wake_ups(pid)
        .into_iter()
        .map(|(thread, count)| count - woken.get(&thread).copied().unwrap_or(0).min(count))
        .sum();
    let drawn = pty.rests(Duration::from_millis(1)).len();
    println!("idle for 30 s        {cpu:.1?} of CPU, {woken} wake-ups, {drawn} bytes drawn");
    cpu.is_zero() && drawn == 0
}

/// How often each thread of the process has waited for something and got it.
fn wake_ups(pid: u32) -> HashMap<OsString, u64> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let counts = threads.filter_map(|thread| {
        let status = fs::read_to_string(thread.path().join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        Some((thread.file_name(), line.trim().parse().ok()?))
    });
    counts.collect()
}

/// Scrolls up until the first message is there.
fn loads_everything(pty: &mut Pty) -> Result<(), Failure> {
    let until = Instant::now() + Duration::from_mins(2);
    while Instant::now() < until {
        pty.types("\x1b[1;5H")?;
        if position(&pty.rests(QUIET), FIRST).is_some() {
            pty.types("\x1b[1;5F")?;
            pty.rests(Duration::from_millis(300));
            return Ok(());
        }
    }
    Err(Failure::Terminal("the first message was never reached".to_owned()))
}

/// Each key is a letter that stands nowhere else, so that the picture it made is known by it. 99 of 100
/// show within what comes back.
fn keys(pty: &mut Pty, what: &str) -> Result<Duration, Failure> {
    let letters = ["å", "ß", "ç", "ð", "ñ", "ø", "þ", "æ"];
    let pid = pty.child.id();
    let before = machine::read(pid).cpu;
    let (mut took, mut bytes) = (Vec::new(), Vec::new());
    for key in 0..KEYS {
        if key % 40 == 0 {
            pty.types("\x15")?;
            pty.rests(Duration::from_millis(5));
        }
        let letter = letters[key % letters.len()];
        let pressed = pty.types(letter)?;
        let written = pty.waits_for(letter)?;
        took.push(written.at - pressed);
        bytes.push(written.bytes);
        pty.rests(Duration::from_millis(2));
    }
    let cpu = (machine::read(pid).cpu.saturating_sub(before)) / u32::try_from(KEYS).unwrap_or(1);
    pty.types("\x15")?;
    pty.rests(QUIET);
    took.sort();
    bytes.sort_unstable();
    let (median, most) = (bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    println!("{what:<20} {}, {cpu:.2?} of CPU each", spread(&took));
    println!("{:<20} {median} bytes (most {most})", "");
    Ok(took[took.len() * 99 / 100])
}

fn scrolling(pty: &mut Pty) -> Result<(), Failure> {
    for (what, key, back) in
        [("a row up", "\x1b[1;2A", "\x1b[1;2B"), ("a page up", "\x1b[5~", "\x1b[6~")]
    {
        let mut took = Vec::new();
        for key in std::iter::repeat_n(key, 60).chain(std::iter::repeat_n(back, 60)) {
            let pressed = pty.types(key)?;
            took.push(pty.waits_for(DRAWN)?.at - pressed);
            pty.rests(Duration::from_millis(2));
        }
        took.sort();
        println!("{what:<20} {}", spread(&took));
    }
    pty.types("\x1b[1;5F")?;
    pty.rests(QUIET);
    Ok(())
}

fn weighs(when: &str, pty: &Pty) -> u64 {
    let bytes = machine::read(pty.child.id()).resident_kib * 1_024;
    println!("memory               {} kB {when}", bytes / 1_000);
    bytes
}

struct Talker<'a> {
    client: Client,
    url: &'a str,
    token: &'a str,
    room: RoomId,
}

impl Talker<'_> {
    async fn say(&self, content: String) -> Result<(), Failure> {
        let at = format!("{}/api/rooms/{}/messages", self.url, self.room);
        let said = self
            .client
            .post(at)
            .bearer_auth(self.token)
            .json(&json!({ "content": content, "content_type": "text/markdown" }));
        said.send().await?.error_for_status()?;
        Ok(())
    }

    /// Messages like people write them: some short, some with a link or a name in bold.
    async fn say_many(&self, messages: usize) -> Result<(), Failure> {
        let words = |number: usize| match number % 5 {
            0 => format!("ok {number}"),
            1 => format!("see https://example.com/builds/{number} for what it says about that"),
            2 => format!(
                "**Build {number}** is red, and nobody has looked at it since this morning. {}",
                "Could somebody please see what it is that fails there? ".repeat(4)
            ),
            3 => format!("> Build {number} is red\n\nOn it."),
            _ => format!("Number {number} looks fine to me, thanks!"),
        };
        let said = stream::iter(0..messages).map(|number| self.say(words(number)));
        said.buffer_unordered(AT_ONCE).try_collect().await
    }
}
