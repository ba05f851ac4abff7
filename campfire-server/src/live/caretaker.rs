//! Looks after what nobody says: typing and presence that end by themselves, connections that
//! break off, and the end of the day.

use std::time::Duration;

use campfire_proto::{RoomId, UserId};
use futures::{StreamExt, stream};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::{House, domain::memberships::BecomeAbsent};

/// Nothing that ends by itself can be asked for sooner than this, so a look a second misses none.
const LOOK: Duration = Duration::from_secs(1);

/// How long the sockets may take to go when the server does.
const FAREWELL: Duration = Duration::from_secs(4);

const MOMENT: Duration = Duration::from_millis(10);

/// How many absences are noted at once: as many as fit into a commit or two.
const TOGETHER: usize = 64;

/// Runs until the server goes down, and sends the sockets away then.
pub async fn take_care(house: House) {
    let stopping = house.stopping.clone();
    loop {
        let soonest = house.hub.next_end().into_iter().chain(house.presence.next_end()).min();
        let look = Instant::now() + LOOK;
        tokio::select! {
            biased;
            () = stopping.cancelled() => break,
            departed = house.presence.departures() => note_absences(&house, departed).await,
            () = sleep_until(soonest.map_or(look, |soonest| soonest.min(look))) => {
                house.hub.sweep();
                house.presence.sweep();
            }
        }
    }
    house.hub.close();
    let gone = async {
        while !house.hub.is_empty() {
            sleep(MOMENT).await;
        }
    };
    drop(timeout(FAREWELL, gone).await);
    // Whoever was looking until now has seen everything: what comes tomorrow is new to them.
    if let Ok(departed) = timeout(MOMENT, house.presence.departures()).await {
        note_absences(&house, departed).await;
    }
}

/// Notes for those who went without a word that what comes from now on is new to them.
async fn note_absences(house: &House, departed: Vec<(RoomId, UserId)>) {
    let absences = stream::iter(departed).map(|(room, person)| {
        let house = House::clone(house);
        async move { house.writer.perform(BecomeAbsent { room, person }).await }
    });
    let noted: Vec<_> = absences.buffer_unordered(TOGETHER).collect().await;
    let refused = noted.iter().filter(|noted| noted.is_err()).count();
    if refused > 0 {
        // Harmless: the line above what is new stands a little higher.
        tracing::debug!(refused, "some absences were not noted");
    }
}
