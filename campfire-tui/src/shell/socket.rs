//! One line to the server: a task that says what it is given and hears what there is, until it is
//! dropped or the line is dead.

use campfire_proto::{ClientFrame, ServerFrame};
use tokio::{sync::mpsc, task::JoinHandle};

use crate::{
    api::{Api, live::Live},
    event::{Event, SocketNews},
};

/// What may wait to be said: one frame for each room that is followed, and as much again.
const OUTBOX: usize = 512;

/// An open line, or one that is being opened. Dropping it hangs up.
pub(super) struct Socket {
    outbox: mpsc::Sender<ClientFrame>,
    task: JoinHandle<()>,
}

impl Socket {
    pub(super) fn open(api: Api, dial: u64, inbox: mpsc::Sender<Event>) -> Self {
        let (outbox, frames) = mpsc::channel(OUTBOX);
        let task = tokio::spawn(async move {
            let news = match converse(&api, dial, frames, &inbox).await {
                Ok(()) => return,
                Err(news) => news,
            };
            // Nobody listens any more: the chat has ended.
            drop(inbox.send(Event::Socket(dial, news)).await);
        });
        Self { outbox, task }
    }

    /// False if so much waits already that nobody can be listening.
    pub(super) fn say(&self, frame: ClientFrame) -> bool {
        self.outbox.try_send(frame).is_ok()
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The whole conversation. Fine only if it is us who hung up.
async fn converse(
    api: &Api,
    dial: u64,
    mut frames: mpsc::Receiver<ClientFrame>,
    inbox: &mpsc::Sender<Event>,
) -> Result<(), SocketNews> {
    let mut live =
        Live::connect(api).await.map_err(|error| SocketNews::Refused(Box::new(error)))?;
    loop {
        let frame: ServerFrame = tokio::select! {
            heard = live.next() => heard.map_err(SocketNews::Gone)?,
            frame = frames.recv() => {
                let Some(frame) = frame else { return Ok(()) };
                live.send(&frame).await.map_err(SocketNews::Gone)?;
                continue;
            }
        };
        let news = SocketNews::Heard(Box::new(frame));
        if inbox.send(Event::Socket(dial, news)).await.is_err() {
            return Ok(());
        }
    }
}
