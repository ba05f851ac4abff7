//! The devices that want to be woken: subscribing them, and whom a message wakes. Waking them lives
//! in `delivery`.

use campfire_proto::{Message, SessionId, Timestamp, UserId};
use sqlx::SqliteConnection;
use web_push::SubscriptionInfo;

use super::{Operation, Tx, recall::Touches, timeline::json};
use crate::error::Error;

pub mod endpoint;
pub mod notice;

use endpoint::{Endpoint, Keys};

/// Devices of one person. More than anybody has; whoever subscribes on loses the oldest.
const MOST_DEVICES: u32 = 20;

/// A device that wants to be woken.
#[derive(Clone, sqlx::FromRow)]
pub struct Device {
    pub id: i64,
    #[sqlx(rename = "user_id")]
    pub person: UserId,
    pub endpoint: String,
    p256dh: String,
    auth: String,
    pub user_agent: Option<String>,
    pub created_at: Timestamp,
    /// Rooms in which something is unread for its owner.
    pub badge: u32,
}

impl Device {
    /// What a push to it is encrypted with, and where it goes.
    pub fn subscription(&self) -> SubscriptionInfo {
        let keys = Keys { p256dh: self.p256dh.clone(), auth: self.auth.clone() };
        keys.of(&self.endpoint)
    }
}

/// Selects devices with their owner's badge; what follows picks which.
macro_rules! select_devices {
    ($which:literal) => {
        concat!(
            "select s.id, s.user_id, s.endpoint, s.p256dh, s.auth, s.user_agent, s.created_at,
                    (select count(*) from memberships x where x.user_id = s.user_id
                         and x.unread_count > 0 and x.involvement <> 'invisible') as badge ",
            $which
        )
    };
}

/// Somebody's devices, the newest first.
pub async fn devices_of(conn: &mut SqliteConnection, person: UserId) -> Result<Vec<Device>, Error> {
    let devices = sqlx::query_as(select_devices!(
        "from push_subscriptions s where s.user_id = ? order by s.id desc"
    ));
    Ok(devices.bind(person).fetch_all(conn).await?)
}

/// Whether anybody wants to be woken at all: where nobody does, saying something costs no more.
pub async fn is_wanted(conn: &mut SqliteConnection) -> Result<bool, Error> {
    let wanted = sqlx::query_scalar("select exists (select 1 from push_subscriptions)");
    Ok(wanted.fetch_one(conn).await?)
}

/// The devices that a message wakes: those of members who aren't looking at the room, and want to
/// hear of it. Never its author's.
pub async fn to_wake(
    conn: &mut SqliteConnection,
    message: &Message,
    looking: &[UserId],
) -> Result<Vec<Device>, Error> {
    let devices = sqlx::query_as(select_devices!(
        "from memberships m cross join push_subscriptions s on s.user_id = m.user_id
             join users u on u.id = m.user_id
         where m.room_id = ?1 and m.user_id <> ?2 and u.status = 'active'
             and (m.involvement = 'everything' or (m.involvement = 'mentions'
                 and m.user_id in (select value from json_each(?3))))
             and m.user_id not in (select value from json_each(?4))"
    ))
    .bind(message.room_id)
    .bind(message.creator_id)
    .bind(json(&message.mentions))
    .bind(json(looking))
    .fetch_all(conn)
    .await?;
    Ok(devices)
}

/// Subscribes a device, or says that it is still there. It was somebody else's: now it is not.
pub struct Subscribe {
    pub person: UserId,
    pub session: SessionId,
    pub endpoint: Endpoint,
    pub keys: Keys,
    pub user_agent: Option<String>,
}

pub enum Subscribed {
    New(Device),
    /// It was this person's already.
    Again(Device),
}

impl Operation for Subscribe {
    type Outcome = Subscribed;
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<Subscribed, Error> {
        let endpoint = self.endpoint.as_str();
        sqlx::query("delete from push_subscriptions where endpoint = ? and user_id <> ?")
            .bind(endpoint)
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        let known = find(tx.conn, self.person, endpoint).await?.is_some();
        // The session may have ended meanwhile: then there is nobody to wake.
        let subscribed = sqlx::query(
            "insert into push_subscriptions
                 (endpoint, user_id, session_id, p256dh, auth, user_agent, created_at, updated_at)
             select ?1, user_id, id, ?4, ?5, ?6, ?7, ?7 from sessions where id = ?3 and user_id = ?2
             on conflict (endpoint) do update set session_id = excluded.session_id,
                 p256dh = excluded.p256dh, auth = excluded.auth,
                 user_agent = excluded.user_agent, updated_at = excluded.updated_at",
        )
        .bind(endpoint)
        .bind(self.person)
        .bind(self.session)
        .bind(&self.keys.p256dh)
        .bind(&self.keys.auth)
        .bind(&self.user_agent)
        .bind(tx.now)
        .execute(&mut *tx.conn)
        .await?;
        if subscribed.rows_affected() == 0 {
            return Err(Error::Unauthenticated);
        }
        sqlx::query(
            "delete from push_subscriptions where user_id = ?1 and id not in (
                 select id from push_subscriptions where user_id = ?1
                 order by updated_at desc, id desc limit ?2)",
        )
        .bind(self.person)
        .bind(MOST_DEVICES)
        .execute(&mut *tx.conn)
        .await?;
        let device = find(tx.conn, self.person, endpoint).await?.ok_or(Error::NotFound)?;
        Ok(if known { Subscribed::Again(device) } else { Subscribed::New(device) })
    }
}

async fn find(
    conn: &mut SqliteConnection,
    person: UserId,
    endpoint: &str,
) -> Result<Option<Device>, Error> {
    let devices = devices_of(conn, person).await?;
    Ok(devices.into_iter().find(|device| device.endpoint == endpoint))
}

/// A device of somebody's doesn't want to be woken any more.
pub struct Unsubscribe {
    pub person: UserId,
    pub endpoint: String,
}

impl Operation for Unsubscribe {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let device = find(tx.conn, self.person, &self.endpoint).await?.ok_or(Error::NotFound)?;
        ForgetDevice { id: device.id }.perform(tx).await
    }
}

/// A device is gone: its push service says so.
pub struct ForgetDevice {
    pub id: i64,
}

impl Operation for ForgetDevice {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        sqlx::query("delete from push_subscriptions where id = ?")
            .bind(self.id)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    }
}
