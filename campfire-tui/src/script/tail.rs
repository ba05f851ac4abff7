//! `tail`: messages as they come. Whatever happens to the connection, each is printed once, in
//! order, and none is missing.

use std::time::Duration;

use campfire_proto::{ClientFrame, ErrorCode, Message, MessageId, Room, ServerFrame};
use tokio::time::sleep;

use super::{Early, Failure, Patience, pipe, place, print, read};
use crate::{
    api::{
        Api, Stretch,
        live::{Gone, Live},
        version,
    },
    command_line::{Place, Tail},
    settings::Settings,
};

/// The first pause after a lost connection, and the longest.
const SOON: Duration = Duration::from_millis(250);
const LATE: Duration = Duration::from_secs(30);

/// How much is loaded again with one question after a very long absence.
const PAGE: u32 = campfire_proto::limits::LARGEST_PAGE;

pub(super) async fn tail(args: Tail, settings: &Settings) -> Result<(), Early> {
    let api = place::api_of(settings)?;
    let patience = Patience::of(args.timeout);
    let places = places(&args);
    let mut follower = Follower {
        rooms: Vec::new(),
        several: places.len() > 1,
        as_json: args.json,
        server_checked: false,
    };
    for place in places {
        let room = place::find(&place, &api, &patience, settings).await?;
        let seen = follower.begin(&room, &args, &api, &patience).await?;
        follower.rooms.push(Followed { room, seen });
    }
    let live = patience.persist(async || Live::connect(&api).await).await?;
    tokio::select! {
        // Somebody who waits for one line and goes shouldn't have to wait for a second one.
        () = pipe::reader_gone() => Err(Early::NobodyReads),
        never = follower.follow(live, &api) => never,
    }
}

/// Each room that was named; without any, the usual one.
fn places(args: &Tail) -> Vec<Place> {
    let rooms = args.room.iter().map(|room| Place { room: Some(room.clone()), to: None });
    let person = args.to.iter().map(|person| Place { room: None, to: Some(person.clone()) });
    let places: Vec<_> = rooms.chain(person).collect();
    if places.is_empty() { vec![Place { room: None, to: None }] } else { places }
}

struct Follower {
    rooms: Vec<Followed>,
    /// Then each line says where it was said.
    several: bool,
    as_json: bool,
    server_checked: bool,
}

struct Followed {
    room: Room,
    /// All up to this one were printed, or came before us. 0 is nothing.
    seen: MessageId,
}

/// What ends one connection.
enum Broken {
    Gone(Gone),
    Ended(Early),
}

impl<T: Into<Early>> From<T> for Broken {
    fn from(cause: T) -> Self {
        Self::Ended(cause.into())
    }
}

impl Follower {
    /// Prints what was there before, and says up to where.
    async fn begin(
        &self,
        room: &Room,
        args: &Tail,
        api: &Api,
        patience: &Patience,
    ) -> Result<MessageId, Early> {
        if let Some(since) = args.since {
            return Ok(since);
        }
        // Even who wants to see nothing wants to know where nothing ends.
        let page =
            read::newest(api, patience, room.id, Stretch::Newest, args.number.max(1)).await?;
        let wanted = if args.number == 0 { &[] } else { page.messages.as_slice() };
        wanted.iter().try_for_each(|message| self.print(room, message))?;
        Ok(page.messages.last().map_or(MessageId(0), |newest| newest.id))
    }

    /// Follows the rooms over one connection after the other.
    async fn follow(&mut self, mut live: Live, api: &Api) -> Result<(), Early> {
        loop {
            match self.listen(&mut live, api).await {
                Broken::Ended(why) => return Err(why),
                Broken::Gone(Gone::SignedOut) => {
                    return Err(Failure::signed_out(
                        "This session has ended; run `campfire-tui login`, and start again",
                    )
                    .into());
                }
                Broken::Gone(Gone::FellBehind) => {}
                // A server that sends everybody away again must not be asked without end.
                Broken::Gone(Gone::Lost) => sleep(jittered(SOON)).await,
            }
            live = dial_again(api).await?;
        }
    }

    /// One connection from its first frame to its end.
    async fn listen(&mut self, live: &mut Live, api: &Api) -> Broken {
        let heard: Result<(), Broken> = async {
            for Followed { room, seen } in &self.rooms {
                let (room_id, last_seen_message_id) = (room.id, Some(*seen));
                let frame = ClientFrame::Subscribe { room_id, last_seen_message_id };
                live.send(&frame).await.map_err(Broken::Gone)?;
            }
            loop {
                let frame = live.next().await.map_err(Broken::Gone)?;
                self.hear(frame, api).await?;
            }
        }
        .await;
        heard.err().unwrap_or(Broken::Gone(Gone::Lost))
    }

    async fn hear(&mut self, frame: ServerFrame, api: &Api) -> Result<(), Broken> {
        match frame {
            ServerFrame::MessageCreated { message } => self.show(&message)?,
            ServerFrame::Subscribed { room_id, resync: true, .. } => {
                if let Some(place) = self.rooms.iter().position(|it| it.room.id == room_id) {
                    self.catch_up(place, api).await?;
                }
            }
            ServerFrame::RoomUpdated { room } => {
                if let Some(followed) = self.rooms.iter_mut().find(|it| it.room.id == room.id) {
                    followed.room = room;
                }
            }
            ServerFrame::RoomRemoved { room_id, .. } => {
                self.leave(|room| room.id == room_id, "You are no longer in")?;
            }
            ServerFrame::Error { code: ErrorCode::NotFound, room_id: Some(room_id), .. } => {
                self.leave(|room| room.id == room_id, "You are no longer in")?;
            }
            ServerFrame::Error { code: ErrorCode::Busy, .. } => {
                return Err(Broken::Gone(Gone::Lost));
            }
            ServerFrame::SessionEnded { .. } => return Err(Broken::Gone(Gone::SignedOut)),
            ServerFrame::Authenticated { server_version, .. } if !self.server_checked => {
                self.server_checked = true;
                if let Some(warning) = version::mismatch(&server_version) {
                    eprintln!("{}", print::harmless(&warning));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A room is gone: with the last one, all is over.
    fn leave(&mut self, is_it: impl Fn(&Room) -> bool, why: &str) -> Result<(), Broken> {
        let Some(place) = self.rooms.iter().position(|it| is_it(&it.room)) else { return Ok(()) };
        let gone = self.rooms.remove(place);
        let sentence = format!("{why} {}", print::harmless(&gone.room.name));
        if self.rooms.is_empty() {
            return Err(Failure::not_found(sentence).into());
        }
        eprintln!("{sentence}");
        Ok(())
    }

    /// Asks page by page for what was too much to be replayed.
    async fn catch_up(&mut self, place: usize, api: &Api) -> Result<(), Broken> {
        loop {
            let Followed { room, seen } = &self.rooms[place];
            let (room, from) = (room.id, Stretch::After(*seen));
            // Whatever goes wrong here, the next connection begins at the same place.
            let page = api.messages(room, from, PAGE).await;
            let page = page.map_err(|_| Broken::Gone(Gone::Lost))?;
            page.messages.iter().try_for_each(|message| self.show(message))?;
            if !page.has_more_after || page.messages.is_empty() {
                return Ok(());
            }
        }
    }

    /// Prints a message that hasn't been printed yet.
    fn show(&mut self, message: &Message) -> Result<(), Early> {
        let is_here = |it: &&mut Followed| it.room.id == message.room_id;
        let Some(followed) = self.rooms.iter_mut().find(is_here) else { return Ok(()) };
        if message.id <= followed.seen {
            return Ok(());
        }
        followed.seen = message.id;
        let room = followed.room.clone();
        self.print(&room, message)
    }

    fn print(&self, room: &Room, message: &Message) -> Result<(), Early> {
        if self.as_json {
            return print::object(message);
        }
        let line = print::message(message);
        if self.several {
            return print::line(&format!("#{}  {line}", print::harmless(&room.name)));
        }
        print::line(&line)
    }
}

/// Makes a lost connection anew, however long that takes.
async fn dial_again(api: &Api) -> Result<Live, Early> {
    let mut pause = SOON;
    let mut told = false;
    loop {
        match Live::connect(api).await {
            Ok(live) => return Ok(live),
            Err(error) if error.is_passing() => {}
            Err(error) => return Err(error.into()),
        }
        if !told {
            eprintln!("The connection is lost; it is tried again until it works.");
            told = true;
        }
        sleep(jittered(pause)).await;
        pause = (pause * 2).min(LATE);
    }
}

/// Not all at once, when a server comes back to a thousand of us.
fn jittered(pause: Duration) -> Duration {
    pause.mul_f64(rand::random_range(0.5..1.0))
}
