//! Live connections: what a delivery costs beside a bare broadcaster, and what ten thousand weigh.

use std::time::Duration;

use campfire_proto::RoomId;

use super::{Figure, Must, millis};
use crate::{
    Failure,
    run::{self, Cost, Load},
    stage::Spawned,
};

const TALK: Load = Load {
    sockets: 1_000,
    room: RoomId(1),
    messages: 200,
    rate: 20.0,
    patience: Duration::from_secs(10),
};

pub(super) async fn fan_out() -> Result<Vec<Figure>, Failure> {
    let floor = Spawned::floor().await?;
    let bare = run::measure(TALK, floor.address, &["nobody".to_owned()], Some(floor.pid)).await?;
    floor.stop().await?;
    let fifty = ours(Load { sockets: 50, messages: 500, rate: 50.0, ..TALK }, 50).await?;
    let ours = ours(TALK, 1).await?;
    Ok(vec![
        Figure {
            name: "a message to a room of fifty, p99",
            unit: "ms",
            ours: millis(fifty.deliveries.each_p99()),
            floor: None,
            must: Must::NotExceed(100.0),
        },
        Figure {
            name: "a delivery to 1,000 sockets, server time",
            unit: "µs",
            ours: ours.micros_a_delivery(),
            floor: Some(bare.micros_a_delivery()),
            must: Must::BeAtMost(2.0),
        },
        Figure {
            name: "until the last of 1,000 has heard, p50",
            unit: "ms",
            ours: millis(ours.deliveries.last_p50()),
            floor: Some(millis(bare.deliveries.last_p50())),
            must: Must::Nothing,
        },
        lost("lost or twice, of 200,000", &ours),
    ])
}

pub(super) async fn at_rest() -> Result<Vec<Figure>, Failure> {
    let load = Load { sockets: 10_000, messages: 100, ..TALK };
    let ours = ours(load, 1).await?;
    Ok(vec![
        Figure {
            name: "a socket at rest, each of 10,000",
            unit: "KiB",
            ours: ours.kib_a_socket(),
            floor: None,
            must: Must::NotExceed(10.0),
        },
        Figure {
            name: "until the last of 10,000 has heard, p50",
            unit: "ms",
            ours: millis(ours.deliveries.last_p50()),
            floor: None,
            must: Must::Nothing,
        },
        lost("lost or twice, of 1,000,000", &ours),
    ])
}

async fn ours(load: Load, people: usize) -> Result<Cost, Failure> {
    let (server, seeded) = Spawned::with_people(people).await?;
    let cost = run::measure(load, server.address, &seeded.tokens, Some(server.pid)).await?;
    server.stop().await?;
    Ok(cost)
}

#[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
fn lost(name: &'static str, cost: &Cost) -> Figure {
    let ours = (cost.deliveries.lost() + cost.deliveries.twice) as f64;
    Figure { name, unit: "", ours, floor: None, must: Must::NotExceed(0.0) }
}
