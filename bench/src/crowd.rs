//! Clients that ask as fast as they are answered, each waiting for its own answer only.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use crate::{Failure, line::Line};

/// What a crowd saw.
pub struct Seen {
    pub answers: usize,
    pub took: Duration,
    /// How long each answer took, in order of length.
    pub waits: Vec<Duration>,
}

impl Seen {
    #[expect(clippy::cast_precision_loss, reason = "for people, who don't read sixteen digits")]
    pub fn per_second(&self) -> f64 {
        self.answers as f64 / self.took.as_secs_f64().max(f64::EPSILON)
    }

    pub fn percentile(&self, percent: usize) -> Duration {
        let at = self.waits.len().saturating_sub(1) * percent / 100;
        self.waits.get(at).copied().unwrap_or_default()
    }
}

/// Lets so many clients ask for so long. Which request is whose turn, `request` says.
pub async fn asks(
    server: SocketAddr,
    clients: usize,
    time: Duration,
    request: impl Fn(usize, usize) -> Vec<u8> + Send + Sync + 'static,
) -> Result<Seen, Failure> {
    let request = Arc::new(request);
    let mut crowd: JoinSet<Result<Vec<Duration>, Failure>> = JoinSet::new();
    let begin = Instant::now();
    let end = begin + time;
    for client in 0..clients {
        let request = Arc::clone(&request);
        crowd.spawn(async move {
            let mut line = Line::open(server).await?;
            let mut waits = Vec::new();
            while Instant::now() < end {
                let asked = request(client, waits.len());
                let begin = Instant::now();
                let (status, _) = line.ask(&asked).await?;
                if !(200..300).contains(&status) {
                    return Err(Failure::Answer(status));
                }
                waits.push(begin.elapsed());
            }
            Ok(waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(client) = crowd.join_next().await {
        waits.extend(client.map_err(|cause| Failure::Io(cause.into()))??);
    }
    let took = begin.elapsed();
    waits.sort_unstable();
    Ok(Seen { answers: waits.len(), took, waits })
}
