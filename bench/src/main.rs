//! `campfire-load`: what a Campfire costs, and how that compares with the least it could cost.
//!
//! With `table` it measures everything there is to measure and prints one table. Without, N sockets
//! listen to M messages: how many deliveries there were a second and how late they came, what a socket
//! weighs while nothing happens, what a delivery costs the server, and whether anything was lost or
//! came twice.
//!
//! ```text
//! campfire-load table --rounds 5
//! campfire-load --spawn --sockets 1000 --messages 200 --rate 20
//! campfire-load --spawn --sockets 10000 --messages 0
//! campfire-load --spawn --sockets 50 --people 50 --messages 500 --rate 50
//! ```
//!
//! Or, with the terminal client in a terminal instead of sockets: how soon it shows something, how
//! soon a key shows, and what it costs while nothing happens.
//!
//! ```text
//! campfire-load terminal target/programs/campfire-tui --messages 10000
//! ```

use std::{path::PathBuf, process::ExitCode, time::Duration};

use campfire_bench::{
    Failure,
    run::{self, Load},
    stage::{self, Spawned},
    table, terminal,
};
use campfire_proto::RoomId;
use clap::{Args, Parser, Subcommand};
use tokio::net::lookup_host;

/// The server's own allocator: the child is to weigh what the real one does.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Fills a Campfire with listeners and talk, and measures what that costs.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct CommandLine {
    #[command(subcommand)]
    table: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Measure everything, each beside the floor it is compared with, and print one table
    Table(table::Options),
    /// Measure the terminal client, in a terminal of its own
    Terminal(terminal::Options),
}

#[derive(Args)]
struct Options {
    /// The server to fill, as http://HOST:PORT; it must be one nobody else is using
    #[arg(long, conflicts_with = "spawn",
        required_unless_present_any = ["spawn", "serve", "serve_floor"])]
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

    /// Be the server, over this database; what --spawn starts
    #[arg(long, hide = true)]
    serve: Option<PathBuf>,

    /// Be what the server is compared with
    #[arg(long, hide = true)]
    serve_floor: bool,
}

fn main() -> ExitCode {
    let CommandLine { table, options } = CommandLine::parse();
    // Nobody else has chosen one in this process; the talker's client wants one before it is made.
    drop(rustls::crypto::ring::default_provider().install_default());
    // A socket is an open file; with too few of them the first refusal says so.
    drop(rlimit::increase_nofile_limit(u64::MAX));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(cause) => return failed(&Failure::Io(cause)),
    };
    let outcome = runtime.block_on(async {
        match (table, options) {
            (Some(Command::Table(asked)), _) => table::measure(&asked).await,
            (Some(Command::Terminal(asked)), _) => terminal::measure(&asked).await,
            (None, Options { serve: Some(database), .. }) => {
                stage::be_the_server(database).await.map(|()| true)
            }
            (None, Options { serve_floor: true, .. }) => stage::be_the_floor().await.map(|()| true),
            (None, options) => fill(options).await,
        }
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => failed(&failure),
    }
}

/// One load over one server, and whether every message reached everyone exactly once.
async fn fill(options: Options) -> Result<bool, Failure> {
    let spawned = match &options.server {
        None => Some(Spawned::with_people(options.people.max(1)).await?),
        Some(_) => None,
    };
    let (address, tokens, pid) = match (&spawned, &options.server, &options.token) {
        (Some((spawned, seeded)), ..) => {
            (spawned.address, seeded.tokens.clone(), Some(spawned.pid))
        }
        (None, Some(url), Some(token)) => {
            let host = url.trim_end_matches('/').trim_start_matches("http://");
            let address = lookup_host(host).await?.next();
            let address = address.ok_or_else(|| Failure::Socket(format!("{host} isn't known")))?;
            (address, vec![token.clone()], options.pid)
        }
        _ => return Err(Failure::NoToken),
    };
    let load = Load {
        sockets: options.sockets,
        room: RoomId(options.room),
        messages: options.messages,
        rate: options.rate,
        patience: Duration::from_secs(options.patience),
    };
    let cost = run::measure(load, address, &tokens, pid).await?;
    cost.print();
    Ok(cost.is_whole())
}

fn failed(failure: &Failure) -> ExitCode {
    eprintln!("campfire-load: {failure}");
    ExitCode::FAILURE
}
