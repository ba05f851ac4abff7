//! The server's commands and flags. What they do lives where it is done; `main` calls it.

use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::config::settings::Settings;

/// Group chat that a team runs itself: one program, one file
///
/// Runs without any setting: the data is kept in ./data, and the first browser at
/// <http://127.0.0.1:3000> sets up the account.
#[derive(Parser)]
#[command(name = "campfire-server", version, after_help = EXIT_CODES)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub settings: Settings,
}

const EXIT_CODES: &str = "Each setting can be a flag or a variable; the flag wins, and an empty \
                          variable is no setting.\nExit codes: 0 fine, 1 failed, 2 a setting or an \
                          argument that can't be.";

#[derive(Subcommand, Default)]
pub enum Command {
    /// Run the server (what happens without a command)
    #[default]
    Serve,
    /// Copy the database to a new file, also while the server runs
    Backup {
        /// The file to make
        to: PathBuf,
    },
    /// Put a copy in the database's place, while the server doesn't run; the old one is kept aside
    Restore {
        /// The copy
        from: PathBuf,
        /// Replace the database that is there
        #[arg(long)]
        force: bool,
    },
    /// See whether the database is sound
    Check,
    /// Ask the server that runs with these settings whether it is well
    Health,
    /// Look after administrators, when nobody can sign in to do it; list aside, while the server
    /// doesn't run
    #[command(subcommand)]
    Admin(Admin),
    /// Print a new key pair to sign pushes with
    Vapid,
    /// Print the API as an OpenAPI document
    Openapi,
}

#[derive(Subcommand)]
pub enum Admin {
    /// Make an administrator; the password comes from standard input, or is made and printed
    Create {
        #[arg(long)]
        name: String,
        #[arg(long)]
        email: String,
    },
    /// Give somebody a new password, from standard input, or made and printed
    ResetPassword { email: String },
    /// Say who there is
    List,
    /// Make somebody an administrator
    Promote { email: String },
}

/// Reads flags and variables; a bad one ends the program with 2 and a sentence.
pub fn read() -> CommandLine {
    // An empty variable, as `.env` files are full of, is one that isn't set.
    let command = CommandLine::command().mut_args(|arg| {
        let is_empty = arg.get_env().and_then(std::env::var_os).is_some_and(|it| it.is_empty());
        if is_empty { arg.env(None) } else { arg }
    });
    CommandLine::from_arg_matches(&command.get_matches()).unwrap_or_else(|refusal| refusal.exit())
}
