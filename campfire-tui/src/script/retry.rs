//! Trying again, for as long as it makes sense and time is left.

use std::time::Duration;

use campfire_proto::ErrorCode;
use tokio::time::{Instant, sleep, timeout_at};

use super::Failure;
use crate::api;

/// Waits between tries, unless the server says how long: a restart takes less than their sum.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(300),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// The time a command has, all its requests together.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    whole: Duration,
    until: Instant,
}

impl Patience {
    pub(super) fn of(whole: Duration) -> Self {
        Self { whole, until: Instant::now() + whole }
    }

    /// Asks once; for what must not be asked twice.
    pub(super) async fn once<T>(
        &self,
        request: impl Future<Output = Result<T, api::Error>>,
    ) -> Result<T, Failure> {
        match timeout_at(self.until, request).await {
            Ok(answer) => answer.map_err(Failure::from),
            Err(_) => Err(Failure::timed_out(self.whole)),
        }
    }

    /// Asks again while the failure may pass and there is time; for what may be asked twice.
    pub(super) async fn persist<T>(
        &self,
        request: impl AsyncFn() -> Result<T, api::Error>,
    ) -> Result<T, Failure> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let Ok(answer) = timeout_at(self.until, request()).await else {
                return Err(Failure::timed_out(self.whole));
            };
            let error = match answer {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let Some(pause) = pauses.next().filter(|_| may_pass(&error)) else {
                return Err(error.into());
            };
            let pause = told_to_wait(&error).unwrap_or(pause);
            if Instant::now() + pause >= self.until {
                return Err(error.into());
            }
            sleep(pause).await;
        }
    }
}

fn may_pass(error: &api::Error) -> bool {
    let banned = matches!(error, api::Error::Refused { code: Some(ErrorCode::Banned), .. });
    error.is_passing() && !banned
}

fn told_to_wait(error: &api::Error) -> Option<Duration> {
    match error {
        api::Error::Refused { retry_after, .. } => *retry_after,
        api::Error::Network(_) | api::Error::Unreadable => None,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use tokio::time::timeout;

    use super::*;
    use crate::script::Exit;

    /// How a command ends that is always told the same, and how often it asked.
    async fn ends(code: ErrorCode, retry_after: Option<Duration>) -> (Exit, u32) {
        let tries = Cell::new(0);
        let patience = Patience::of(Duration::from_secs(5));
        let asks = patience.persist(async || -> Result<(), api::Error> {
            tries.set(tries.get() + 1);
            let (status, code, message) = (429, Some(code), "No".to_owned());
            Err(api::Error::Refused { status, code, message, field: None, retry_after })
        });
        let answer = timeout(Duration::from_secs(20), asks).await.expect("it ends in time");
        (answer.unwrap_err().exit, tries.get())
    }

    #[tokio::test]
    async fn who_is_told_to_come_back_in_an_hour_does_not_knock_in_between() {
        let an_hour = Some(Duration::from_hours(1));

        assert_eq!(ends(ErrorCode::RateLimited, an_hour).await, (Exit::TooOften, 1));
    }

    #[tokio::test]
    async fn a_ban_is_not_waited_for() {
        assert_eq!(ends(ErrorCode::Banned, None).await, (Exit::NotThere, 1));
    }
}
