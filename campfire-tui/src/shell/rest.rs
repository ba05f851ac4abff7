//! Questions to the server, a few at a time; each answer comes back as an event with its question.

use std::sync::Arc;

use campfire_proto::{
    SignedIn,
    account::NewAccount,
    session::{Registration, SetUp},
};
use tokio::sync::{Semaphore, mpsc};

use crate::{
    api::{Api, Error, Stretch},
    effect::{Reply, Request},
    event::Event,
    update::{AROUND, page_size},
};

/// Questions that are asked at the same time.
const AT_ONCE: usize = 4;

pub(super) struct Rest {
    api: Api,
    places: Arc<Semaphore>,
    inbox: mpsc::Sender<Event>,
}

impl Rest {
    pub(super) fn new(api: Api, inbox: mpsc::Sender<Event>) -> Self {
        Self { api, places: Arc::new(Semaphore::new(AT_ONCE)), inbox }
    }

    pub(super) fn api(&self) -> Api {
        self.api.clone()
    }

    /// Asks as somebody else from now on.
    pub(super) fn sign_in(&mut self, token: &str) {
        self.api = self.api.with_token(token);
    }

    pub(super) fn ask(&self, request: Request) {
        let (api, places, inbox) = (self.api.clone(), Arc::clone(&self.places), self.inbox.clone());
        tokio::spawn(async move {
            // It is never closed; and without a place the question still deserves an answer.
            let _place = places.acquire().await;
            let outcome = answer(&api, &request).await;
            // Nobody listens any more: the chat has ended.
            drop(inbox.send(Event::Answered(request, outcome)).await);
        });
    }
}

async fn answer(api: &Api, request: &Request) -> Result<Reply, Error> {
    Ok(match request {
        Request::Me => Reply::Me(api.me().await?),
        Request::Rooms => Reply::Rooms(api.all_rooms().await?),
        Request::People => Reply::People(api.users().await?),
        Request::Room(room) => Reply::Room(api.room(*room).await?),
        Request::Members(room) => Reply::Members(api.members(*room).await?),
        Request::Page { room, stretch, .. } => {
            Reply::Page(api.messages(*room, *stretch, page_size(*stretch)).await?)
        }
        Request::Post { room, message } => {
            Reply::Message(api.post_message(*room, message).await?.message)
        }
        Request::Source(message) => Reply::Message(api.message_source(*message).await?),
        Request::Change { message, content, content_type } => {
            let change = campfire_proto::message::MessageChange {
                content: content.clone(),
                content_type: *content_type,
            };
            Reply::Message(api.change_message(*message, &change).await?)
        }
        Request::Delete(message) => done(api.delete_message(*message).await?),
        Request::Boost { message, content } => Reply::Boost(api.boost(*message, content).await?),
        Request::Unboost { message, boost } => done(api.remove_boost(*message, *boost).await?),
        Request::Search(query) => Reply::Found(api.search(query).await?),
        Request::Around(room, message) => {
            Reply::Page(api.messages(*room, Stretch::Around(*message), AROUND).await?)
        }
        Request::RecentSearches => Reply::Searches(api.recent_searches().await?),
        Request::Involve(room, level) => {
            Reply::Membership(api.set_involvement(*room, *level).await?)
        }
        Request::Create(room) => Reply::Room(api.create_room(room).await?),
        Request::ChangeRoom(room, change) => Reply::Room(api.change_room(*room, change).await?),
        Request::DeleteRoom(room) => done(api.delete_room(*room).await?),
        Request::AddMember(room, person) => done(api.add_members(*room, &[*person]).await?),
        Request::RemoveMember(room, person) => done(api.remove_member(*room, *person).await?),
        Request::MarkRead(room) => done(api.mark_read(*room, None).await?),
        Request::SignIn { email, password } => {
            Reply::SignedIn(Box::new(api.login(email, &password.0).await?))
        }
        Request::Redeem(token) => Reply::SignedIn(Box::new(api.redeem_transfer(&token.0).await?)),
        Request::Join { name, email, password, code } => {
            let registration = Registration {
                name: name.clone(),
                email: email.clone(),
                password: password.0.clone(),
                join_code: code.0.clone(),
            };
            Reply::SignedIn(Box::new(api.register(&registration).await?))
        }
        Request::SetUp { name, email, password, account } => {
            let account = NewAccount {
                name: name.clone(),
                email: email.clone(),
                password: password.0.clone(),
                account_name: account.clone(),
            };
            let SetUp { user, token, .. } = api.set_up(&account).await?;
            Reply::SignedIn(Box::new(SignedIn { user, token }))
        }
        Request::NeedsSetup => Reply::NeedsSetup(api.needs_setup().await?),
        Request::SignOut => done(api.logout().await?),
        Request::Refresh => done(api.refresh().await?),
        Request::Sessions => Reply::Sessions(api.sessions().await?),
        Request::EndSession(session) => done(api.end_session(*session).await?),
        Request::TransferLink => Reply::TransferLink(api.transfer_link().await?),
    })
}

fn done(_nothing: ()) -> Reply {
    Reply::Done
}
