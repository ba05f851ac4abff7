//! Reading: pages beside a static answer of the same framework, and searches.

use std::time::{Duration, Instant};

use campfire_proto::{UserId, search::SearchSort};
use campfire_server::{
    domain::search::{self, Query, Search},
    error::Error,
    store::Store,
};

use super::{Figure, Must, Options, millis};
use crate::{
    Failure,
    crowd::{self, Seen},
    line::request,
    seed::{Plan, Seeded},
    stage::Spawned,
};

/// Clients that read at the same time.
const READERS: usize = 16;

/// Those who are in the rooms that are read.
const PEOPLE: usize = 50;

/// A million messages in one room, a hundred in another.
pub(super) const BIG: Plan = Plan { people: PEOPLE, messages: 1_000_000, second_room: true };

const MEDIUM: Plan = Plan { people: PEOPLE, messages: 100_000, second_room: false };

pub(super) async fn pages(options: &Options) -> Result<Vec<Figure>, Failure> {
    let seeded = BIG.kept_in(&options.folder).await?;
    let still = Spawned::floor().await?;
    let static_page = gets(&still, &seeded, READERS, "/static", options).await?;
    still.stop().await?;
    let server = Spawned::over(&seeded.path).await?;
    let small = gets(&server, &seeded, READERS, "/api/rooms/2/messages", options).await?;
    let big = gets(&server, &seeded, READERS, "/api/rooms/1/messages", options).await?;
    // Further up nothing is kept at hand: every page comes from the file.
    let older = "/api/rooms/1/messages?before=500000";
    let older = gets(&server, &seeded, READERS, older, options).await?;
    server.stop().await?;
    let floor = Some(static_page.per_second());
    let figure = |name, ours: &Seen, floor, must| Figure {
        name,
        unit: "/s",
        ours: ours.per_second(),
        floor,
        must,
    };
    Ok(vec![
        figure("pages of a room of 100, beside a static 4 KB", &small, floor, Must::BeAtLeast(0.5)),
        figure("pages of a room of 1,000,000, likewise", &big, floor, Must::BeAtLeast(0.5)),
        figure("older pages of it, likewise", &older, floor, Must::Nothing),
        Figure {
            name: "a page of 1,000,000 beside one of 100",
            unit: "µs",
            ours: 1e6 / big.per_second(),
            floor: Some(1e6 / small.per_second()),
            must: Must::BeAtMost(1.2),
        },
    ])
}

async fn gets(
    server: &Spawned,
    seeded: &Seeded,
    clients: usize,
    path: &'static str,
    options: &Options,
) -> Result<Seen, Failure> {
    let tokens = seeded.tokens.clone();
    crowd::asks(server.address, clients, options.time(), move |client, _| {
        request("GET", path, &tokens[client % tokens.len()], "")
    })
    .await
}

/// What is looked for: words that all messages hold, one in a hundred, and a handful.
const WORDS: [&str; 4] = ["fox", "quick lazy", "hedge17", "house 1234"];

pub(super) async fn searches(options: &Options) -> Result<Vec<Figure>, Failure> {
    let medium = MEDIUM.kept_in(&options.folder).await?;
    let big = BIG.kept_in(&options.folder).await?;
    let in_medium = in_the_database(&medium, &WORDS).await?;
    let widest = in_the_database(&medium, &WORDS[..1]).await?;
    let in_big = in_the_database(&big, &WORDS).await?;
    let widest_big = in_the_database(&big, &WORDS[..1]).await?;
    let asked = over_http(&medium, options).await?;
    let asked_big = over_http(&big, options).await?;
    let figure = |name, time: Duration, must| Figure {
        name,
        unit: "ms",
        ours: millis(time),
        floor: None,
        must,
    };
    Ok(vec![
        figure("search of 100,000, p50, in the database", in_medium, Must::NotExceed(1.0)),
        figure("the same, a word that all of them hold", widest, Must::Nothing),
        figure("search of 1,000,000, p50, in the database", in_big, Must::Nothing),
        figure("the same, a word that all of them hold", widest_big, Must::Nothing),
        figure("search of 100,000 over HTTP, p50", asked, Must::NotExceed(3.0)),
        figure("search of 1,000,000 over HTTP, p50", asked_big, Must::Nothing),
    ])
}

/// The time in the middle, of many searches without a server.
async fn in_the_database(seeded: &Seeded, words: &[&str]) -> Result<Duration, Failure> {
    const TIMES: usize = 200;
    let Store { readers, writing, lock } =
        Store::open(&seeded.path).await.map_err(|cause| Failure::Start(cause.to_string()))?;
    let mut conn = readers.get().await?;
    let mut waits = Vec::with_capacity(TIMES);
    for turn in 0..TIMES {
        let wanted = Search {
            by: UserId(1),
            query: Query::parse(words[turn % words.len()]).map_err(Error::from)?,
            room: None,
            from: None,
            sort: SearchSort::Relevant,
            after: None,
            limit: 40,
        };
        let begin = Instant::now();
        let page = search::search(&mut conn, &wanted).await?;
        waits.push(begin.elapsed());
        if page.results.is_empty() {
            return Err(Failure::Start("a search found nothing".to_owned()));
        }
    }
    waits.sort_unstable();
    drop(conn);
    readers.close().await;
    drop((writing, lock));
    Ok(waits[TIMES / 2])
}

async fn over_http(seeded: &Seeded, options: &Options) -> Result<Duration, Failure> {
    let server = Spawned::over(&seeded.path).await?;
    let tokens = seeded.tokens.clone();
    let seen = crowd::asks(server.address, 1, options.time(), move |_, turn| {
        let words = WORDS[turn % WORDS.len()].replace(' ', "+");
        request("GET", &format!("/api/search/messages?q={words}"), &tokens[0], "")
    })
    .await?;
    server.stop().await?;
    Ok(seen.percentile(50))
}
