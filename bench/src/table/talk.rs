//! Posting: how much, beside what the disk and the tables alone would take; and how soon one post is
//! answered, beside how soon the disk keeps four kilobytes.

use uuid::Uuid;

use super::{Figure, Must, Options, millis};
use crate::{
    Failure,
    crowd::{self, Seen},
    floor,
    line::request,
    seed::{Plan, Seeded, line},
    stage::Spawned,
};

/// People who post at the same time.
const CROWD: usize = 64;

/// Enough for a 99th percentile that one slow sync doesn't decide.
const SYNCS: usize = 1_000;

pub(super) async fn posts(options: &Options) -> Result<Vec<Figure>, Failure> {
    let folder = tempfile::tempdir()?;
    let plan = Plan { people: CROWD, messages: 0, second_room: false };
    let bare = plan.make(&folder.path().join("floor.sqlite3")).await?;
    let grouped = floor::rows_per_second(&bare.path, floor::TOGETHER, options.time()).await?;
    let syncs = floor::fsyncs(folder.path(), SYNCS)?;
    let sync_p99 = syncs.get(syncs.len() * 99 / 100).copied().unwrap_or_default();

    let (server, seeded) = Spawned::with_people(CROWD).await?;
    let crowd = asks(&server, &seeded, CROWD, options).await?;
    let alone = asks(&server, &seeded, 1, options).await?;
    server.stop().await?;
    Ok(vec![
        Figure {
            name: "posts, 64 clients",
            unit: "/s",
            ours: crowd.per_second(),
            floor: Some(grouped),
            must: Must::BeAtLeast(0.4),
        },
        Figure {
            name: "a post of 64 clients', p99",
            unit: "ms",
            ours: millis(crowd.percentile(99)),
            floor: None,
            must: Must::Nothing,
        },
        Figure {
            name: "a post alone, p50",
            unit: "ms",
            ours: millis(alone.percentile(50)),
            floor: syncs.get(syncs.len() / 2).copied().map(millis),
            must: Must::Nothing,
        },
        Figure {
            name: "a post alone, p99",
            unit: "ms",
            ours: millis(alone.percentile(99)),
            floor: Some(millis(sync_p99)),
            must: Must::NotExceed(5.0),
        },
    ])
}

async fn asks(
    server: &Spawned,
    seeded: &Seeded,
    clients: usize,
    options: &Options,
) -> Result<Seen, Failure> {
    let tokens = seeded.tokens.clone();
    crowd::asks(server.address, clients, options.time(), move |client, turn| {
        let said = format!(
            r#"{{"content":"{}","client_message_id":"{}"}}"#,
            line(turn * CROWD + client),
            Uuid::new_v4()
        );
        request("POST", "/api/rooms/1/messages", &tokens[client], &said)
    })
    .await
}
