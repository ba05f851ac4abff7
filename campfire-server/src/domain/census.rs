//! How many there are of everything, for those who run the server.

use serde::Serialize;
use sqlx::SqliteConnection;
use utoipa::ToSchema;

use crate::error::Error;

#[derive(Clone, Copy, Debug, Serialize, ToSchema, sqlx::FromRow)]
pub struct Census {
    /// Active ones.
    pub people: i64,
    pub bots: i64,
    pub rooms: i64,
    pub messages: i64,
    pub boosts: i64,
    /// Devices that are signed in.
    pub sessions: i64,
    /// Messages that bots have yet to be told of.
    pub pending_webhooks: i64,
    /// Devices that want to be woken.
    pub push_subscriptions: i64,
}

/// Counts everything. On a million messages this takes some tens of milliseconds.
pub async fn census(conn: &mut SqliteConnection) -> Result<Census, Error> {
    let census = sqlx::query_as(
        "select
            (select count(*) from users where role <> 'bot' and status = 'active') as people,
            (select count(*) from users where role = 'bot' and status = 'active') as bots,
            (select count(*) from rooms) as rooms,
            (select count(*) from messages) as messages,
            (select count(*) from boosts) as boosts,
            (select count(*) from sessions) as sessions,
            (select count(*) from pending_webhooks) as pending_webhooks,
            (select count(*) from push_subscriptions) as push_subscriptions",
    )
    .fetch_one(conn)
    .await?;
    Ok(census)
}

/// Asks the file for something small, to see that it answers.
pub async fn heartbeat(conn: &mut SqliteConnection) -> Result<(), Error> {
    sqlx::query("select 1 from sqlite_schema limit 1").execute(conn).await?;
    Ok(())
}

pub async fn sqlite_version(conn: &mut SqliteConnection) -> Result<String, Error> {
    Ok(sqlx::query_scalar("select sqlite_version()").fetch_one(conn).await?)
}
