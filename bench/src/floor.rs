//! The floor under posting: the same rows in the same tables, as fast as they can be committed, with
//! no server around it.

use std::{fs::File, io::Write, path::Path, time::Duration};

use campfire_proto::{ContentType, Timestamp, limits};
use campfire_server::{content::Draft, store::Store};
use serde_json::json;
use sqlx::{Connection, SqliteConnection};
use tokio::time::Instant;
use uuid::Uuid;

use crate::{Failure, seed::line};

/// Messages that share a commit: as many as the server lets share one.
pub const TOGETHER: usize = 64;

/// How many rows a second can be committed, so many at a time. They are everybody's in turn, in the
/// first room.
#[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
pub async fn rows_per_second(
    database: &Path,
    together: usize,
    time: Duration,
) -> Result<f64, Failure> {
    let Store { mut writing, readers, lock } =
        Store::open(database).await.map_err(|cause| Failure::Start(cause.to_string()))?;
    let people: i64 =
        sqlx::query_scalar("select count(*) from users").fetch_one(&mut writing).await?;
    let begin = Instant::now();
    let mut rows = 0;
    while begin.elapsed() < time {
        commit(&mut writing, together, rows, usize::try_from(people).unwrap_or(1)).await?;
        rows += together;
    }
    let rate = rows as f64 / begin.elapsed().as_secs_f64();
    readers.close().await;
    writing.close().await?;
    drop(lock);
    Ok(rate)
}

/// One commit: the messages in one statement, what they make unread in another.
pub async fn commit(
    conn: &mut SqliteConnection,
    together: usize,
    first: usize,
    people: usize,
) -> Result<(), Failure> {
    let rows: Vec<_> = (first..first + together)
        .map(|number| {
            let said = Draft::parse(&line(number), ContentType::Plain)
                .and_then(|draft| draft.address(&[]))
                .map_err(campfire_server::error::Error::from)?;
            let author = number % people + 1;
            Ok(json!([author, Uuid::new_v4().to_string(), said.plain, said.html]))
        })
        .collect::<Result<_, Failure>>()?;
    let mut tx = conn.begin_with("begin immediate").await?;
    let ids: Vec<i64> = sqlx::query_scalar(
        "insert into messages (room_id, creator_id, client_message_id, plain, html, source_type,
             created_at, updated_at)
         select 1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, 'text/plain', ?2, ?2
         from json_each(?1) where true
         on conflict (client_message_id, room_id) do nothing returning id",
    )
    .bind(serde_json::to_string(&rows).unwrap_or_default())
    .bind(Timestamp::now())
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query(
        "update memberships set unread_count = min(unread_count + ?1, ?2)
         where room_id = 1 and involvement <> 'invisible' and unread_count < ?2",
    )
    .bind(i64::try_from(ids.len()).unwrap_or_default())
    .bind(limits::UNREAD_COUNT)
    .execute(&mut *tx)
    .await?;
    Ok(tx.commit().await?)
}

/// How long the disk takes to keep four kilobytes: the waits, in order of length.
pub fn fsyncs(folder: &Path, times: usize) -> Result<Vec<Duration>, Failure> {
    let path = folder.join("fsync");
    let mut file = File::create(&path)?;
    let mut waits = Vec::with_capacity(times);
    for _ in 0..times {
        let begin = Instant::now();
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        waits.push(begin.elapsed());
    }
    std::fs::remove_file(path)?;
    waits.sort_unstable();
    Ok(waits)
}
