//! How things are said: one, or many that wait together, in the same handful of statements. Each
//! statement is a trip to the database's own thread and back, and that is what posting costs.

use std::{
    collections::{HashMap, HashSet},
    slice,
};

use campfire_proto::{Message, MessageId, RoomId, RoomType, ServerFrame, UserId};
use sqlx::SqliteConnection;

use super::{PostMessage, Posted, find_original, kept_source, message, people_of};
use crate::{
    content::{Content, Person},
    domain::{
        Audience, FollowUp, Tx, bots::calls, memberships::Unseen, people::PersonRow, timeline::json,
    },
    error::Error,
};

/// An active member who says something.
#[derive(sqlx::FromRow)]
struct Author {
    room_id: RoomId,
    room_type: RoomType,
    #[sqlx(flatten)]
    person: PersonRow,
}

/// What came of each post, in their order.
pub type Outcomes = Vec<Result<Posted, Error>>;

/// Whether bots are called for what is said. Not for what a bot answered to a call: two of them
/// would talk to each other for ever.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum Bots {
    AreCalled,
    AreNotCalled,
}

/// Says all of these, in order. Fails as a whole where a statement does: then nothing of it may be
/// kept, and each is to be said alone, so that one bad post takes no other with it.
pub async fn say_together(tx: &mut Tx<'_>, posts: &[PostMessage]) -> Result<Outcomes, Error> {
    say_all(tx, posts, Bots::AreCalled).await
}

/// Says one thing.
pub(in crate::domain) async fn say(
    tx: &mut Tx<'_>,
    post: &PostMessage,
    bots: Bots,
) -> Result<Posted, Error> {
    say_all(tx, slice::from_ref(post), bots).await?.pop().ok_or(Error::NotFound)?
}

async fn say_all(tx: &mut Tx<'_>, posts: &[PostMessage], bots: Bots) -> Result<Outcomes, Error> {
    let authors = authors(tx.conn, posts).await?;
    let members = members_who_may_be_named(tx.conn, posts, &authors).await?;
    let mut drafts: Vec<Result<Content, Error>> = Vec::with_capacity(posts.len());
    for post in posts {
        drafts.push(match authors.get(&(post.room, post.author)) {
            Some(_) => {
                let members = members.get(&post.room).map_or(&[][..], Vec::as_slice);
                post.draft.clone().address(members).map_err(Error::from)
            }
            None => Err(Error::NotFound),
        });
    }
    let mut ids = insert(tx, posts, &drafts).await?;

    let mut outcomes = Vec::with_capacity(posts.len());
    for (post, draft) in posts.iter().zip(drafts) {
        let outcome = match (draft, authors.get(&(post.room, post.author))) {
            (Ok(content), Some(author)) => {
                match ids.remove(&(post.room, post.client_message_id.as_str().to_owned())) {
                    Some(id) => {
                        let creator = author.person.clone().into_public();
                        let client_message_id = post.client_message_id.as_str().to_owned();
                        let said =
                            message(id, client_message_id, post.room, creator, content, tx.now);
                        Ok(Posted::New(said))
                    }
                    None => again(tx, post).await?,
                }
            }
            (Err(refusal), _) => Err(refusal),
            (Ok(_), None) => Err(Error::NotFound),
        };
        outcomes.push(outcome);
    }
    tell(tx, &outcomes, &authors, bots).await?;
    Ok(outcomes)
}

/// Who says these things, as far as they may: all others are strangers to the room.
async fn authors(
    conn: &mut SqliteConnection,
    posts: &[PostMessage],
) -> Result<HashMap<(RoomId, UserId), Author>, Error> {
    let asked: HashSet<(RoomId, UserId)> =
        posts.iter().map(|post| (post.room, post.author)).collect();
    let asked: Vec<_> = asked.into_iter().collect();
    let authors: Vec<Author> = sqlx::query_as(
        "select r.id as room_id, r.room_type, u.id, u.name, null as email, u.bio, u.role, u.status,
                u.created_at
         from json_each(?) asked
             cross join memberships m
                 on m.room_id = asked.value ->> 0 and m.user_id = asked.value ->> 1
             join users u on u.id = m.user_id join rooms r on r.id = m.room_id
         where u.status = 'active'",
    )
    .bind(json(&asked))
    .fetch_all(conn)
    .await?;
    Ok(authors.into_iter().map(|author| ((author.room_id, author.person.id), author)).collect())
}

/// The people of each room in which somebody may be named.
async fn members_who_may_be_named(
    conn: &mut SqliteConnection,
    posts: &[PostMessage],
    authors: &HashMap<(RoomId, UserId), Author>,
) -> Result<HashMap<RoomId, Vec<Person>>, Error> {
    let mut members = HashMap::new();
    for post in posts {
        let naming = post.draft.may_mention() && authors.contains_key(&(post.room, post.author));
        if naming && !members.contains_key(&post.room) {
            members.insert(post.room, people_of(conn, post.room).await?);
        }
    }
    Ok(members)
}

/// Inserts what may be said. What had been said before, or is said twice in here, comes back without
/// an id of its own.
async fn insert(
    tx: &mut Tx<'_>,
    posts: &[PostMessage],
    drafts: &[Result<Content, Error>],
) -> Result<HashMap<(RoomId, String), MessageId>, Error> {
    let rows: Vec<_> = posts
        .iter()
        .zip(drafts)
        .filter_map(|(post, draft)| Some((post, draft.as_ref().ok()?)))
        .map(|(post, content)| {
            (
                post.room,
                post.author,
                post.client_message_id.as_str(),
                &content.plain,
                &content.html,
                kept_source(content),
                content.source_type,
                &content.mentions,
                &content.links,
                content.emoji_only,
            )
        })
        .collect();
    let inserted: Vec<(MessageId, RoomId, String)> = sqlx::query_as(
        "insert into messages (room_id, creator_id, client_message_id, plain, html, source,
             source_type, mentions, links, emoji_only, created_at, updated_at)
         select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
             value ->> 6, value ->> 7, value ->> 8, value ->> 9, ?2, ?2
         from json_each(?1) where true order by key
         on conflict (client_message_id, room_id) do nothing
         returning id, room_id, client_message_id",
    )
    .bind(json(&rows))
    .bind(tx.now)
    .fetch_all(&mut *tx.conn)
    .await?;
    Ok(inserted.into_iter().map(|(id, room, client_id)| ((room, client_id), id)).collect())
}

/// The original of what was said before. Whose id is taken by another is refused, alone.
async fn again(tx: &mut Tx<'_>, post: &PostMessage) -> Result<Result<Posted, Error>, Error> {
    match find_original(tx, post.room, post.author, &post.client_message_id).await {
        Err(cause @ Error::Database(_)) => Err(cause),
        outcome => Ok(outcome),
    }
}

/// Counts what is new as unread, calls bots, and says all of it to the world, in order.
async fn tell(
    tx: &mut Tx<'_>,
    outcomes: &Outcomes,
    authors: &HashMap<(RoomId, UserId), Author>,
    bots: Bots,
) -> Result<(), Error> {
    let said: Vec<&Message> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Ok(Posted::New(message)) => Some(message),
            Ok(Posted::Again(_)) | Err(_) => None,
        })
        .collect();
    let mut unseen = Unseen::by_the_absent(tx, &said).await?;
    let of_interest = if bots == Bots::AreCalled { &said[..] } else { &[] };
    let called = calls::note(
        tx,
        of_interest.iter().filter_map(|message| {
            let author = authors.get(&(message.room_id, message.creator_id))?;
            Some((*message, author.room_type == RoomType::Direct))
        }),
    )
    .await?;
    for message in &said {
        for (person, frame) in unseen.count(message) {
            tx.announce(Audience::PersonAwayFrom(person, message.room_id), frame);
        }
        let frame = ServerFrame::MessageCreated { message: (*message).clone() };
        tx.announce(Audience::Room(message.room_id), frame);
        tx.follow_up(FollowUp::Wake(message.id));
        if called.contains(&message.id) {
            tx.follow_up(FollowUp::CallBots);
        }
    }
    unseen.keep(tx).await
}

#[cfg(test)]
mod tests;
