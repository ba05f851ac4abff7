//! The chat with a mistake in it, which it makes when it hears SIGUSR1: on a thread of its own, in a
//! task, or where it waits for a disk. `panicking thread`, `panicking task`, `panicking worker`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "to panic is what it is for"
)]

use campfire_tui::settings::{Environment, Flags, Settings};
use tokio::signal::unix::{SignalKind, signal};

fn mistake() {
    panic!("a mistake was made on purpose");
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let place = std::env::args().nth(1).expect("where to make the mistake");
    let mut told = signal(SignalKind::user_defined1()).unwrap();
    tokio::spawn(async move {
        told.recv().await;
        match place.as_str() {
            "thread" => drop(std::thread::spawn(mistake)),
            "worker" => drop(tokio::task::spawn_blocking(mistake)),
            _ => mistake(),
        }
    });
    let settings = Settings::read(&Flags::default(), &Environment::read()).unwrap();
    let session = settings.session().expect("somebody is signed in");
    campfire_tui::run(session, settings.configured().unwrap(), settings).await.unwrap();
}
