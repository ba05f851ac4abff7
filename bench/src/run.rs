//! One measurement from end to end: fill, rest, talk, wait, report.

use std::time::Duration;

use campfire_proto::RoomId;
use futures::{StreamExt, TryStreamExt, stream};
use tokio::{
    net::lookup_host,
    sync::oneshot,
    task::JoinSet,
    time::{Instant, sleep},
};

use crate::{
    Failure, Options, listener,
    machine::{self, Reading},
    report::Deliveries,
    stage, talker,
};

/// Sockets that are being opened at the same time.
const OPENING: usize = 64;

/// How long everybody sits still before memory is read.
const REST: Duration = Duration::from_secs(3);

/// Runs the measurement, and says whether every message reached everyone exactly once.
pub(crate) async fn measure(options: Options) -> Result<bool, Failure> {
    let spawned = match &options.server {
        None => Some(stage::spawn(options.people.max(1)).await?),
        Some(_) => None,
    };
    let (url, tokens, pid) = match (&spawned, &options.server, &options.token) {
        (Some(spawned), ..) => (spawned.url.clone(), spawned.tokens.clone(), Some(spawned.pid)),
        (None, Some(url), Some(token)) => {
            (url.trim_end_matches('/').to_owned(), vec![token.clone()], options.pid)
        }
        _ => return Err(Failure::NoToken),
    };
    let read = || pid.map(machine::read);
    let room = RoomId(options.room);

    sleep(REST).await;
    let empty = read();
    let begin = Instant::now();
    let host = url.trim_start_matches("http://");
    let address = lookup_host(host).await?.next();
    let address = address.ok_or_else(|| Failure::Socket(format!("{host} isn't known")))?;
    let sockets: Vec<_> = stream::iter(0..options.sockets)
        .map(|index| listener::open(index, address, &tokens[index % tokens.len()], room))
        .buffer_unordered(OPENING)
        .try_collect()
        .await?;
    println!("sockets           {} open in {:.2?}", sockets.len(), begin.elapsed());

    let mut stops = Vec::with_capacity(sockets.len());
    let mut listening = JoinSet::new();
    for socket in sockets {
        let (stop, stopped) = oneshot::channel();
        stops.push(stop);
        listening.spawn(listener::listen(socket, stopped));
    }
    sleep(REST).await;
    let full = read();
    print_memory(options.sockets, empty.zip(full));

    let sent = talker::talk(&url, &tokens, room, options.messages, options.rate).await?;
    let still = if sent.is_empty() { Duration::ZERO } else { options.patience() };
    wait_for_quiet(read, still).await;
    let end = read();
    drop(stops);
    let heard: Vec<_> = listening.join_all().await;
    if sent.is_empty() {
        return Ok(true);
    }
    let deliveries = Deliveries::of(&sent, &heard);
    let cpu = full.zip(end).map(|(before, after)| after.cpu.saturating_sub(before.cpu));
    deliveries.print(cpu.unwrap_or_default());
    Ok(deliveries.lost() == 0 && deliveries.twice == 0)
}

/// Waits until the server has nothing more to do, or for as long as is asked.
async fn wait_for_quiet(read: impl Fn() -> Option<Reading>, at_most: Duration) {
    const LOOK: Duration = Duration::from_millis(500);
    let until = Instant::now() + at_most;
    let mut before = read();
    while Instant::now() < until {
        sleep(LOOK).await;
        let now = read();
        if now.zip(before).is_some_and(|(now, before)| now.cpu == before.cpu) {
            return;
        }
        before = now;
    }
}

#[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
fn print_memory(sockets: usize, readings: Option<(Reading, Reading)>) {
    let Some((empty, full)) = readings else { return };
    let grown = full.resident_kib.saturating_sub(empty.resident_kib);
    println!(
        "server memory     {} KiB empty, {} KiB full, {:.2} KiB a socket",
        empty.resident_kib,
        full.resident_kib,
        grown as f64 / sockets.max(1) as f64,
    );
}
