//! A day in one hour: a team that talks without a pause, and what the server makes of it. Memory,
//! handles, threads and latency are written down every few seconds; they must stay flat.
//!
//! `SOAK_MINUTES` says how long (60), `SOAK_PEOPLE` how many talk (12), `SOAK_SAMPLE_SECONDS` how often
//! is looked (10), `SOAK_CSV` where it is written down (`target/soak.csv`). Ends with 1 if something
//! isn't flat.
#![expect(clippy::unwrap_used, reason = "a soak that can't go on has failed")]

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use campfire_tests::{Outside, Reaction, TestCampfire};
use tokio::{sync::watch, task::JoinSet};

mod deeds;
mod ledger;
mod sample;
mod verdict;

use deeds::Talker;
use ledger::Ledger;
use sample::{Sample, Sampler};

/// What a bot answers to whoever mentions it.
const ANSWER: &str = "So I have heard.";

#[tokio::main]
async fn main() -> ExitCode {
    let minutes = asked("SOAK_MINUTES", 60);
    let people = asked("SOAK_PEOPLE", 12);
    let pause = Duration::from_secs(asked("SOAK_SAMPLE_SECONDS", 10));
    let csv = std::env::var("SOAK_CSV").unwrap_or_else(|_| "target/soak.csv".to_owned());

    let mut campfire = TestCampfire::start().await;
    let mut outside = Outside::that(Reaction::answer(200, "text/plain", ANSWER)).await;
    let talkers = settle(&campfire, people, &outside.url("/hook")).await;
    let server = campfire.becomes_a_process().await;
    let ledger = Arc::new(Ledger::default());
    let (stop, stopping) = watch::channel(false);
    let mut talking = JoinSet::new();
    for talker in talkers {
        talking.spawn(talker.talks(Arc::clone(&ledger), stopping.clone()));
    }

    println!("{people} people talk for {minutes} minutes; {csv} has every sample.");
    let begun = Instant::now();
    let mut watch = Sampler::of(server.id(), campfire.database(), &csv);
    let mut samples: Vec<Sample> = Vec::new();
    while begun.elapsed() < Duration::from_secs(minutes * 60) {
        tokio::time::sleep(pause).await;
        samples.push(watch.looks(begun.elapsed(), &ledger));
        // Whoever has panicked has said why; the others needn't go on.
        if let Some(ended) = talking.try_join_next() {
            ended.unwrap();
        }
        drop(outside.heard_besides());
    }
    stop.send_replace(true);
    talking.join_all().await;

    if verdict::report(&samples) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |number| number.parse().unwrap())
}

/// A team in All Talk and a few rooms of its own, with a bot that answers.
async fn settle(campfire: &TestCampfire, people: u64, webhook: &str) -> Vec<Talker> {
    let ada = campfire.person("Ada").await;
    let mut team = vec![ada.clone()];
    for number in 1..people {
        team.push(campfire.person(&format!("Colleague {number}")).await);
    }
    let robot = campfire.bot_with_webhook(&ada, "Robot", webhook).await;
    let everybody: Vec<_> = team.iter().chain([&robot.person]).collect();
    let mut rooms = vec![campfire.all_talk(&ada).await];
    for _ in 0..4 {
        rooms.push(campfire.room_of(&everybody).await);
    }
    let doors = campfire.stranger();
    team.into_iter()
        .map(|person| Talker { person, rooms: rooms.clone(), door: doors.clone() })
        .collect()
}
