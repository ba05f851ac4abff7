//! Finding what was said, in the rooms of whoever asks. Whatever they type is words and phrases:
//! nothing in it is an operator, and so nothing in it can be a mistake.

use campfire_proto::{
    Invalid, MessageId, RecentSearch, RoomId, SearchPage, SearchResult, UserId, limits,
    search::SearchSort,
};
use sqlx::{SqliteConnection, types::Json};

use super::{Operation, Tx, memberships, recall::Touches, rooms, timeline, timeline::json};
use crate::error::Error;

mod rank;

use rank::Hit;

/// Messages that are ranked against each other: the newest that match. All else that a search costs
/// grows with this and with nothing else, however many there are; who reads on gets the next window,
/// of older ones.
const WINDOW: usize = 100;

/// Characters of a message that its rank goes by.
const RANKED_LENGTH: u32 = 2_000;

/// Marks around hits, while the text between them isn't escaped yet. No message can hold them:
/// control characters are refused when it is said.
const HIT: &str = "\u{1}";
const HIT_END: &str = "\u{2}";

/// What somebody looks for.
pub struct Search {
    pub by: UserId,
    /// Without a word to look for, nothing is found.
    pub query: Option<Query>,
    pub room: Option<RoomId>,
    pub from: Option<UserId>,
    pub sort: SearchSort,
    pub after: Option<Cursor>,
    pub limit: u32,
}

/// A query made of words and phrases, in the index's own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    typed: String,
    matching: String,
    /// What to count when ranking: each word and phrase in lower case, without a likely ending.
    stems: Vec<String>,
}

impl Query {
    /// None if there is no word in it that could be found.
    pub fn parse(typed: &str) -> Result<Option<Self>, Invalid> {
        let typed = typed.trim();
        if typed.chars().count() > limits::QUERY_LENGTH {
            return Err(Invalid::new("q", "A search can't be longer than 1,000 characters"));
        }
        let mut terms = Vec::new();
        let mut rest = typed;
        while let Some((words, after)) = rest.split_once('"') {
            terms.extend(words.split_whitespace());
            match after.split_once('"') {
                Some((phrase, after)) => {
                    terms.push(phrase);
                    rest = after;
                }
                // A quote that is never closed opens nothing.
                None => rest = after,
            }
        }
        terms.extend(rest.split_whitespace());
        terms.retain(|term| term.chars().any(char::is_alphanumeric));
        let stems = terms.iter().map(|term| rank::stem(term)).collect();
        let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
        // A zero byte would end the query early.
        let matching = quoted.join(" ").replace('\0', " ");
        Ok((!matching.is_empty()).then(|| Self { typed: typed.to_owned(), matching, stems }))
    }
}

/// Where the next page begins: hits no newer than `top`, from the `skip`th best on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    top: MessageId,
    skip: usize,
}

impl Cursor {
    pub fn parse(text: &str) -> Option<Self> {
        let (top, skip) = text.split_once('.')?;
        Some(Self { top: top.parse().ok()?, skip: skip.parse().ok()? })
    }

    fn show(self) -> String {
        format!("{}.{}", self.top, self.skip)
    }
}

/// Finds a page of messages, best or newest first.
pub async fn search(conn: &mut SqliteConnection, search: &Search) -> Result<SearchPage, Error> {
    if let Some(room) = search.room {
        memberships::require(conn, room, search.by).await?;
    }
    let Some(query) = &search.query else {
        return Ok(SearchPage { results: Vec::new(), next: None });
    };
    let limit = search.limit as usize;
    let after = search.after.unwrap_or(Cursor { top: MessageId(i64::MAX), skip: 0 });
    let window = window(conn, search, query, after.top).await?;
    let (hits, next) = cut(window, after, limit);
    let mut snippets = snippets(conn, query, &hits).await?;
    let mut messages = timeline::find_all(conn, &hits).await?;
    let rooms: Vec<RoomId> = messages.iter().map(|message| message.room_id).collect();
    let rooms = rooms::find_all(conn, search.by, &rooms).await?;
    let place = |id: MessageId| hits.iter().position(|hit| *hit == id);
    messages.sort_by_key(|message| place(message.id));
    let results = messages
        .into_iter()
        .filter_map(|message| {
            let room = rooms.get(&message.room_id)?.clone();
            let at = snippets.iter().position(|(id, _)| *id == message.id);
            let snippet = at.map(|at| snippets.swap_remove(at).1).unwrap_or_default();
            Some(SearchResult { message, room, snippet })
        })
        .collect();
    Ok(SearchPage { results, next: next.map(Cursor::show) })
}

/// The newest hits up to `top`, in the order asked for. The index is read from its newest end and no
/// further than the window: its own ranking would look at every message that holds one of the words.
async fn window(
    conn: &mut SqliteConnection,
    search: &Search,
    query: &Query,
    top: MessageId,
) -> Result<Vec<MessageId>, Error> {
    let Json(mut window) = sqlx::query_scalar::<_, Json<Vec<Hit>>>(
        "select json_group_array(json_array(id, length, text)) from (
             select w.rowid as id, length(m.plain) as length, substr(m.plain, 1, ?7) as text
             from message_words w join messages m on m.id = w.rowid
             where message_words match ?1 and w.rowid <= ?2
               and m.room_id in (select room_id from memberships where user_id = ?3)
               and (?4 is null or m.room_id = ?4) and (?5 is null or m.creator_id = ?5)
             order by w.rowid desc limit ?6)",
    )
    .bind(&query.matching)
    .bind(top)
    .bind(search.by)
    .bind(search.room)
    .bind(search.from)
    .bind(i64::try_from(WINDOW).unwrap_or(i64::MAX))
    .bind(RANKED_LENGTH)
    .fetch_one(conn)
    .await?;
    if search.sort == SearchSort::Relevant {
        rank::best_first(&mut window, &query.stems);
    }
    Ok(window.into_iter().map(|hit| hit.id).collect())
}

/// A page of a window, and where the next one begins.
fn cut(window: Vec<MessageId>, after: Cursor, limit: usize) -> (Vec<MessageId>, Option<Cursor>) {
    let end = after.skip.saturating_add(limit);
    let next = if end < window.len() {
        // Messages that arrive between two pages must not push the others along.
        let top = window.iter().max().copied().unwrap_or(after.top);
        Some(Cursor { top: top.min(after.top), skip: end })
    } else if window.len() == WINDOW {
        window.iter().min().map(|oldest| Cursor { top: MessageId(oldest.0 - 1), skip: 0 })
    } else {
        None
    };
    (window.into_iter().skip(after.skip).take(limit).collect(), next)
}

/// The words around each hit, safe to show. Asked for as a stretch of the index: asked for one by one,
/// each would be looked for among all that match.
async fn snippets(
    conn: &mut SqliteConnection,
    query: &Query,
    hits: &[MessageId],
) -> Result<Vec<(MessageId, String)>, Error> {
    let (Some(oldest), Some(newest)) = (hits.iter().min(), hits.iter().max()) else {
        return Ok(Vec::new());
    };
    let Json(snippets) = sqlx::query_scalar::<_, Json<Vec<(MessageId, String)>>>(
        "with found as materialized (
             select rowid as id, snippet(message_words, 0, ?1, ?2, '…', 24) as text
             from message_words
             where message_words match ?3 and rowid between ?4 and ?5
               and +rowid in (select value from json_each(?6)))
         select json_group_array(json_array(id, text)) from found",
    )
    .bind(HIT)
    .bind(HIT_END)
    .bind(&query.matching)
    .bind(oldest)
    .bind(newest)
    .bind(json(hits))
    .fetch_one(conn)
    .await?;
    Ok(snippets.into_iter().map(|(id, text)| (id, mark(&text))).collect())
}

/// Escapes the text, then turns the marks into tags.
fn mark(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(HIT, "<mark>")
        .replace(HIT_END, "</mark>")
}

/// What somebody looked for lately, newest first.
pub async fn recent(
    conn: &mut SqliteConnection,
    person: UserId,
) -> Result<Vec<RecentSearch>, Error> {
    let searches: Vec<(String, campfire_proto::Timestamp)> = sqlx::query_as(
        "select query, created_at from searches where user_id = ?
         order by created_at desc, query limit ?",
    )
    .bind(person)
    .bind(limits::RECENT_SEARCHES)
    .fetch_all(conn)
    .await?;
    let search = |(query, created_at)| RecentSearch { query, created_at };
    Ok(searches.into_iter().map(search).collect())
}

/// Remembers what somebody looked for; the same words again move to the top.
pub struct RememberSearch {
    pub by: UserId,
    pub query: Query,
    /// Where it was looked for. What is refused isn't remembered.
    pub room: Option<RoomId>,
}

impl Operation for RememberSearch {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        if let Some(room) = self.room {
            memberships::require(tx.conn, room, self.by).await?;
        }
        sqlx::query(
            // Newer than all that is there, also when the clock was ahead and has been set back.
            "insert into searches (user_id, query, created_at)
             select ?1, ?2, max(?3, coalesce(max(created_at) + 1, 0))
             from searches where user_id = ?1
             on conflict (user_id, query) do update set created_at = excluded.created_at",
        )
        .bind(self.by)
        .bind(self.query.typed)
        .bind(tx.now)
        .execute(&mut *tx.conn)
        .await?;
        sqlx::query(
            "delete from searches where user_id = ?1 and query not in (
                 select query from searches where user_id = ?1
                 order by created_at desc, query limit ?2)",
        )
        .bind(self.by)
        .bind(limits::RECENT_SEARCHES)
        .execute(&mut *tx.conn)
        .await?;
        Ok(())
    }
}

pub struct ForgetSearches {
    pub by: UserId,
}

impl Operation for ForgetSearches {
    type Outcome = ();
    const TOUCHES: Touches = Touches::Nothing;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        sqlx::query("delete from searches where user_id = ?")
            .bind(self.by)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matching(typed: &str) -> Option<String> {
        Query::parse(typed).unwrap().map(|query| query.matching)
    }

    #[test]
    fn words_are_words_and_quotes_are_phrases() {
        assert_eq!(matching("cats NOT dogs").unwrap(), r#""cats" "NOT" "dogs""#);
        assert_eq!(matching(r#"say "hello world" now"#).unwrap(), r#""say" "hello world" "now""#);
        assert_eq!(matching(r#"half "open quote"#).unwrap(), r#""half" "open" "quote""#);
        assert_eq!(matching("!?* \"\" :-)"), None);
    }

    proptest! {
        #[test]
        fn no_query_leaves_its_quotes(typed in any::<String>()) {
            if let Ok(Some(query)) = Query::parse(&typed) {
                let quotes = query.matching.matches('"').count();
                prop_assert_eq!(quotes % 2, 0);
                prop_assert!(query.matching.starts_with('"') && query.matching.ends_with('"'));
            }
        }

        #[test]
        fn a_cursor_reads_what_it_shows(top in 0..i64::MAX, skip in 0..100_000usize) {
            let cursor = Cursor { top: MessageId(top), skip };
            prop_assert_eq!(Cursor::parse(&cursor.show()), Some(cursor));
        }
    }
}
