//! Campfire's terminal client: the command line. The chat itself comes next; what stands here works
//! without a server.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use campfire_proto::sound::SOUNDS;
use clap::{Parser, Subcommand};

/// Campfire in a terminal.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the sounds that /play knows, with what each one says
    Sounds,
}

fn main() -> ExitCode {
    let Command::Sounds = Arguments::parse().command;
    match list_sounds(io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads from us has heard enough: `campfire-tui sounds | head`.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn list_sounds(mut out: impl Write) -> io::Result<()> {
    SOUNDS.iter().try_for_each(|sound| writeln!(out, "{:<14} {}", sound.name, sound.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_is_listed_on_a_line_of_its_own() {
        let mut out = Vec::new();

        list_sounds(&mut out).unwrap();

        assert_eq!(String::from_utf8(out).unwrap().lines().count(), SOUNDS.len());
    }
}
