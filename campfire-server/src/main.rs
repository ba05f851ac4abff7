//! The command line: run the server, or look after its file.

use std::{io::IsTerminal, path::Path, process::ExitCode};

use campfire_proto::{Role, Status, User};
use campfire_server::{
    Server,
    admin::{self, AdminError, Chosen},
    checkup,
    command_line::{self, Admin, Command, CommandLine},
    config::{Config, settings::LogFormat, vapid::VapidKeys},
    http,
    store::backup::{
        self,
        restore::restore,
        soundness::{Checked, check},
    },
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::{
    Layer, filter::Targets, fmt, layer::SubscriberExt, registry, util::SubscriberInitExt,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let CommandLine { command, settings } = command_line::read();
    start_log(settings.log_format, settings.rust_log.clone());
    let config = match Config::try_from(settings) {
        Ok(config) => config,
        Err(refusal) => {
            eprintln!("error: {refusal}");
            return ExitCode::from(2);
        }
    };
    match run(command.unwrap_or_default(), config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            eprintln!("error: {cause}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command, config: Config) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let path = &config.database_path;
        match command {
            Command::Serve => serve(config).await?,
            Command::Backup { to } => {
                backup::backup(path, &to).await?;
                println!("{} holds a copy of {}.", to.display(), path.display());
            }
            Command::Restore { from, force } => {
                let aside = restore(&from, path, force).await?;
                println!("{} holds what was in {}.", path.display(), from.display());
                if let Some(aside) = aside {
                    println!("What was there is now {}.", aside.display());
                }
            }
            Command::Check => match check(path).await? {
                Checked::Whole => println!("{} is sound.", path.display()),
                Checked::AllButSearch => println!(
                    "{} is sound. A server runs; stop it to compare the search index too.",
                    path.display()
                ),
            },
            Command::Health => {
                checkup::ask(&config).await?;
                println!("Campfire is up.");
            }
            Command::Admin(command) => administer(command, path).await?,
            Command::Vapid => {
                let pair = VapidKeys::random();
                println!("VAPID_PUBLIC_KEY={}", pair.public());
                println!("VAPID_PRIVATE_KEY={}", pair.private());
            }
            Command::Openapi => println!("{}", http::document().to_pretty_json()?),
        }
        Ok(())
    })
}

async fn administer(command: Admin, path: &Path) -> Result<(), AdminError> {
    match command {
        Admin::Create { name, email } => {
            let password = Chosen::from_standard_input()?;
            let made = admin::create(path, &name, &email, &password).await?;
            println!("{} is an administrator.", made.name);
            tell(&password);
        }
        Admin::ResetPassword { email } => {
            let password = Chosen::from_standard_input()?;
            let person = admin::reset_password(path, &email, &password).await?;
            println!("{} has a new password, and is signed out everywhere.", person.name);
            tell(&password);
        }
        Admin::Promote { email } => {
            println!("{} is an administrator.", admin::promote(path, &email).await?.name);
        }
        Admin::List => admin::list(path).await?.iter().for_each(introduce),
    }
    Ok(())
}

fn tell(password: &Chosen) {
    if let Some(password) = password.to_tell() {
        println!("The password is {password}");
    }
}

fn introduce(person: &User) {
    let role = match person.role {
        Role::Administrator => "administrator",
        Role::Member => "member",
        Role::Bot => "bot",
    };
    let status = match person.status {
        Status::Active => "active",
        Status::Deactivated => "deactivated",
        Status::Banned => "banned",
    };
    let email = person.email.as_deref().unwrap_or("-");
    println!("{}\t{role}\t{status}\t{email}\t{}", person.id, person.name);
}

/// SIGXFSZ: what the system sends to who writes past the limit of a file's size.
const FILE_TOO_LARGE: i32 = 25;

async fn serve(config: Config) -> Result<(), Box<dyn std::error::Error>> {
    // A socket is an open file; the usual limit of 1,024 is for other programs.
    if let Err(cause) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%cause, "the limit of open files stays as it is");
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // It asks for a new look at the certificate's files; without any it must not end us.
    let _hangup = signal(SignalKind::hangup())?;
    // A file that may not grow any more is refused like a full disk; it must not end us.
    let _too_large = signal(SignalKind::from_raw(FILE_TOO_LARGE))?;
    let server = Server::bind(config).await?;
    match server.plain_address() {
        None => println!("Campfire listens on http://{}", server.address()),
        Some(plain) => println!(
            "Campfire listens on https://{}\nThose who come to http://{plain} are sent there.",
            server.address()
        ),
    }
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        public_url = server.house().public_url,
        "started"
    );
    server
        .serve(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping; what is under way is finished first");
        })
        .await;
    tracing::info!("stopped");
    Ok(())
}

/// The log goes to standard error; standard output is for what a command says.
fn start_log(format: LogFormat, filter: Targets) {
    let log = fmt::layer()
        .with_writer(std::io::stderr)
        // Colours are for eyes, and a file has none.
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    match format {
        LogFormat::Text => registry().with(log.with_filter(filter)).init(),
        LogFormat::Json => {
            let log = log.json().flatten_event(true).with_span_list(false);
            registry().with(log.with_filter(filter)).init();
        }
    }
    // Where a panic was, and not what it says: that may hold what somebody wrote.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic: please report this place");
    }));
}
