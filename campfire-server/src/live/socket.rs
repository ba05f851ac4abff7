//! One WebSocket: hello, what is heard, what is said, goodbye.
//!
//! A task each. It says what was announced before it answers what it heard, so that a pong proves
//! that all before it has come.

use std::{collections::HashMap, time::Duration};

use axum::extract::ws::WebSocket;
use campfire_proto::{
    ClientFrame, CloseCode, ErrorCode, MessageId, PresenceState, RoomId, ServerFrame, User, UserId,
    limits,
};
use metrics::counter;
use tokio::time::{Instant, sleep_until};

use super::{
    Seat, catch_up,
    wire::{Gone, Heard, Wire},
};
use crate::{
    House,
    domain::{
        caller::Caller,
        memberships::{BecomeAbsent, BecomePresent, LookAgain},
        people,
        sessions::{self, Device, TouchSession},
    },
    error::Error,
};

/// How long a socket may stay nobody's.
const INTRODUCTION: Duration = Duration::from_secs(10);

/// How often the peer is asked for a sign of life.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// How long a peer may give none.
const SILENCE: Duration = Duration::from_mins(1);

/// Frames in a row that may make no sense.
const STRIKES: u8 = 10;

/// The longest message a socket may be sent, and what must fit in at once: a page of HTML at its
/// largest is less than half of this.
pub const WRITE_BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// Bytes read at once. What clients say is short, and each socket has this much, for good; it is also
/// wiped before each look for something new to read.
pub const READ_BUFFER_BYTES: usize = 1024;

/// Bytes written at once: a handful of messages that came together.
pub const WRITTEN_AT_ONCE_BYTES: usize = 4096;

/// Frames up to this size are read to their end, so that the one who sent too much can still hear
/// why it is sent away. Longer ones end the connection where they stand.
pub const READABLE_BYTES: usize = 2 * limits::FRAME_BYTES;

/// How a conversation ends.
#[derive(Debug)]
enum End {
    /// The other side went, or can't be reached.
    Gone,
    /// We say why.
    Close(CloseCode),
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

/// Everything a socket knows about itself. What it follows, the hub knows.
struct Conversation {
    house: House,
    wire: Wire,
    seat: Seat,
    me: Option<UserId>,
    /// Where the peer sits, until that has been written down.
    device: Option<Box<Device>>,
    /// Messages that were replayed, by room: hearing of them live would be twice.
    replayed: HashMap<RoomId, MessageId>,
    strikes: u8,
    opened: Instant,
    /// The last sign of life.
    heard: Instant,
    /// When the next one is asked for.
    heartbeat: Instant,
}

/// Holds the conversation with one peer to its end. The token is the handshake's, if it had one.
#[tracing::instrument(level = "debug", name = "socket", skip_all)]
pub async fn attend(house: House, socket: WebSocket, token: Option<String>, device: Box<Device>) {
    let now = Instant::now();
    let seat = house.hub.sit_down();
    let wire = Wire::new(socket);
    let mut conversation = Conversation {
        house,
        wire,
        seat,
        me: None,
        device: Some(device),
        replayed: HashMap::new(),
        strikes: 0,
        opened: now,
        heard: now,
        heartbeat: now + HEARTBEAT,
    };
    let end = conversation.hold(token).await;
    // The seat is free before the farewell, which can take a while.
    let Conversation { wire, seat, house, .. } = conversation;
    drop((seat, house));
    match end {
        End::Gone => {
            counter!("campfire_socket_closes_total", "reason" => "gone").increment(1);
            Box::pin(wire.hang_up()).await;
        }
        End::Close(code) => {
            counter!("campfire_socket_closes_total", "reason" => name(code)).increment(1);
            tracing::debug!(code = code.number(), "closing a socket");
            Box::pin(wire.close(code)).await;
        }
    }
}

fn name(code: CloseCode) -> &'static str {
    match code {
        CloseCode::GoingAway => "going_away",
        CloseCode::TooBig => "too_big",
        CloseCode::Malformed => "malformed",
        CloseCode::Unauthenticated => "unauthenticated",
        CloseCode::FellBehind => "fell_behind",
    }
}

impl Conversation {
    async fn hold(&mut self, token: Option<String>) -> End {
        if let Some(token) = token
            && let Err(end) = Box::pin(self.authenticate(&token)).await
        {
            return end;
        }
        let timer = sleep_until(self.next_look());
        tokio::pin!(timer);
        loop {
            let turn = tokio::select! {
                biased;
                () = self.seat.called() => Box::pin(self.pass_on()).await,
                heard = self.wire.hear() => {
                    self.heard = Instant::now();
                    Box::pin(self.hear(heard)).await
                }
                () = timer.as_mut() => {
                    let turn = self.look_at_the_clock().await;
                    timer.as_mut().reset(self.next_look());
                    turn
                }
            };
            if let Err(end) = turn {
                return end;
            }
        }
    }

    /// Sends what waits: all of it, then one flush.
    async fn pass_on(&mut self) -> Result<(), End> {
        let (parcels, goodbye) = self.seat.collect();
        if !parcels.is_empty() {
            for parcel in parcels {
                let twice = parcel.creates.is_some_and(|(room, message)| {
                    self.replayed.get(&room).is_some_and(|up_to| message <= *up_to)
                });
                if !twice {
                    self.wire.feed(parcel.text).await?;
                }
            }
            self.wire.flush().await?;
        }
        match goodbye {
            Some(code) => Err(End::Close(code)),
            None => Ok(()),
        }
    }

    /// Answers. What was announced until now is said first: then the answer is a fence.
    async fn answer(&mut self, frame: &ServerFrame) -> Result<(), End> {
        self.pass_on().await?;
        Ok(self.wire.say(frame).await?)
    }

    /// The soonest moment at which something may be due.
    fn next_look(&self) -> Instant {
        let introduction = self.me.is_none().then_some(self.opened + INTRODUCTION);
        let due = [self.heartbeat, self.heard + SILENCE];
        introduction.into_iter().chain(due).min().unwrap_or(self.heartbeat)
    }

    async fn look_at_the_clock(&mut self) -> Result<(), End> {
        let now = Instant::now();
        if self.me.is_none() && now >= self.opened + INTRODUCTION {
            return Err(End::Close(CloseCode::Unauthenticated));
        }
        if now >= self.heard + SILENCE {
            return Err(End::Gone);
        }
        if now >= self.heartbeat {
            self.heartbeat = now + HEARTBEAT;
            self.wire.ping().await?;
        }
        Ok(())
    }

    async fn hear(&mut self, heard: Heard) -> Result<(), End> {
        let frame = match heard {
            Heard::Text(text) => serde_json::from_str::<ClientFrame>(&text).ok(),
            Heard::Bytes => None,
            Heard::Pulse => return Ok(()),
            Heard::TooBig => return Err(End::Close(CloseCode::TooBig)),
            Heard::Gone => return Err(End::Gone),
        };
        let Some(frame) = frame else { return self.strike().await };
        self.strikes = 0;
        match (frame, self.me) {
            (ClientFrame::Authenticate { session_token }, _) => {
                self.authenticate(&session_token).await
            }
            (ClientFrame::Reconnect { room_id, last_seen_message_id, session_token }, _) => {
                if let Some(token) = session_token {
                    self.authenticate(&token).await?;
                }
                match self.me {
                    Some(me) => self.subscribe(me, room_id, last_seen_message_id).await,
                    None => self.refuse(&Error::Unauthenticated, Some(room_id)).await,
                }
            }
            (frame, Some(me)) => self.follow_up(me, frame).await,
            (_, None) => self.refuse(&Error::Unauthenticated, None).await,
        }
    }

    /// What somebody signed in may say.
    async fn follow_up(&mut self, me: UserId, frame: ClientFrame) -> Result<(), End> {
        match frame {
            ClientFrame::Subscribe { room_id, last_seen_message_id } => {
                self.subscribe(me, room_id, last_seen_message_id).await
            }
            ClientFrame::Unsubscribe { room_id } => {
                self.seat.unfollow(room_id);
                self.answer(&ServerFrame::Unsubscribed { room_id }).await?;
                self.replayed.remove(&room_id);
                Ok(())
            }
            ClientFrame::Presence { room_id, state } => {
                match self.look_at(me, room_id, state).await {
                    Ok(()) => Ok(()),
                    Err(error) => self.refuse(&error, Some(room_id)).await,
                }
            }
            ClientFrame::Typing { room_id, state } => {
                if self.seat.typing(room_id, state) {
                    return Ok(());
                }
                self.refuse(&Error::NotFound, Some(room_id)).await
            }
            ClientFrame::Ping { id } => self.answer(&ServerFrame::Pong { id }).await,
            ClientFrame::Authenticate { .. } | ClientFrame::Reconnect { .. } => Ok(()),
        }
    }

    /// Finds out whose socket this is. Its seat is reserved before the sign-in is looked at the
    /// last time: a sign-out is either seen here, or sees the seat.
    async fn authenticate(&mut self, token: &str) -> Result<(), End> {
        match self.introduce(token).await {
            Ok(Some((user, online))) => {
                let server_version = env!("CARGO_PKG_VERSION").to_owned();
                self.wire.say(&ServerFrame::Authenticated { user, server_version }).await?;
                Ok(self.wire.say(&ServerFrame::PresenceSnapshot { online }).await?)
            }
            // Somebody who says again who they are is believed and not greeted twice.
            Ok(None) => Ok(()),
            Err(Error::Unauthenticated) => {
                self.refuse(&Error::Unauthenticated, None).await?;
                Err(End::Close(CloseCode::Unauthenticated))
            }
            Err(error) => self.refuse(&error, None).await,
        }
    }

    async fn introduce(&mut self, token: &str) -> Result<Option<(User, Vec<UserId>)>, Error> {
        let house = House::clone(&self.house);
        // Never closed; were it, the readers would say so.
        let turn = house.hub.turnstile.acquire().await;
        let caller = sessions::resume(&house.readers, &house.recall, token).await?;
        let Caller { id, role, session, .. } = caller;
        if let Some(me) = self.me {
            let other = Error::Conflict("This socket is somebody else's, please open another");
            return if me == id { Ok(None) } else { Err(other) };
        }
        self.seat.reserve(id, role, session);
        sessions::resume(&house.readers, &house.recall, token).await?;
        let user = people::person(&mut *house.readers.get().await?, id).await?.into_private();
        let online = self.seat.take(&user.name).ok_or(Error::Unauthenticated)?;
        self.me = Some(id);
        drop(turn);
        self.note_activity(&caller).await;
        Ok(Some((user, online)))
    }

    /// Writes down that the device is in use, hourly at most, as every request does.
    async fn note_activity(&mut self, caller: &Caller) {
        let Some(device) = self.device.take() else { return };
        let Some(session) = caller.stale_session() else { return };
        let Device { ip, user_agent } = *device;
        let touch = TouchSession { session, ip, user_agent };
        if let Err(cause) = self.house.writer.perform(touch).await {
            // The next request or socket writes it down.
            tracing::debug!(%cause, "a device's activity wasn't written down");
        }
    }

    async fn subscribe(
        &mut self,
        me: UserId,
        room: RoomId,
        last_seen: Option<MessageId>,
    ) -> Result<(), End> {
        let followed = catch_up::follow(&self.house, &self.seat, me, room, last_seen).await;
        let caught_up = match followed {
            Ok(caught_up) => caught_up,
            Err(catch_up::Refusal::TooManySubscriptions) => {
                let code = ErrorCode::TooManySubscriptions;
                let message = "A connection can follow 200 rooms; please leave one first";
                return self.complain(code, message, Some(room)).await;
            }
            Err(catch_up::Refusal::Error(error)) => return self.refuse(&error, Some(room)).await,
        };
        // The live stream waits in the outbox until this is through.
        for frame in &caught_up.frames {
            self.wire.feed(super::Parcel::pack(frame).text).await?;
        }
        self.wire.flush().await?;
        if let Some(up_to) = caught_up.replayed_up_to {
            self.replayed.insert(room, up_to);
        }
        Ok(())
    }

    /// In memory first, in the database second: a message in between isn't marked unread, and is
    /// seen. The other way round it would be both unread and looked at.
    async fn look_at(
        &mut self,
        me: UserId,
        room: RoomId,
        state: PresenceState,
    ) -> Result<(), Error> {
        let (house, seat) = (&self.house, self.seat.id());
        match state {
            PresenceState::Present => {
                house.presence.enter(seat, me, room);
                let looks = house.writer.perform(BecomePresent { room, person: me }).await;
                looks.inspect_err(|_| _ = house.presence.leave(seat, room))
            }
            PresenceState::Refresh if house.presence.renew(seat, room) => Ok(()),
            PresenceState::Refresh => {
                house.presence.enter(seat, me, room);
                let looks = house.writer.perform(LookAgain { room, person: me }).await;
                looks.inspect_err(|_| _ = house.presence.leave(seat, room))
            }
            PresenceState::Absent if house.presence.leave(seat, room) => {
                house.writer.perform(BecomeAbsent { room, person: me }).await
            }
            PresenceState::Absent => Ok(()),
        }
    }

    async fn strike(&mut self) -> Result<(), End> {
        self.strikes += 1;
        let message = "This frame makes no sense here, please see the API document";
        self.complain(ErrorCode::Malformed, message, None).await?;
        if self.strikes >= STRIKES { Err(End::Close(CloseCode::Malformed)) } else { Ok(()) }
    }

    async fn refuse(&mut self, error: &Error, room: Option<RoomId>) -> Result<(), End> {
        if let Error::Database(cause) = error {
            tracing::error!(%cause, "the database refused a statement");
        }
        self.complain(error.code(), &error.to_string(), room).await
    }

    async fn complain(
        &mut self,
        code: ErrorCode,
        message: &str,
        room_id: Option<RoomId>,
    ) -> Result<(), End> {
        let message = message.to_owned();
        self.answer(&ServerFrame::Error { code, message, room_id }).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a task holds while its socket is open, beside the socket's own buffers: 2,104 bytes when
    /// this was written.
    const LARGEST_BYTES: usize = 2304;

    fn size_of_future<F>(
        _: impl FnOnce(House, WebSocket, Option<String>, Box<Device>) -> F,
    ) -> usize {
        size_of::<F>()
    }

    #[test]
    fn a_socket_at_rest_holds_little() {
        let size = size_of_future(attend);

        assert!(size <= LARGEST_BYTES, "a socket's task is {size} bytes");
    }
}
