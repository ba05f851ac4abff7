//! The command line: one command for a script, or the chat for a person.

use std::{
    env,
    io::{self, IsTerminal},
    process::ExitCode,
};

use campfire_tui::{
    command_line::{Command, CommandLine},
    script::{self, Early, Exit, Failure, sign_in},
    settings::{Environment, Flags, Settings},
    shell::Ended,
};
use clap::Parser;

fn main() -> ExitCode {
    let CommandLine { where_to, linear, command } = CommandLine::parse();
    let as_json = command.as_ref().is_some_and(Command::speaks_json);
    match begin(&where_to.into(), linear, command) {
        Ok(code) => code,
        Err(Early::NobodyReads) => ExitCode::SUCCESS,
        Err(Early::Signal(number)) => ExitCode::from(128 + number),
        Err(Early::Failed(failure)) => {
            eprintln!("{}", script::told(&failure, as_json));
            ExitCode::from(failure.exit as u8)
        }
    }
}

fn begin(flags: &Flags, linear: bool, command: Option<Command>) -> Result<ExitCode, Early> {
    // What needs neither settings nor a server works without them.
    let command = match command {
        Some(command) => match script::run_offline(command)? {
            Some(command) => Some(command),
            None => return Ok(ExitCode::SUCCESS),
        },
        None => None,
    };
    let settings = Settings::read(flags, &Environment::read())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|cause| Failure::new(Exit::Failed, "runtime", cause.to_string()))?;
    runtime.block_on(async {
        match command {
            Some(command) => script::run(command, &settings).await.map(|()| ExitCode::SUCCESS),
            None if linear || wants_lines() => chat_in_lines(settings, linear).await,
            None => chat(settings).await,
        }
    })
}

/// Whether the person, or the terminal, can do without pictures. An empty variable says nothing.
fn wants_lines() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("ACCESSIBLE") || env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

fn needs_terminal() -> Early {
    Failure::usage(
        "The chat needs a terminal; scripts use `campfire-tui send`, `read`, `tail` or `search`, and \
         `campfire-tui --linear` reads and prints plain lines",
    )
    .into()
}

/// Opens the chat, and again for whoever goes to another profile. Whoever isn't signed in is asked to
/// in it.
async fn chat(mut settings: Settings) -> Result<ExitCode, Early> {
    if !is_terminal() {
        return Err(needs_terminal());
    }
    loop {
        let session = match settings.session() {
            Some(session) => session,
            None => sign_in::stranger(&settings)?,
        };
        match campfire_tui::run(session, settings.configured()?, settings.clone()).await {
            Ok(Ended::ToProfile(name)) => settings = settings.of_profile(&name)?,
            how => return ended(how),
        }
    }
}

/// Opens the chat as lines; through a pipe only for whoever asked for it.
async fn chat_in_lines(settings: Settings, asked_for: bool) -> Result<ExitCode, Early> {
    if !asked_for && !is_terminal() {
        return Err(needs_terminal());
    }
    let configured = settings.configured()?;
    let Some(session) = settings.session() else {
        return Err(Failure::signed_out("You aren't signed in; run `campfire-tui login`").into());
    };
    ended(campfire_tui::run_linear(session, configured, settings).await)
}

fn ended(how: anyhow::Result<Ended>) -> Result<ExitCode, Early> {
    match how {
        // Among lines nobody goes anywhere.
        Ok(Ended::Quit | Ended::ToProfile(_)) => Ok(ExitCode::SUCCESS),
        Ok(Ended::Signal(number)) => Err(Early::Signal(number)),
        Ok(Ended::SignedOut) => {
            Err(Failure::signed_out("You are signed out; run `campfire-tui login`").into())
        }
        Err(cause) => Err(Failure::new(Exit::Failed, "chat", cause.to_string()).into()),
    }
}
