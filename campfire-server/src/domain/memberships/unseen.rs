//! What many messages at once leave unread: the counts of those who aren't looking are read once,
//! grow message by message in memory, and are written once.

use std::collections::{BTreeMap, HashMap, HashSet};

use campfire_proto::{Message, RoomId, ServerFrame, UserId, limits};

use crate::{
    domain::{Tx, timeline::json},
    error::Error,
};

/// The counts of the members of some rooms who aren't looking at them.
pub(in crate::domain) struct Unseen {
    rooms: HashMap<RoomId, BTreeMap<UserId, Count>>,
}

#[derive(sqlx::FromRow)]
struct Count {
    room_id: RoomId,
    user_id: UserId,
    messages: u32,
    mentions: u32,
    #[sqlx(default)]
    grown: bool,
}

impl Unseen {
    /// Reads the counts that these messages can change. One that has reached its end stays, unless
    /// its owner is named: in a room full of people who never look there is nothing to read.
    pub(in crate::domain) async fn by_the_absent(
        tx: &mut Tx<'_>,
        said: &[&Message],
    ) -> Result<Self, Error> {
        let asked: HashSet<RoomId> = said.iter().map(|message| message.room_id).collect();
        let asked: Vec<_> = asked.into_iter().collect();
        let named: HashSet<UserId> =
            said.iter().flat_map(|message| &message.mentions).copied().collect();
        let named: Vec<_> = named.into_iter().collect();
        let counts: Vec<Count> = sqlx::query_as(
            "select m.room_id, m.user_id, m.unread_count as messages, m.unread_mentions as mentions
             from json_each(?1) asked cross join memberships m on m.room_id = asked.value
             where m.involvement <> 'invisible' and (m.unread_count < ?2
                 or m.user_id in (select value from json_each(?3)))",
        )
        .bind(json(&asked))
        .bind(limits::UNREAD_COUNT)
        .bind(json(&named))
        .fetch_all(&mut *tx.conn)
        .await?;
        let looking: HashMap<RoomId, HashSet<UserId>> = asked
            .into_iter()
            .map(|room| (room, tx.presence.in_room(room).into_iter().collect()))
            .collect();
        let mut rooms: HashMap<RoomId, BTreeMap<UserId, Count>> = HashMap::new();
        for count in counts {
            if looking.get(&count.room_id).is_none_or(|here| !here.contains(&count.user_id)) {
                rooms.entry(count.room_id).or_default().insert(count.user_id, count);
            }
        }
        Ok(Self { rooms })
    }

    /// Counts a message, and says what each of those hears who haven't seen it.
    pub(in crate::domain) fn count(&mut self, message: &Message) -> Vec<(UserId, ServerFrame)> {
        let room_id = message.room_id;
        let absent = self.rooms.get_mut(&room_id).into_iter().flat_map(BTreeMap::values_mut);
        let mut heard = Vec::new();
        for count in absent {
            let named = message.mentions.contains(&count.user_id);
            let is_full = count.messages >= limits::UNREAD_COUNT;
            if count.user_id == message.creator_id || (is_full && !named) {
                continue;
            }
            count.messages = (count.messages + 1).min(limits::UNREAD_COUNT);
            count.mentions = (count.mentions + u32::from(named)).min(limits::UNREAD_COUNT);
            count.grown = true;
            let (unread_count, unread_mentions) = (count.messages, count.mentions);
            let frame = ServerFrame::Unread { room_id, unread_count, unread_mentions };
            heard.push((count.user_id, frame));
        }
        heard
    }

    /// Writes down what has grown.
    pub(in crate::domain) async fn keep(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let grown: Vec<_> = self
            .rooms
            .into_values()
            .flat_map(BTreeMap::into_values)
            .filter(|count| count.grown)
            .map(|it| (it.room_id, it.user_id, it.messages, it.mentions))
            .collect();
        if grown.is_empty() {
            return Ok(());
        }
        sqlx::query(
            "with grown as materialized (
                 select value ->> 0 as room, value ->> 1 as person, value ->> 2 as messages,
                        value ->> 3 as mentions from json_each(?))
             update memberships set unread_count = messages, unread_mentions = mentions
             from grown where room_id = room and user_id = person",
        )
        .bind(json(&grown))
        .execute(&mut *tx.conn)
        .await?;
        Ok(())
    }
}
