//! Is it well? For load balancers, and for the person who runs this server. What Prometheus reads
//! lives in `measures`.

use std::{
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use campfire_proto::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    extract::{Administrator, Json},
    measures::{self, database_bytes, log_bytes, resident_bytes},
    operator::Operator,
};
use crate::{
    House,
    domain::census::{self, Census},
    error::Error,
};

/// That the server runs and its database answers.
#[derive(Serialize, ToSchema)]
pub(super) struct Up {
    /// Always `up`; a server that isn't answers with an error.
    status: &'static str,
}

/// How the server does, for those who run it.
#[derive(Serialize, ToSchema)]
pub(super) struct Details {
    /// Always `up`; a server that isn't answers with an error.
    status: &'static str,
    version: &'static str,
    uptime_seconds: u64,
    database: Database,
    counts: Census,
    /// Changes that wait for the writer; past 1,024 clients are told to come back.
    writer_queue: usize,
    /// Live connections that are open.
    sockets: usize,
    /// What the process holds in memory; none where the system doesn't say.
    memory_bytes: Option<u64>,
    /// When the server last made a copy by itself; none if it isn't to, or never did.
    last_backup_at: Option<Timestamp>,
    /// When the certificate ends; none without TLS.
    certificate_expires_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Database {
    sqlite_version: String,
    /// The file and its log.
    size_bytes: u64,
}

/// The server runs, and its database answers.
#[utoipa::path(get, path = "/up", tag = "operations", security(()),
    responses((status = 200, description = "All is well; a page for browsers", body = Up)))]
pub(super) async fn up(State(house): State<House>, headers: HeaderMap) -> Result<Response, Error> {
    well(&house, &headers).await
}

/// The same as `/up`.
#[utoipa::path(get, path = "/health", tag = "operations", security(()),
    responses((status = 200, description = "All is well; a page for browsers", body = Up)))]
pub(super) async fn health(
    State(house): State<House>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    well(&house, &headers).await
}

async fn well(house: &House, headers: &HeaderMap) -> Result<Response, Error> {
    census::heartbeat(&mut *house.readers.get().await?).await?;
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let no_cache = [(header::CACHE_CONTROL, "no-cache")];
    if accept.is_some_and(|accept| accept.contains("text/html")) {
        let page =
            "<!doctype html><html lang=\"en\"><title>Up</title><p>Campfire is up.</p></html>";
        return Ok((no_cache, Html(page)).into_response());
    }
    Ok((no_cache, Json(Up { status: "up" })).into_response())
}

/// Counts, versions and what waits; for administrators, this machine, or the metrics token.
#[utoipa::path(get, path = "/health/detailed", tag = "operations",
    responses((status = 200, body = Details)))]
pub(super) async fn health_detailed(
    State(house): State<House>,
    by_right: Result<Operator, Error>,
    by_role: Result<Administrator, Error>,
) -> Result<Json<Details>, Error> {
    // Strangers hear the same here as at `/metrics`, signed in or not.
    if let (Err(refused), Err(_)) = (by_right, by_role) {
        return Err(refused);
    }
    let mut conn = house.readers.get().await?;
    Ok(Json(Details {
        status: "up",
        version: env!("CARGO_PKG_VERSION"),
        uptime_seconds: house.started.elapsed().as_secs(),
        database: Database {
            sqlite_version: census::sqlite_version(&mut conn).await?,
            size_bytes: database_bytes(&house) + log_bytes(&house),
        },
        counts: census::census(&mut conn).await?,
        writer_queue: house.writer.waiting(),
        sockets: house.sockets.len(),
        memory_bytes: resident_bytes(),
        last_backup_at: measures::last_backup(&house).and_then(|copy| moment(copy.made)),
        certificate_expires_at: measures::certificate_expires(&house).and_then(moment),
    }))
}

fn moment(time: SystemTime) -> Option<Timestamp> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::from_millis(i64::try_from(since.as_millis()).ok()?))
}

/// This API, for machines.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operations", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub(super) async fn openapi() -> Result<impl IntoResponse, Error> {
    // Made when first asked for: it costs a start nothing.
    static DOCUMENT: OnceLock<Bytes> = OnceLock::new();
    let document =
        DOCUMENT.get_or_init(|| super::document().to_json().map(Bytes::from).unwrap_or_default());
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, document.clone()))
}
