//! Every command and every flag. What they do lives in `script`; without a command the chat opens.

use std::time::Duration;

use campfire_proto::{ClientMessageId, ContentType, MessageId, limits::PAGE};
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::settings::{self, Flags};

/// Campfire in a terminal
///
/// Without a command it opens the chat. The commands are for scripts: they ask nothing, print what
/// they heard, and their exit code says how it went.
#[derive(Parser)]
#[command(name = "campfire-tui", version, after_help = EXIT_CODES)]
pub struct CommandLine {
    #[command(flatten)]
    pub where_to: WhereTo,
    /// Open the chat as plain lines, for screen readers and simple terminals; ACCESSIBLE does so, too
    #[arg(long)]
    pub linear: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 the server failed, 2 a mistake on the command line or in the settings, \
3 not signed in, 4 no such room or not allowed, 5 too often, 6 no connection or no answer in time, \
7 refused.

Flags win over CAMPFIRE_URL, CAMPFIRE_TOKEN (a session's token or a bot's key), \
CAMPFIRE_TOKEN_FILE, CAMPFIRE_ROOM and CAMPFIRE_PROFILE; those win over campfire/config.toml in \
XDG_CONFIG_HOME.";

#[derive(Args, Clone)]
pub struct WhereTo {
    /// The server's address, like <https://chat.example.com>
    #[arg(long, global = true, value_name = "URL")]
    server: Option<String>,
    /// Which of several sign-ins to use
    #[arg(long, global = true, value_name = "NAME")]
    profile: Option<String>,
}

impl From<WhereTo> for Flags {
    fn from(WhereTo { server, profile }: WhereTo) -> Self {
        Self { server, profile }
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Sign in, and stay signed in on this machine
    Login(Login),
    /// Sign out: ends the session on the server and leaves nothing on this machine
    Logout(Logout),
    /// Say who is signed in, and where
    Whoami(Whoami),
    /// List your rooms
    Rooms(Rooms),
    /// Say something in a room, or to a person
    Send(Send),
    /// Print the newest messages of a room
    Read(Read),
    /// Print messages as they come, until interrupted
    Tail(Tail),
    /// Search your rooms
    Search(Search),
    /// List the sounds that /play knows, with what each one says
    Sounds(Sounds),
    /// Print a script that completes commands and flags in your shell
    Completions {
        /// For example: campfire-tui completions bash > ~/.local/share/bash-completion/completions/campfire-tui
        shell: Shell,
    },
}

/// How long to try, and how to talk back.
#[derive(Args)]
pub struct Manner {
    /// Give up after this long, all tries together
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = settings::duration)]
    pub timeout: Duration,
    /// Print JSON; errors, too, on standard error
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Login {
    /// Whom to sign in; asked for if it is missing
    #[arg(long)]
    pub email: Option<String>,
    /// Join with an invitation: its link, or `-` to read the link from standard input
    #[arg(long, value_name = "LINK", conflicts_with = "transfer")]
    pub join: Option<String>,
    /// Your name, when joining
    #[arg(long, requires = "join")]
    pub name: Option<String>,
    /// Sign in with a link made on another device, or `-` to read it from standard input
    #[arg(long, value_name = "LINK", conflicts_with = "email")]
    pub transfer: Option<String>,
    /// Read the password from standard input instead of asking for it
    #[arg(long, conflicts_with = "transfer")]
    pub password_stdin: bool,
    /// Read a session's token or a bot's key from standard input
    #[arg(long, conflicts_with_all = ["email", "join", "transfer", "password_stdin"])]
    pub token_stdin: bool,
    /// Give up after this long
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = settings::duration)]
    pub timeout: Duration,
}

#[derive(Args)]
pub struct Logout {
    /// Forget the sign-in even if the server can't be told, or messages wait to be sent
    #[arg(long)]
    pub force: bool,
    /// Give up after this long
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = settings::duration)]
    pub timeout: Duration,
}

#[derive(Args)]
pub struct Whoami {
    #[command(flatten)]
    pub manner: Manner,
}

#[derive(Args)]
pub struct Rooms {
    /// Only those with something unread
    #[arg(long)]
    pub unread: bool,
    /// Also those you have hidden
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub manner: Manner,
}

/// A room, or the direct room with a person. Without either: the usual room.
#[derive(Args, Clone)]
#[group(multiple = false)]
pub struct Place {
    /// The room: its name, #name, or its id; `CAMPFIRE_ROOM` if it is missing
    #[arg(long, short)]
    pub room: Option<String>,
    /// The person: their name or their id
    #[arg(long, value_name = "PERSON")]
    pub to: Option<String>,
}

#[derive(Args)]
pub struct Send {
    /// What to say; `-`, or nothing with something piped in, reads it from standard input
    pub text: Vec<String>,
    #[command(flatten)]
    pub place: Place,
    #[command(flatten)]
    pub kind: Kind,
    /// Sent again with the same key, the message is posted once: 1 to 64 printable ASCII characters
    #[arg(long, visible_alias = "dedupe-key", value_name = "KEY", value_parser = key)]
    pub idempotency_key: Option<ClientMessageId>,
    /// Print nothing unless it fails
    #[arg(long, short, conflicts_with_all = ["json", "id_only"])]
    pub quiet: bool,
    /// Print the message's id and nothing else
    #[arg(long, conflicts_with = "json")]
    pub id_only: bool,
    #[command(flatten)]
    pub manner: Manner,
}

/// How the text is to be read.
#[derive(Args)]
#[group(multiple = false)]
pub struct Kind {
    /// The text is Markdown
    #[arg(long)]
    markdown: bool,
    /// The text is HTML
    #[arg(long)]
    html: bool,
}

impl Kind {
    pub fn content_type(&self) -> ContentType {
        match self {
            Self { markdown: true, .. } => ContentType::Markdown,
            Self { html: true, .. } => ContentType::Html,
            Self { .. } => ContentType::Plain,
        }
    }
}

#[derive(Args)]
pub struct Read {
    #[command(flatten)]
    pub place: Place,
    /// How many messages
    #[arg(short = 'n', long = "number", value_name = "NUMBER", default_value_t = u64::from(PAGE))]
    pub number: u64,
    /// Those before this message
    #[arg(long, value_name = "ID")]
    pub before: Option<MessageId>,
    #[command(flatten)]
    pub manner: Manner,
}

#[derive(Args)]
pub struct Tail {
    /// The room: its name, #name, or its id; may be given several times; `CAMPFIRE_ROOM` without
    #[arg(long, short)]
    pub room: Vec<String>,
    /// The person whose direct messages to follow
    #[arg(long, value_name = "PERSON")]
    pub to: Option<String>,
    /// Begin with this many of the newest messages
    #[arg(short = 'n', long = "number", value_name = "NUMBER", default_value_t = 10)]
    #[arg(conflicts_with = "since")]
    pub number: u64,
    /// Begin with what was said after this message
    #[arg(long, value_name = "ID")]
    pub since: Option<MessageId>,
    /// How long the first connection may take; lost ones are made again for ever
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = settings::duration)]
    pub timeout: Duration,
    /// Print each message as a line of JSON; errors, too, on standard error
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Search {
    /// Words, and "phrases in quotes"
    #[arg(required = true)]
    pub words: Vec<String>,
    #[command(flatten)]
    pub place: Place,
    /// Only what this person said: their name or their id
    #[arg(long, value_name = "PERSON")]
    pub from: Option<String>,
    /// The newest first, rather than the best
    #[arg(long)]
    pub recent: bool,
    /// How many messages at most
    #[arg(short = 'n', long = "number", value_name = "NUMBER", default_value_t = 20)]
    pub number: u64,
    #[command(flatten)]
    pub manner: Manner,
}

#[derive(Args)]
pub struct Sounds {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

impl Command {
    /// Whether failures are for a program to read.
    pub fn speaks_json(&self) -> bool {
        match self {
            Self::Whoami(Whoami { manner })
            | Self::Rooms(Rooms { manner, .. })
            | Self::Send(Send { manner, .. })
            | Self::Read(Read { manner, .. })
            | Self::Search(Search { manner, .. }) => manner.json,
            Self::Tail(Tail { json, .. }) | Self::Sounds(Sounds { json }) => *json,
            Self::Login(_) | Self::Logout(_) | Self::Completions { .. } => false,
        }
    }
}

fn key(text: &str) -> Result<ClientMessageId, String> {
    ClientMessageId::parse(text).map_err(|refused| refused.message)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        CommandLine::command().debug_assert();
    }
}
