//! One load from end to end: fill, rest, talk, wait.

use std::{net::SocketAddr, time::Duration};

use campfire_proto::RoomId;
use futures::{StreamExt, TryStreamExt, stream};
use tokio::{
    sync::oneshot,
    task::JoinSet,
    time::{Instant, sleep},
};

use crate::{
    Failure, listener,
    machine::{self, Reading},
    report::Deliveries,
    talker,
};

/// Sockets that are being opened at the same time.
const OPENING: usize = 64;

/// How long everybody sits still before memory is read.
const REST: Duration = Duration::from_secs(3);

/// Who listens, and what is said to them.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub sockets: usize,
    pub room: RoomId,
    pub messages: usize,
    /// Messages a second.
    pub rate: f64,
    /// How long to wait at the end for what is still under way.
    pub patience: Duration,
}

/// What it came to.
pub struct Cost {
    sockets: usize,
    opened_in: Duration,
    empty: Reading,
    full: Reading,
    /// What the server spent from the first message on.
    pub talking: Duration,
    pub deliveries: Deliveries,
}

/// Runs a load against a server.
pub async fn measure(
    load: Load,
    server: SocketAddr,
    tokens: &[String],
    pid: Option<u32>,
) -> Result<Cost, Failure> {
    let read = || pid.map(machine::read).unwrap_or_default();
    sleep(REST).await;
    let empty = read();
    let begin = Instant::now();
    let sockets: Vec<_> = stream::iter(0..load.sockets)
        .map(|index| listener::open(index, server, &tokens[index % tokens.len()], load.room))
        .buffer_unordered(OPENING)
        .try_collect()
        .await?;
    let opened_in = begin.elapsed();

    let mut stops = Vec::with_capacity(sockets.len());
    let mut listening = JoinSet::new();
    for socket in sockets {
        let (stop, stopped) = oneshot::channel();
        stops.push(stop);
        listening.spawn(listener::listen(socket, stopped));
    }
    sleep(REST).await;
    let full = read();

    let url = format!("http://{server}");
    let sent = talker::talk(&url, tokens, load.room, load.messages, load.rate).await?;
    let still = if sent.is_empty() { Duration::ZERO } else { load.patience };
    wait_for_quiet(read, still).await;
    let talking = read().cpu.saturating_sub(full.cpu);
    drop(stops);
    let heard: Vec<_> = listening.join_all().await;
    let deliveries = Deliveries::of(&sent, &heard);
    Ok(Cost { sockets: load.sockets, opened_in, empty, full, talking, deliveries })
}

/// Waits until the server has nothing more to do, or for as long as is asked.
async fn wait_for_quiet(read: impl Fn() -> Reading, at_most: Duration) {
    const LOOK: Duration = Duration::from_millis(500);
    let until = Instant::now() + at_most;
    let mut before = read();
    while Instant::now() < until {
        sleep(LOOK).await;
        let now = read();
        if now.cpu == before.cpu {
            return;
        }
        before = now;
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
impl Cost {
    /// Whether every message reached everyone exactly once.
    pub fn is_whole(&self) -> bool {
        self.deliveries.lost() == 0 && self.deliveries.twice == 0
    }

    pub fn kib_a_socket(&self) -> f64 {
        let grown = self.full.resident_kib.saturating_sub(self.empty.resident_kib);
        grown as f64 / self.sockets.max(1) as f64
    }

    /// Server time for each delivery, posting included.
    pub fn micros_a_delivery(&self) -> f64 {
        self.talking.as_secs_f64() * 1e6 / self.deliveries.arrived.max(1) as f64
    }

    pub fn print(&self) {
        println!("sockets           {} open in {:.2?}", self.sockets, self.opened_in);
        println!(
            "server memory     {} KiB empty, {} KiB full, {:.2} KiB a socket",
            self.empty.resident_kib,
            self.full.resident_kib,
            self.kib_a_socket(),
        );
        if self.deliveries.expected > 0 {
            self.deliveries.print();
            let (cpu, each) = (self.talking, self.micros_a_delivery());
            println!("server            {cpu:.2?} of CPU, {each:.2} µs a delivery");
        }
    }
}
