//! `campfire-load`: N sockets, M messages, and what they cost.
//!
//! Says how many deliveries there were a second and how late they came, what a socket weighs while
//! nothing happens, what a delivery costs the server, and whether anything was lost or came twice.
//!
//! ```text
//! campfire-load --spawn --sockets 1000 --messages 200 --rate 20
//! campfire-load --spawn --sockets 10000 --messages 0
//! campfire-load --spawn --sockets 50 --people 50 --messages 500 --rate 50
//! ```
//!
//! Or, with the terminal client in a terminal instead of sockets: how soon it shows something, how
//! soon a key shows, and what it costs while nothing happens.
//!
//! ```text
//! campfire-load --spawn --terminal target/release/campfire-tui --messages 10000
//! ```

use std::{process::ExitCode, time::Duration};

use clap::Parser;

mod listener;
mod machine;
mod pty;
mod report;
mod run;
mod stage;
mod talker;
mod terminal;

/// The server's own allocator: the child is to weigh what the real one does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Fills a Campfire with listeners and talk, and measures what that costs.
#[derive(Clone, Debug, Parser)]
struct Options {
    /// The server to fill, as http://HOST:PORT; it must be one nobody else is using
    #[arg(long, conflicts_with = "spawn", required_unless_present_any = ["spawn", "serve"])]
    server: Option<String>,

    /// A session token of somebody who is in the room
    #[arg(long, env = "CAMPFIRE_TOKEN", hide_env_values = true, requires = "server")]
    token: Option<String>,

    /// Start a server for the occasion: this program once more, over a database of its own
    #[arg(long)]
    spawn: bool,

    /// How many sockets listen
    #[arg(long, default_value_t = 1_000)]
    sockets: usize,

    /// How many people share the sockets; needs --spawn
    #[arg(long, default_value_t = 1, requires = "spawn")]
    people: usize,

    /// The room they are all in
    #[arg(long, default_value_t = 1)]
    room: i64,

    /// How many messages are posted
    #[arg(long, default_value_t = 200)]
    messages: usize,

    /// How many messages a second
    #[arg(long, default_value_t = 20.0)]
    rate: f64,

    /// The server's process, to be measured; with --spawn it is known
    #[arg(long)]
    pid: Option<u32>,

    /// How long to wait for messages that are still under way at the end, in seconds
    #[arg(long, default_value_t = 10)]
    patience: u64,

    /// Measure this terminal client instead, with so many messages in its room
    #[arg(long, value_name = "PROGRAM", requires = "spawn")]
    terminal: Option<std::path::PathBuf>,

    /// Be the server, over this database; what --spawn starts
    #[arg(long, hide = true)]
    serve: Option<std::path::PathBuf>,
}

impl Options {
    fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }
}

/// What stops a measurement before there is anything to report.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("the server can't be started: {0}")]
    Start(String),
    #[error("the stage can't be set: {0}")]
    Stage(#[from] sqlx::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("a socket can't be opened: {0}")]
    Socket(String),
    #[error("a message can't be posted: {0}")]
    Post(#[from] reqwest::Error),
    #[error("the terminal client can't be measured: {0}")]
    Terminal(String),
    #[error("give --token, a session token of somebody in the room")]
    NoToken,
}

fn main() -> ExitCode {
    let options = Options::parse();
    // Nobody else has chosen one in this process.
    drop(rustls::crypto::ring::default_provider().install_default());
    // A socket is an open file; with too few of them the first refusal says so.
    drop(rlimit::increase_nofile_limit(u64::MAX));
    // The talker's client wants one before it is made; it fails only where there is one already.
    drop(rustls::crypto::ring::default_provider().install_default());
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(cause) => return failed(&Failure::Io(cause)),
    };
    let outcome = runtime.block_on(async {
        match options.serve.clone() {
            Some(database) => stage::be_the_server(database).await.map(|()| true),
            None => match &options.terminal {
                Some(program) => terminal::measure(&options, program).await,
                None => run::measure(options).await,
            },
        }
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    eprintln!("campfire-load: {failure}");
    ExitCode::FAILURE
}
