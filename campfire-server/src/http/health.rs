//! Is it well? For load balancers, for Prometheus, and for the person who runs this server.

use std::{net::IpAddr, sync::OnceLock, time::Duration};

use axum::{
    body::Bytes,
    extract::{FromRequestParts, State},
    http::{HeaderMap, HeaderName, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use subtle::ConstantTimeEq;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;

use super::extract::{Administrator, Json, Origin, token};
use crate::{
    Campfire, House,
    domain::census::{self, Census},
    error::Error,
};

/// How often what was measured is folded into the counts; in between it waits in memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// Seconds. A page of messages takes about one millisecond, a sign-in thirty.
const DURATION_BUCKETS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

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
            size_bytes: size_on_disk(&house),
        },
        counts: census::census(&mut conn).await?,
        writer_queue: house.writer.waiting(),
        sockets: house.sockets.len(),
        memory_bytes: resident_bytes(),
    }))
}

/// What Prometheus reads; for this machine, or the metrics token.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, content_type = "text/plain", body = String)))]
pub(super) async fn metrics(State(house): State<House>, _operator: Operator) -> impl IntoResponse {
    gauge("campfire_uptime_seconds", house.started.elapsed().as_secs());
    gauge("campfire_writer_queue", house.writer.waiting() as u64);
    gauge("campfire_sockets", house.sockets.len() as u64);
    gauge("campfire_database_bytes", size_on_disk(&house));
    if let Some(bytes) = resident_bytes() {
        gauge("process_resident_memory_bytes", bytes);
    }
    metrics::gauge!("campfire_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], recorder().render())
}

#[expect(clippy::cast_precision_loss, reason = "a gauge that is off by a byte in 2^53 is fine")]
fn gauge(name: &'static str, value: u64) {
    metrics::gauge!(name).set(value as f64);
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

/// Whoever may look behind the scenes without signing in: somebody on this machine, or with the
/// metrics token.
pub(super) struct Operator;

impl FromRequestParts<House> for Operator {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Error> {
        if is_this_machine(parts, Origin::of(parts, house).ip) || knows_token(parts, house) {
            return Ok(Self);
        }
        Err(Error::Forbidden("Only this machine may look here, or who has the metrics token"))
    }
}

/// A proxy on this machine that isn't in `TRUSTED_PROXIES` looks like this machine, but what it
/// forwards isn't. So whatever was forwarded counts as coming from outside.
fn is_this_machine(parts: &Parts, client: IpAddr) -> bool {
    const FORWARDED: [HeaderName; 2] =
        [HeaderName::from_static("x-forwarded-for"), header::FORWARDED];
    client.is_loopback() && !FORWARDED.iter().any(|name| parts.headers.contains_key(name))
}

fn knows_token(parts: &Parts, house: &Campfire) -> bool {
    let Some(expected) = &house.config.metrics_token else { return false };
    parts.headers.contains_key(header::AUTHORIZATION)
        && token(&parts.headers)
            .is_some_and(|given| given.as_bytes().ct_eq(expected.as_bytes()).into())
}

/// What is measured goes here. There is one for the whole process: so the `metrics` crate wants it,
/// and tests that run several servers in one process read their sum.
fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let recorder = match builder.set_buckets(&DURATION_BUCKETS) {
            Ok(builder) => builder.build_recorder(),
            // Only an empty list of buckets is refused.
            Err(_) => PrometheusBuilder::new().build_recorder(),
        };
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("somebody else measures in this process; /metrics stays empty");
        }
        describe();
        handle
    })
}

fn describe() {
    metrics::describe_counter!("campfire_http_requests_total", "Requests answered");
    metrics::describe_histogram!(
        "campfire_http_request_duration_seconds",
        "From a request's first byte to its answer's"
    );
    metrics::describe_gauge!("campfire_uptime_seconds", "Since the server started");
    metrics::describe_gauge!("campfire_writer_queue", "Changes that wait for the writer");
    metrics::describe_gauge!("campfire_sockets", "WebSockets that are open");
    metrics::describe_counter!(
        "campfire_deliveries_total",
        "Frames put into the queue of a socket, one for each that hears them"
    );
    metrics::describe_histogram!(
        "campfire_fan_out_seconds",
        "From a commit's news of a room to the queues of all its followers"
    );
    metrics::describe_counter!(
        "campfire_socket_closes_total",
        "WebSockets that ended, by reason; fell_behind are those that didn't read"
    );
    metrics::describe_counter!(
        "campfire_catch_ups_total",
        "Rooms that sockets began to follow, by whether what was missed was replayed"
    );
    metrics::describe_counter!(
        "campfire_webhooks_total",
        "Bots that were told of a message, by what came of it"
    );
    metrics::describe_counter!("campfire_pushes_total", "Devices woken, by what came of it");
    metrics::describe_gauge!("campfire_database_bytes", "The database file and its log");
    metrics::describe_gauge!("process_resident_memory_bytes", "What the process holds in memory");
    metrics::describe_gauge!("campfire_build_info", "Always 1; the version is the label");
}

/// Starts measuring, and folds what was measured together until the server stops.
pub(super) async fn keep_measuring(stopping: CancellationToken) {
    let recorder = recorder();
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        tokio::select! {
            _ = ticks.tick() => recorder.run_upkeep(),
            () = stopping.cancelled() => return,
        }
    }
}

fn size_on_disk(house: &Campfire) -> u64 {
    ["", "-wal"]
        .iter()
        .filter_map(|ending| {
            let mut name = house.config.database_path.clone().into_os_string();
            name.push(ending);
            std::fs::metadata(name).ok()
        })
        .map(|file| file.len())
        .sum()
}

/// What the system says this process holds in memory.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
