//! What Prometheus reads: how the server does, in figures. Counting happens where something happens;
//! here it is described, gathered and told.

use std::{
    fs,
    sync::OnceLock,
    time::{Duration, SystemTime},
};

use axum::{extract::State, http::header, response::IntoResponse};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use super::operator::Operator;
use crate::{
    Campfire, House,
    store::backup::scheduled::{self, Copy},
};

/// How often what was measured is folded into the counts; in between it waits in memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// Seconds. A page of messages takes about one millisecond, a sign-in thirty.
const DURATION_BUCKETS: [f64; 12] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// What Prometheus reads; for this machine, or the metrics token.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, content_type = "text/plain", body = String)))]
pub(super) async fn metrics(State(house): State<House>, _operator: Operator) -> impl IntoResponse {
    gauge("campfire_uptime_seconds", house.started.elapsed().as_secs());
    gauge("campfire_writer_queue", house.writer.waiting() as u64);
    gauge("campfire_sockets", house.sockets.len() as u64);
    gauge("campfire_database_bytes", database_bytes(&house));
    gauge("campfire_database_log_bytes", log_bytes(&house));
    if let Some(copy) = last_backup(&house) {
        gauge("campfire_backup_age_seconds", copy.made.elapsed().unwrap_or_default().as_secs());
        gauge("campfire_backup_bytes", copy.size_bytes);
    }
    if let Some(end) = certificate_expires(&house) {
        let remaining = end.duration_since(SystemTime::now()).unwrap_or_default();
        gauge("campfire_certificate_remaining_seconds", remaining.as_secs());
    }
    if let Some(bytes) = resident_bytes() {
        gauge("process_resident_memory_bytes", bytes);
    }
    if let Some((open, most)) = open_files() {
        gauge("process_open_fds", open);
        gauge("process_max_fds", most);
    }
    metrics::gauge!("campfire_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], recorder().render())
}

#[expect(clippy::cast_precision_loss, reason = "a gauge that is off by a byte in 2^53 is fine")]
fn gauge(name: &'static str, value: u64) {
    metrics::gauge!(name).set(value as f64);
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
    metrics::describe_gauge!("campfire_connections", "Connections that are open, sockets included");
    metrics::describe_counter!(
        "campfire_connections_refused_total",
        "Connections that were hung up on, by reason: too many from one address (crowd), no \
         handshake, no request for a minute (idle), or nothing taken in time (stalled)"
    );
    metrics::describe_histogram!(
        "campfire_commit_seconds",
        "From taking what waits to having it on disk"
    );
    metrics::describe_counter!("campfire_operations_total", "Changes that were committed");
    metrics::describe_gauge!("campfire_database_bytes", "The database file");
    metrics::describe_gauge!(
        "campfire_database_log_bytes",
        "What is committed and not yet folded into the file"
    );
    metrics::describe_counter!(
        "campfire_backups_total",
        "Copies that the server made by itself, or failed to"
    );
    metrics::describe_gauge!("campfire_backup_age_seconds", "Since the newest of these copies");
    metrics::describe_gauge!("campfire_backup_bytes", "The newest of these copies");
    metrics::describe_gauge!(
        "campfire_certificate_remaining_seconds",
        "Until the certificate ends"
    );
    metrics::describe_gauge!("process_open_fds", "Files and connections that are open");
    metrics::describe_gauge!("process_max_fds", "How many may be open");
    metrics::describe_gauge!("process_resident_memory_bytes", "What the process holds in memory");
    metrics::describe_gauge!("campfire_build_info", "Always 1; the version is the label");
}

/// Measures from here on. What was counted before is lost, so this comes before all that counts.
pub fn begin() {
    recorder();
}

/// Folds what was measured together until the server stops.
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

pub(super) fn database_bytes(house: &Campfire) -> u64 {
    fs::metadata(&house.config.database_path).map_or(0, |file| file.len())
}

/// The log beside the file; none when everything was folded into it.
pub(super) fn log_bytes(house: &Campfire) -> u64 {
    let mut name = house.config.database_path.clone().into_os_string();
    name.push("-wal");
    fs::metadata(name).map_or(0, |file| file.len())
}

/// The newest copy that the server made by itself.
pub(super) fn last_backup(house: &Campfire) -> Option<Copy> {
    scheduled::newest(&house.config.backups.as_ref()?.folder)
}

pub(super) fn certificate_expires(house: &Campfire) -> Option<SystemTime> {
    house.tls.as_ref()?.certificates.expires()
}

/// What the system says this process holds in memory.
pub(super) fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// How many files this process has open, and may have.
fn open_files() -> Option<(u64, u64)> {
    let open = fs::read_dir("/proc/self/fd").ok()?.count();
    let (most, _) = rlimit::Resource::NOFILE.get().ok()?;
    Some((u64::try_from(open).ok()?, most))
}
