//! What a bot's webhook answered, said in the room it was asked in.

use campfire_proto::{ClientMessageId, MessageId, RoomId, UserId};

use super::calls;
use crate::{
    content::Draft,
    domain::{
        Operation, Tx,
        messages::{self, Bots, PostMessage},
        recall::Touches,
    },
    error::Error,
};

/// Says what a webhook answered, and forgets the call: both or neither. It fires no webhook itself,
/// so that two bots can't talk to each other for ever.
pub struct SayAnswer {
    pub bot: UserId,
    /// What it was told of.
    pub message: MessageId,
    pub room: RoomId,
    pub answer: Draft,
    pub client_message_id: ClientMessageId,
}

impl Operation for SayAnswer {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Messages;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        if !calls::forget(tx, self.bot, self.message).await? {
            return Ok(());
        }
        let answer = PostMessage {
            author: self.bot,
            room: self.room,
            draft: self.answer,
            client_message_id: self.client_message_id,
        };
        messages::say(tx, &answer, Bots::AreNotCalled).await.map(drop)
    }
}

/// Forgets a call that nothing came of.
pub struct ForgetCall {
    pub bot: UserId,
    pub message: MessageId,
}

impl Operation for ForgetCall {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        calls::forget(tx, self.bot, self.message).await.map(drop)
    }
}
