//! Waking devices: a message is encrypted for each, signed as ours, and handed to the device's push
//! service, which may take its time. A person's slow devices hold up nobody else's.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use campfire_proto::{
    MessageId, Timestamp, UserId,
    push::{PushPayload, PushResult, PushStatus},
};
use metrics::counter;
use reqwest::{Client, StatusCode};
use sqlx::SqliteConnection;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::timeout,
};
use web_push::{
    ContentEncoding, Urgency, VapidSignatureBuilder, WebPushError, WebPushMessageBuilder,
    request_builder::build_request,
};

use super::{GOODBYE, network};
use crate::{
    Campfire, House,
    config::{Config, vapid::VapidKeys},
    domain::{
        push::{self, Device, ForgetDevice, endpoint::Endpoint, notice::Notice},
        timeline,
    },
    error::Error,
    store::writer::Writer,
};

/// How long a push service may take. They answer within a second, or not at all.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pushes under way at once, and of these for one person; and those that may wait for one person.
/// More than that, and their push service is down: the next ones are dropped.
const AT_ONCE: usize = 64;
const AT_ONCE_EACH: usize = 4;
const WAITING_EACH: usize = 64;

/// What it takes to wake devices.
pub struct Pushes {
    keys: VapidKeys,
    /// Whom a push service writes to about trouble.
    subject: String,
    allow_private: bool,
    client: OnceLock<Client>,
    turns: Semaphore,
    // Plain mutexes: held for one look-up, never across an await.
    lanes: Mutex<HashMap<UserId, Arc<Lane>>>,
    /// What came of the last push, by device.
    results: Mutex<HashMap<i64, PushResult>>,
}

/// One person's share of what is under way.
struct Lane {
    places: Arc<Semaphore>,
    turns: Semaphore,
}

impl Default for Lane {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(WAITING_EACH)), turns: Semaphore::new(AT_ONCE_EACH) }
    }
}

/// Why a device wasn't reached.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("The push service no longer knows this device; please turn notifications on again")]
    Gone,
    #[error("This device's push service is on a private network, which this server stays out of")]
    Private,
    #[error("The push service refused with {0}")]
    Status(StatusCode),
    #[error("The push service can't be reached")]
    Unreachable(#[source] reqwest::Error),
    #[error("The push can't be encrypted for this device")]
    Encryption(#[source] WebPushError),
}

impl Trouble {
    fn status(&self) -> PushStatus {
        match self {
            Self::Gone => PushStatus::Gone,
            Self::Private => PushStatus::Refused,
            Self::Status(_) | Self::Unreachable(_) | Self::Encryption(_) => PushStatus::Failed,
        }
    }
}

impl From<reqwest::Error> for Trouble {
    fn from(cause: reqwest::Error) -> Self {
        if network::leads_inside(&cause) {
            return Self::Private;
        }
        // An endpoint is a secret: whoever knows it can send something there.
        Self::Unreachable(cause.without_url())
    }
}

impl From<WebPushError> for Trouble {
    fn from(cause: WebPushError) -> Self {
        Self::Encryption(cause)
    }
}

impl Pushes {
    pub fn new(keys: VapidKeys, config: &Config, public_url: &str) -> Self {
        let subject = config.vapid.subject.clone().unwrap_or_else(|| {
            // Push services want an address at which they would find somebody.
            let is_address = public_url.starts_with("https://");
            if is_address { public_url.to_owned() } else { "mailto:campfire@localhost".to_owned() }
        });
        Self {
            keys,
            subject,
            allow_private: config.push_allow_private,
            client: OnceLock::new(),
            turns: Semaphore::new(AT_ONCE),
            lanes: Mutex::default(),
            results: Mutex::default(),
        }
    }

    /// What browsers subscribe with.
    pub fn public_key(&self) -> &str {
        self.keys.public()
    }

    /// What came of the last push to a device, since the server started.
    pub fn last_result(&self, device: &Device) -> Option<PushResult> {
        self.results().get(&device.id).cloned()
    }

    /// Wakes a device, and forgets it if its push service has.
    pub async fn push(&self, writer: &Writer, device: &Device, notice: &Notice) -> PushResult {
        let outcome = self.send(device, &notice.for_device(device)).await;
        let status = outcome.as_ref().err().map_or(PushStatus::Delivered, Trouble::status);
        if let Err(trouble) = &outcome {
            tracing::info!(?trouble, person.id = %device.person, "a device wasn't woken");
        }
        counter!("campfire_pushes_total", "outcome" => name(status)).increment(1);
        let message = outcome.err().map(|trouble| trouble.to_string());
        let result = PushResult { status, message, at: Timestamp::now() };
        match status {
            PushStatus::Gone => {
                self.results().remove(&device.id);
                if let Err(cause) = writer.perform(ForgetDevice { id: device.id }).await {
                    tracing::warn!(%cause, "a device that is gone stays until the next push");
                }
            }
            PushStatus::Delivered | PushStatus::Refused | PushStatus::Failed => {
                self.results().insert(device.id, result.clone());
            }
        }
        result
    }

    async fn send(&self, device: &Device, payload: &PushPayload) -> Result<(), Trouble> {
        let endpoint = Endpoint::parse(&device.endpoint, self.allow_private);
        let endpoint = endpoint.map_err(|_| Trouble::Private)?;
        // Our own types always have a JSON form.
        let payload = serde_json::to_vec(payload).unwrap_or_default();
        let subscription = device.subscription();
        let mut signature = VapidSignatureBuilder::from_base64(self.keys.private(), &subscription)?;
        signature.add_claim("aud", endpoint.origin());
        signature.add_claim("sub", self.subject.as_str());
        let mut message = WebPushMessageBuilder::new(&subscription);
        message.set_payload(ContentEncoding::Aes128Gcm, &payload);
        message.set_urgency(Urgency::High);
        message.set_vapid_signature(signature.build()?);
        let (parts, body) = build_request::<Vec<u8>>(message.build()?).into_parts();
        let mut request = self.client()?.post(endpoint.as_str()).body(body);
        for (name, value) in &parts.headers {
            request = request.header(name.as_str(), value.as_bytes());
        }
        let answer = request.send().await?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(Trouble::Gone),
            status => Err(Trouble::Status(status)),
        }
    }

    /// Made when the first device is woken: an idle server needs none.
    fn client(&self) -> Result<&Client, reqwest::Error> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = network::client(PATIENCE, self.allow_private)?;
        Ok(self.client.get_or_init(|| client))
    }

    fn lane(&self, person: UserId) -> Arc<Lane> {
        Arc::clone(self.lanes().entry(person).or_default())
    }

    /// Gives up a lane that nobody uses any more.
    fn leave(&self, person: UserId, lane: Arc<Lane>) {
        // Left behind the lock: of two who leave at once, one is the last.
        let mut lanes = self.lanes();
        drop(lane);
        if lanes.get(&person).is_some_and(|lane| Arc::strong_count(lane) == 1) {
            lanes.remove(&person);
        }
    }

    fn lanes(&self) -> MutexGuard<'_, HashMap<UserId, Arc<Lane>>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn results(&self) -> MutexGuard<'_, HashMap<i64, PushResult>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name(status: PushStatus) -> &'static str {
    match status {
        PushStatus::Delivered => "delivered",
        PushStatus::Gone => "gone",
        PushStatus::Refused => "refused",
        PushStatus::Failed => "failed",
    }
}

/// Wakes whom each message concerns, until the server goes down.
pub(super) async fn wake_people(house: House) {
    let mut sending = JoinSet::new();
    loop {
        tokio::select! {
            said = house.errands.heard() => {
                if let Err(cause) = wake(&house, said, &mut sending).await {
                    tracing::warn!(%cause, "can't see whom to wake; somebody sleeps on");
                }
            }
            Some(_) = sending.join_next() => {}
            () = house.stopping.cancelled() => break,
        }
    }
    let finishing = async { while sending.join_next().await.is_some() {} };
    if timeout(GOODBYE, finishing).await.is_err() {
        tracing::info!("some devices aren't woken");
    }
}

async fn wake(
    house: &House,
    said: VecDeque<MessageId>,
    sending: &mut JoinSet<()>,
) -> Result<(), Error> {
    let mut conn = house.readers.get().await?;
    if push::is_wanted(&mut conn).await? {
        for message in said {
            wake_for(house, &mut conn, message, sending).await?;
        }
    }
    Ok(())
}

async fn wake_for(
    house: &House,
    conn: &mut SqliteConnection,
    message: MessageId,
    sending: &mut JoinSet<()>,
) -> Result<(), Error> {
    let Some(message) = timeline::find(conn, message).await? else { return Ok(()) };
    let looking = house.presence.in_room(message.room_id);
    let devices = push::to_wake(conn, &message, &looking).await?;
    if devices.is_empty() {
        return Ok(());
    }
    let notice = Arc::new(Notice::of(conn, &message).await?);
    for device in devices {
        let lane = house.pushes.lane(device.person);
        match Arc::clone(&lane.places).try_acquire_owned() {
            Ok(place) => {
                let push = in_turn(House::clone(house), lane, place, device, Arc::clone(&notice));
                sending.spawn(push);
            }
            Err(_) => counter!("campfire_pushes_total", "outcome" => "dropped").increment(1),
        }
    }
    Ok(())
}

/// Wakes a device when its person's turn comes, and then its own.
async fn in_turn(
    house: House,
    lane: Arc<Lane>,
    place: OwnedSemaphorePermit,
    device: Device,
    notice: Arc<Notice>,
) {
    let Campfire { pushes, writer, .. } = &*house;
    // Neither is ever closed.
    if let (Ok(_theirs), Ok(_ours)) = (lane.turns.acquire().await, pushes.turns.acquire().await) {
        pushes.push(writer, &device, &notice).await;
    }
    drop(place);
    pushes.leave(device.person, lane);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_lasts_as_long_as_somebody_is_in_it() {
        let config = Config::on_free_port("unused".into());
        let pushes = Pushes::new(VapidKeys::random(), &config, "http://127.0.0.1:3000");
        let ada = UserId(1);
        let (one, other) = (pushes.lane(ada), pushes.lane(ada));
        assert!(Arc::ptr_eq(&one, &other));

        pushes.leave(ada, one);
        assert_eq!(pushes.lanes().len(), 1);
        pushes.leave(ada, other);

        assert!(pushes.lanes().is_empty());
    }
}
