//! `completions`: what a shell needs to complete our commands and flags.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Early, print};
use crate::command_line::CommandLine;

pub(super) fn completions(shell: Shell) -> Result<(), Early> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "campfire-tui", &mut script);
    print::bytes(&script)
}
