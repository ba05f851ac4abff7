//! Whoever was away, for however long and however often, shows what a fresh load shows.
//!
//! Random people talk, edit, delete, boost, come, go, hide and rename, all at once, while random
//! devices drop their connections, also in the middle of a replay, and come back with the last
//! message they saw. After each round everybody who is online is compared with a fresh load.
//!
//! The seeds are fixed, so the script of a run is always the same; what meets what is up to the
//! threads. For a longer run, `CAMPFIRE_CONVERGENCE_ROUNDS=5000`; other seeds than the usual ones
//! with `CAMPFIRE_SEED=1000`, the first of those that are tried.

use std::sync::Arc;

use campfire_tests::{
    Person, TestCampfire,
    client::{Client, Fresh, Gone, Tally, differences},
    membership_log::MembershipLog,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::task::JoinSet;

mod board;
mod deeds;
mod moves;

use board::Board;

/// Rounds in all, unless more are asked for.
const ROUNDS: usize = 200;

/// Rounds with one seed, over one database.
const ROUNDS_A_SEED: usize = 20;

const PEOPLE: [&str; 3] = ["Ada", "Grace", "Hedy"];

/// Deeds of each person and moves of each device, in a round.
const DEEDS: usize = 4;
const MOVES: usize = 2;

/// What is said at once when a room is flooded: more than a replay brings, and with the text more
/// than queue and network hold for somebody who doesn't read.
const FLOOD: usize = 600;
const FLOOD_AT_ONCE: usize = 12;
const FLOODED: usize = 10;
const AFTER_THE_FLOOD: usize = 11;

struct World {
    campfire: TestCampfire,
    people: Vec<Person>,
    clients: Vec<Client>,
    board: Arc<Board>,
    dice: StdRng,
    /// Named in every failure.
    seed: u64,
    round: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_back_sees_what_a_fresh_load_shows() {
    let asked = |name: &str| std::env::var(name).ok().map(|number| number.parse().unwrap());
    let rounds = asked("CAMPFIRE_CONVERGENCE_ROUNDS")
        .map_or(ROUNDS, |rounds: u64| usize::try_from(rounds).unwrap());
    let first = asked("CAMPFIRE_SEED").unwrap_or(1);
    let mut tally = Tally::default();
    for (seed, begun) in (first..).zip((0..rounds).step_by(ROUNDS_A_SEED)) {
        let mut world = World::begin(seed).await;
        for round in 0..ROUNDS_A_SEED.min(rounds - begun) {
            world.round = round;
            // Printed as it goes: a panic inside a task doesn't know the seed.
            eprintln!("seed {seed}, round {round}");
            world.turns().await;
        }
        for client in &world.clients {
            tally.add(client.tally);
        }
    }
    // Were one of these missing, nothing would have been proved about it.
    println!("{tally:?}");
    assert!(tally.replayed > 0 && tally.cut_short > 0 && tally.refused > 0, "{tally:?}");
    assert!(tally.resynced > 0 && tally.fell_behind > 0, "{tally:?}");
}

impl World {
    /// Three people with two devices each, All Talk, two closed rooms and a direct one.
    async fn begin(seed: u64) -> Self {
        let campfire =
            TestCampfire::start_with(|config| config.limits.sign_in_attempts = 100_000).await;
        let mut people = Vec::new();
        for name in PEOPLE {
            people.push(campfire.person(name).await);
        }
        let log = Arc::new(MembershipLog::default());
        let mut clients = Vec::new();
        for person in &people {
            clients.push(Client::new(person.clone(), Arc::clone(&log)));
            let other = campfire.another_device_of(person).await;
            clients.push(Client::new(other, Arc::clone(&log)));
        }
        let board = Board::new(log, people.iter().map(|person| person.id).collect());
        board.has_room(campfire.all_talk(&people[0]).await, None);
        board.has_room(campfire.direct(&people[0], &people[1]).await, Some(&[0, 1]));
        for members in [&[1, 2], &[0, 2]] {
            let asked: Vec<&Person> = members.iter().map(|member| &people[*member]).collect();
            board.has_room(campfire.room_of(&asked).await, Some(members));
        }
        let (board, dice) = (Arc::new(board), StdRng::seed_from_u64(seed));
        Self { campfire, people, clients, board, dice, seed, round: 0 }
    }

    /// One round: everybody does what they do, all at once; then what is shown is compared.
    async fn turns(&mut self) {
        match self.round {
            FLOODED if self.seed % 10 == 1 => self.floods().await,
            // Nobody shows for ever all that was said then.
            AFTER_THE_FLOOD => self.clients.iter_mut().for_each(Client::begins_anew),
            round if round % 9 == 8 => self.restarts().await,
            _ => {}
        }
        let mut doing = JoinSet::new();
        for person in self.people.clone() {
            let board = Arc::clone(&self.board);
            let mut dice = self.throw();
            doing.spawn(async move {
                for _ in 0..DEEDS {
                    deeds::does_something(&person, &board, &mut dice).await;
                }
            });
        }
        let clients = std::mem::take(&mut self.clients);
        let mut moving = JoinSet::new();
        for mut client in clients {
            let (board, mut dice) = (Arc::clone(&self.board), self.throw());
            moving.spawn(async move {
                for _ in 0..MOVES {
                    let end = moves::makes_a_move(&mut client, &board, &mut dice).await;
                    must_be_expected(end);
                }
                client
            });
        }
        doing.join_all().await;
        self.clients = moving.join_all().await;
        self.clients.sort_by_key(|client| client.person.token.clone());
        self.compares().await;
    }

    /// Dice of one's own, so that what one does depends on nobody else.
    fn throw(&mut self) -> StdRng {
        StdRng::seed_from_u64(self.dice.random())
    }

    /// Holds every screen against a fresh load.
    async fn compares(&mut self) {
        for client in &mut self.clients {
            if !client.is_online() && self.dice.random_bool(0.5) {
                must_be_expected(client.comes_back().await);
            }
        }
        // Twice: what one asks for while it settles can be news to another.
        for _ in 0..2 {
            for client in self.clients.iter_mut().filter(|client| client.is_online()) {
                must_be_expected(client.settles().await);
            }
        }
        for person in &self.people {
            let theirs: Vec<&Client> = self
                .clients
                .iter()
                .filter(|client| client.person.id == person.id && client.is_online())
                .collect();
            let fresh = Fresh::load(person, &theirs).await;
            for client in theirs {
                let found = differences(client, &fresh);
                let (seed, round) = (self.seed, self.round);
                assert!(
                    found.is_empty(),
                    "CAMPFIRE_SEED={seed}, round {round}: {} shows what isn't so:\n{}",
                    person.user.name,
                    found.join("\n")
                );
            }
        }
    }

    /// The server goes down and comes back; whoever was there comes back later.
    async fn restarts(&mut self) {
        self.campfire.restart().await;
        for client in self.clients.iter_mut().filter(|client| client.is_online()) {
            // Its own pings may reach the server that has gone: any end will do.
            let gone = client.settles().await;
            assert!(gone.is_err(), "the server that was isn't there any more");
        }
    }

    /// More is said than a replay brings, while all are away but one, who doesn't read.
    async fn floods(&mut self) {
        let room = self.campfire.all_talk(&self.people[0]).await;
        self.clients.iter_mut().for_each(Client::vanishes);
        let slow = self.dice.random_range(0..self.clients.len());
        must_be_expected(self.clients[slow].comes_back_slowly().await);
        let text = "Much ado about nothing. ".repeat(400);
        let mut saying = JoinSet::new();
        for speaker in 0..FLOOD_AT_ONCE {
            let person = self.people[speaker % self.people.len()].clone();
            let text = text.clone();
            saying.spawn(async move {
                for _ in 0..FLOOD / FLOOD_AT_ONCE {
                    person.says(room, &text).await;
                }
            });
        }
        saying.join_all().await;
        match self.clients[slow].settles().await {
            // On a slow machine all this takes longer than a socket that isn't read is kept.
            Err(Gone(None)) => {}
            end => must_be_expected(end),
        }
    }
}

/// A connection ends because we cut it, or because we didn't read. Nothing else is expected.
fn must_be_expected(end: Result<(), Gone>) {
    assert!(matches!(end, Ok(()) | Err(Gone(Some(4408)))), "a connection ended with {end:?}");
}
