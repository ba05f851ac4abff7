//! The REST client: one method an endpoint. What a refusal means to a person stands in the error
//! itself; who waits, retries or gives up decides the caller.

use std::{env, fmt, time::Duration};

use campfire_proto::{
    Boost, BoostId, ErrorBody, ErrorCode, Involvement, Membership, Message, MessageId, MessagePage,
    NewMessage, NewRoom, Room, RoomChange, RoomId, SearchPage, SessionId, SetupState, SignedIn,
    TransferLink, User, UserId, WhoAmI,
    account::NewAccount,
    message::{MessageChange, NewBoost},
    room::{InvolvementChange, Memberships, NewMembers, ReadUpTo, RoomMember, Rooms},
    search::{RecentSearch, RecentSearches, SearchSort},
    session::{Credentials, Registration, Session, Sessions, SetUp, TransferToken},
    user::Users,
};
use reqwest::{
    Method, RequestBuilder, Response, StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub mod live;
pub mod version;

/// One server, asked as somebody or as a stranger. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    base: String,
    token: Option<String>,
    client: reqwest::Client,
}

/// Why an answer wasn't what one hoped for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server said no, in its own words.
    #[error("{message}")]
    Refused {
        status: u16,
        /// None when whoever answered wasn't Campfire.
        code: Option<ErrorCode>,
        message: String,
        field: Option<String>,
        retry_after: Option<Duration>,
    },
    /// The request may have arrived or not: nothing came back in time.
    #[error("{0}")]
    Network(String),
    /// An answer that this version can't read.
    #[error("The server's answer can't be read; is it newer or older than this program?")]
    Unreadable,
}

impl Error {
    /// Whether the very same request may work in a moment.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network(_) => true,
            Self::Refused { status, .. } => matches!(status, 429 | 502..=504),
            Self::Unreadable => false,
        }
    }

    pub fn is_signed_out(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }

    /// What a server says to whom it doesn't know.
    fn signed_out() -> Self {
        Self::Refused {
            status: 401,
            code: Some(ErrorCode::Unauthenticated),
            message: "Please sign in".to_owned(),
            field: None,
            retry_after: None,
        }
    }

    fn refused(status: u16, headers: &HeaderMap, said: Option<ErrorBody>) -> Self {
        let retry_after = headers.get(RETRY_AFTER).and_then(|seconds| {
            Some(Duration::from_secs(seconds.to_str().ok()?.trim().parse().ok()?))
        });
        let said = said.map(|body| body.error);
        let message = said.as_ref().map_or_else(
            || format!("The server answered {status}; is this the address of a Campfire?"),
            |said| said.message.clone(),
        );
        Self::Refused {
            status,
            code: said.as_ref().map(|said| said.code),
            message,
            field: said.and_then(|said| said.field),
            retry_after,
        }
    }

    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }
}

/// Which stretch of a room is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    Newest,
    Before(MessageId),
    After(MessageId),
    Around(MessageId),
}

/// What is looked for, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    pub room: Option<RoomId>,
    pub from: Option<UserId>,
    pub sort: SearchSort,
    /// The last page's `next`.
    pub before: Option<String>,
}

/// A message on the server, and whether it was there before.
#[derive(Clone, Debug, PartialEq)]
pub struct Posted {
    pub message: Message,
    pub duplicate: bool,
}

impl Api {
    /// As a stranger, until [`Self::with_token`].
    pub fn new(base: &str) -> Result<Self, Error> {
        prepare_tls();
        let client = reqwest::Client::builder()
            // A token goes nowhere but to the server it was given for.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .user_agent(name())
            .build()
            .map_err(|cause| Error::Network(cause.to_string()))?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), token: None, client })
    }

    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub async fn login(&self, email: &str, password: &str) -> Result<SignedIn, Error> {
        let body = Credentials { email: email.to_owned(), password: password.to_owned() };
        self.sends(Method::POST, "/api/auth/login", &body).await
    }

    /// Joins the account with the last part of its join link.
    pub async fn register(&self, registration: &Registration) -> Result<SignedIn, Error> {
        self.sends(Method::POST, "/api/auth/register", registration).await
    }

    /// Whether the server has no account yet.
    pub async fn needs_setup(&self) -> Result<bool, Error> {
        Ok(self.gets::<SetupState>("/api/setup").await?.needs_setup)
    }

    /// The first run: makes the account and its first administrator.
    pub async fn set_up(&self, account: &NewAccount) -> Result<SetUp, Error> {
        self.sends(Method::POST, "/api/setup", account).await
    }

    /// The server's version, for when nothing else it says can be read.
    pub async fn server_version(&self) -> Result<String, Error> {
        Ok(self.gets::<Document>("/api/openapi.json").await?.info.version)
    }

    /// Signs in with the last part of a transfer link.
    pub async fn redeem_transfer(&self, token: &str) -> Result<SignedIn, Error> {
        let body = TransferToken { token: token.to_owned() };
        self.sends(Method::PUT, "/api/auth/transfer", &body).await
    }

    pub async fn logout(&self) -> Result<(), Error> {
        self.does(self.request(Method::POST, "/api/auth/logout")).await
    }

    pub async fn me(&self) -> Result<WhoAmI, Error> {
        self.gets("/api/auth/me").await
    }

    /// Says that this device is in use, and what it is.
    pub async fn refresh(&self) -> Result<(), Error> {
        self.does(self.request(Method::POST, "/api/auth/refresh")).await
    }

    pub async fn sessions(&self) -> Result<Vec<Session>, Error> {
        Ok(self.gets::<Sessions>("/api/auth/sessions").await?.sessions)
    }

    pub async fn end_session(&self, session: SessionId) -> Result<(), Error> {
        self.does(self.request(Method::DELETE, &format!("/api/auth/sessions/{session}"))).await
    }

    pub async fn transfer_link(&self) -> Result<TransferLink, Error> {
        self.reads(self.request(Method::POST, "/api/auth/transfer")).await
    }

    pub async fn users(&self) -> Result<Vec<User>, Error> {
        Ok(self.gets::<Users>("/api/users").await?.users)
    }

    /// The rooms in the caller's list.
    pub async fn rooms(&self) -> Result<Vec<Room>, Error> {
        Ok(self.gets::<Rooms>("/api/rooms").await?.rooms)
    }

    /// With those that the caller has hidden.
    pub async fn all_rooms(&self) -> Result<Vec<Room>, Error> {
        Ok(self.gets::<Rooms>("/api/rooms?all=true").await?.rooms)
    }

    pub async fn room(&self, room: RoomId) -> Result<Room, Error> {
        self.gets(&format!("/api/rooms/{room}")).await
    }

    pub async fn create_room(&self, room: &NewRoom) -> Result<Room, Error> {
        self.sends(Method::POST, "/api/rooms", room).await
    }

    pub async fn change_room(&self, room: RoomId, change: &RoomChange) -> Result<Room, Error> {
        self.sends(Method::PUT, &format!("/api/rooms/{room}"), change).await
    }

    pub async fn delete_room(&self, room: RoomId) -> Result<(), Error> {
        self.does(self.request(Method::DELETE, &format!("/api/rooms/{room}"))).await
    }

    pub async fn members(&self, room: RoomId) -> Result<Vec<RoomMember>, Error> {
        let path = format!("/api/rooms/{room}/memberships");
        Ok(self.gets::<Memberships>(&path).await?.memberships)
    }

    pub async fn add_members(&self, room: RoomId, people: &[UserId]) -> Result<(), Error> {
        let body = NewMembers { user_ids: people.to_vec() };
        let path = format!("/api/rooms/{room}/memberships");
        self.does(self.request(Method::POST, &path).json(&body)).await
    }

    /// Takes somebody out of a closed room; oneself, too.
    pub async fn remove_member(&self, room: RoomId, person: UserId) -> Result<(), Error> {
        let path = format!("/api/rooms/{room}/memberships/{person}");
        self.does(self.request(Method::DELETE, &path)).await
    }

    pub async fn set_involvement(
        &self,
        room: RoomId,
        involvement: Involvement,
    ) -> Result<Membership, Error> {
        let path = format!("/api/rooms/{room}/involvement");
        self.sends(Method::PUT, &path, &InvolvementChange { involvement }).await
    }

    /// Up to a message, or all there is.
    pub async fn mark_read(&self, room: RoomId, up_to: Option<MessageId>) -> Result<(), Error> {
        let body = ReadUpTo { last_read_message_id: up_to };
        let path = format!("/api/rooms/{room}/read");
        self.does(self.request(Method::POST, &path).json(&body)).await
    }

    pub async fn messages(
        &self,
        room: RoomId,
        stretch: Stretch,
        limit: u32,
    ) -> Result<MessagePage, Error> {
        let place = match stretch {
            Stretch::Newest => String::new(),
            Stretch::Before(id) => format!("&before={id}"),
            Stretch::After(id) => format!("&after={id}"),
            Stretch::Around(id) => format!("&around={id}"),
        };
        self.gets(&format!("/api/rooms/{room}/messages?limit={limit}{place}")).await
    }

    /// Posts once, however often it is tried with the same `client_message_id`.
    pub async fn post_message(&self, room: RoomId, message: &NewMessage) -> Result<Posted, Error> {
        let path = format!("/api/rooms/{room}/messages");
        let answer = self.answer(self.request(Method::POST, &path).json(message)).await?;
        let duplicate = answer.status() == StatusCode::OK;
        let message = read(answer).await?;
        Ok(Posted { message, duplicate })
    }

    /// With the text as its author sent it, for those who may edit it.
    pub async fn message_source(&self, message: MessageId) -> Result<Message, Error> {
        self.gets(&format!("/api/messages/{message}?source=true")).await
    }

    pub async fn change_message(
        &self,
        message: MessageId,
        change: &MessageChange,
    ) -> Result<Message, Error> {
        self.sends(Method::PUT, &format!("/api/messages/{message}"), change).await
    }

    pub async fn delete_message(&self, message: MessageId) -> Result<(), Error> {
        self.does(self.request(Method::DELETE, &format!("/api/messages/{message}"))).await
    }

    pub async fn boost(&self, message: MessageId, content: &str) -> Result<Boost, Error> {
        let body = NewBoost { content: content.to_owned() };
        self.sends(Method::POST, &format!("/api/messages/{message}/boosts"), &body).await
    }

    pub async fn remove_boost(&self, message: MessageId, boost: BoostId) -> Result<(), Error> {
        let path = format!("/api/messages/{message}/boosts/{boost}");
        self.does(self.request(Method::DELETE, &path)).await
    }

    pub async fn search(&self, query: &Query) -> Result<SearchPage, Error> {
        let mut pairs = vec![("q", query.words.clone())];
        pairs.extend(query.room.map(|room| ("room_id", room.to_string())));
        pairs.extend(query.from.map(|person| ("from", person.to_string())));
        pairs.extend(query.before.clone().map(|before| ("before", before)));
        if query.sort == SearchSort::Recent {
            pairs.push(("sort", "recent".to_owned()));
        }
        let mut address = self.address("/api/search/messages")?;
        address.query_pairs_mut().extend_pairs(pairs);
        self.reads(self.signed(self.client.get(address))).await
    }

    pub async fn recent_searches(&self) -> Result<Vec<RecentSearch>, Error> {
        Ok(self.gets::<RecentSearches>("/api/searches").await?.searches)
    }

    fn address(&self, path: &str) -> Result<reqwest::Url, Error> {
        format!("{}{path}", self.base)
            .parse()
            .map_err(|cause| Error::Network(format!("{} is no address: {cause}", self.base)))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.signed(self.client.request(method, format!("{}{path}", self.base)))
    }

    fn signed(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn gets<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.reads(self.request(Method::GET, path)).await
    }

    async fn sends<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<T, Error> {
        self.reads(self.request(method, path).json(body)).await
    }

    async fn reads<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        read(self.answer(request).await?).await
    }

    async fn does(&self, request: RequestBuilder) -> Result<(), Error> {
        self.answer(request).await.map(drop)
    }

    /// The answer, if it is a success.
    async fn answer(&self, request: RequestBuilder) -> Result<Response, Error> {
        let answer = request.send().await.map_err(|cause| lost(&cause))?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let said = answer.json::<ErrorBody>().await.ok();
        Err(Error::refused(status, &headers, said))
    }
}

/// As much of the API's document as is asked for.
#[derive(Deserialize)]
struct Document {
    info: Info,
}

#[derive(Deserialize)]
struct Info {
    version: String,
}

// A debug print must not carry the token into a log.
impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("base", &self.base).finish_non_exhaustive()
    }
}

async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Error> {
    let body = answer.bytes().await.map_err(|cause| lost(&cause))?;
    serde_json::from_slice(&body).map_err(|_| Error::Unreadable)
}

fn lost(cause: &reqwest::Error) -> Error {
    // Only the token is somebody's own words: one that no header can hold is nobody's.
    if cause.is_builder() {
        return Error::signed_out();
    }
    let message = if cause.is_timeout() {
        SLOW
    } else if cause.is_connect() {
        UNREACHABLE
    } else {
        "The connection was lost; try again in a moment"
    };
    Error::Network(message.to_owned())
}

const SLOW: &str = "The server takes too long to answer; try again in a moment";
const UNREACHABLE: &str = "The server can't be reached; is the address right, and does it run?";

/// What this program calls itself, for the list of devices.
fn name() -> String {
    let system = match env::consts::OS {
        "linux" => "Linux",
        "macos" => "Mac OS",
        other => other,
    };
    format!("campfire-tui/{} ({system})", version::OURS)
}

/// Chooses who does the cryptography. The first choice of a process counts; that there is one
/// already is fine.
fn prepare_tls() {
    drop(rustls::crypto::ring::default_provider().install_default());
}
