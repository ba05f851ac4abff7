//! What the programs say of themselves, for `man` and for shells: made from their flags.

use std::{fs, io};

use campfire_server::command_line::CommandLine as Server;
use campfire_tui::command_line::CommandLine as Terminal;
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};

/// Where the pages lie; nothing else does.
pub(crate) const PAGES: &str = "packaging/man";
pub(crate) const COMPLETIONS: &str = "packaging/completions";

fn programs() -> [Command; 2] {
    [Server::command(), Terminal::command()]
}

/// A page for each program and each of its commands: path and text.
pub(crate) fn pages() -> io::Result<Vec<(String, String)>> {
    let folder = tempfile::tempdir()?;
    for program in programs() {
        clap_mangen::generate_to(program, &folder)?;
    }
    let mut pages = Vec::new();
    for page in fs::read_dir(&folder)? {
        let page = page?;
        let name = page.file_name().to_string_lossy().into_owned();
        pages.push((format!("{PAGES}/{name}"), fs::read_to_string(page.path())?));
    }
    pages.sort();
    Ok(pages)
}

/// What shells complete, for each program and each shell that people use.
pub(crate) fn completions() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for mut program in programs() {
        let name = program.get_name().to_owned();
        for (shell, file) in [
            (Shell::Bash, format!("{name}.bash")),
            (Shell::Zsh, format!("_{name}")),
            (Shell::Fish, format!("{name}.fish")),
        ] {
            let mut text = Vec::new();
            generate(shell, &mut program, &name, &mut text);
            let text = String::from_utf8_lossy(&text).into_owned();
            all.push((format!("{COMPLETIONS}/{file}"), text));
        }
    }
    all
}
