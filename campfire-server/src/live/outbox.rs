//! What waits to be sent to one socket. The hub fills it and never waits; the socket empties it.

use std::{
    future::poll_fn,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use axum::extract::ws::Utf8Bytes;
use campfire_proto::{CloseCode, MessageId, RoomId, ServerFrame};

/// Frames that may wait for one socket. A reader slower than this is let go, so that it can never
/// slow down the others; it comes back and catches up by its last seen message.
pub const CAPACITY: usize = 256;

/// A frame as it goes over the wire: encoded once, shared by all who hear it.
#[derive(Clone, Debug)]
pub(super) struct Parcel {
    pub(super) text: Utf8Bytes,
    /// Which message this brings into being, for sockets that were sent it while catching up.
    pub(super) creates: Option<(RoomId, MessageId)>,
}

impl Parcel {
    #[expect(clippy::expect_used, reason = "our frames are plain data with text for keys")]
    pub(super) fn pack(frame: &ServerFrame) -> Self {
        let text = serde_json::to_string(frame).expect("a frame can be written as JSON");
        let creates = match frame {
            ServerFrame::MessageCreated { message } => Some((message.room_id, message.id)),
            _ => None,
        };
        Self { text: text.into(), creates }
    }
}

/// One socket's queue, and how it ends.
#[derive(Default)]
pub(super) struct Outbox {
    // A plain mutex: held for a push or a swap, never across an await.
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    parcels: Vec<Parcel>,
    goodbye: Option<CloseCode>,
    reader: Option<Waker>,
}

impl Outbox {
    /// Adds a frame. False if it was one too many: then what waits is still sent, and that is all.
    pub(super) fn put(&self, parcel: Parcel) -> bool {
        let mut waiting = self.waiting();
        if waiting.goodbye.is_some() {
            return true;
        }
        let room_left = waiting.parcels.len() < CAPACITY;
        if room_left {
            waiting.parcels.push(parcel);
        } else {
            waiting.goodbye = Some(CloseCode::FellBehind);
        }
        wake(waiting);
        room_left
    }

    /// Ends the queue: what waits is still sent, then the last word, then the socket closes.
    pub(super) fn end(&self, last_word: Option<Parcel>, why: CloseCode) {
        let mut waiting = self.waiting();
        if waiting.goodbye.is_none() {
            waiting.parcels.extend(last_word);
            waiting.goodbye = Some(why);
            wake(waiting);
        }
    }

    /// Waits until there is something to take.
    pub(super) async fn filled(&self) {
        poll_fn(|context| {
            let mut waiting = self.waiting();
            if !waiting.parcels.is_empty() || waiting.goodbye.is_some() {
                return Poll::Ready(());
            }
            match &mut waiting.reader {
                Some(reader) => reader.clone_from(context.waker()),
                none => *none = Some(context.waker().clone()),
            }
            Poll::Pending
        })
        .await;
    }

    /// Everything that waits, in order, and whether that was the end. Leaves no memory behind.
    pub(super) fn take(&self) -> (Vec<Parcel>, Option<CloseCode>) {
        let mut waiting = self.waiting();
        (mem::take(&mut waiting.parcels), waiting.goodbye)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the reader once the lock is free, so that it doesn't run into it.
fn wake(mut waiting: MutexGuard<'_, Waiting>) {
    let reader = waiting.reader.take();
    drop(waiting);
    if let Some(reader) = reader {
        reader.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pong(id: u64) -> Parcel {
        Parcel::pack(&ServerFrame::Pong { id })
    }

    #[test]
    fn a_full_queue_keeps_what_it_has_and_says_goodbye() {
        let outbox = Outbox::default();
        for id in 0..CAPACITY as u64 {
            assert!(outbox.put(pong(id)));
        }

        assert!(!outbox.put(pong(1_000)));

        let (parcels, goodbye) = outbox.take();
        assert_eq!(parcels.len(), CAPACITY);
        assert_eq!(goodbye, Some(CloseCode::FellBehind));
    }

    #[test]
    fn after_the_last_word_nothing_is_added() {
        let outbox = Outbox::default();
        outbox.put(pong(1));
        outbox.end(Some(pong(2)), CloseCode::Unauthenticated);

        outbox.put(pong(3));
        outbox.end(None, CloseCode::GoingAway);

        let (parcels, goodbye) = outbox.take();
        let texts: Vec<&str> = parcels.iter().map(|parcel| parcel.text.as_str()).collect();
        assert_eq!(texts, [r#"{"type":"pong","id":1}"#, r#"{"type":"pong","id":2}"#]);
        assert_eq!(goodbye, Some(CloseCode::Unauthenticated));
    }

    #[tokio::test]
    async fn a_reader_that_waits_is_woken() {
        let outbox = std::sync::Arc::new(Outbox::default());
        let reader = tokio::spawn({
            let outbox = std::sync::Arc::clone(&outbox);
            async move {
                outbox.filled().await;
                outbox.take().0.len()
            }
        });
        tokio::task::yield_now().await;

        outbox.put(pong(1));

        assert_eq!(reader.await.unwrap(), 1);
    }
}
