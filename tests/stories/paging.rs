//! Paging: every message once, in one order, whatever the page's size.

use std::io::Read;

use campfire_proto::{Message, MessageId, MessagePage, RoomId};
use campfire_tests::{Method, Person, StatusCode, TestCampfire, holds_for_all};
use flate2::read::GzDecoder;
use proptest::{collection::vec, prelude::*};
use serde_json::json;

async fn say(person: &Person, room: RoomId, count: usize) -> Vec<Message> {
    let mut said = Vec::new();
    for n in 1..=count {
        said.push(person.says(room, &format!("message {n}")).await);
    }
    said
}

fn ids(messages: &[Message]) -> Vec<MessageId> {
    messages.iter().map(|message| message.id).collect()
}

/// Scenario 39.
#[tokio::test]
async fn before_and_after_a_message_comes_just_what_is_there() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let said = say(&ada, room, 13).await;

    let before = ada.reads_page(room, &format!("before={}", said[2].id)).await;
    let after = ada.reads_page(room, &format!("after={}", said[2].id)).await;

    assert_eq!(ids(&before.messages), ids(&said[..2]));
    assert_eq!((before.has_more_before, before.has_more_after), (false, true));
    assert_eq!(ids(&after.messages), ids(&said[3..]));
    assert_eq!((after.has_more_before, after.has_more_after), (true, false));
}

/// Scenario 40.
#[tokio::test]
async fn an_empty_room_has_an_empty_page() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    let page = ada.reads(room).await;

    assert!(page.messages.is_empty() && !page.has_more_before && !page.has_more_after);
}

/// Scenario 41: the pages; the viewport belongs to the browser.
#[tokio::test]
async fn a_page_holds_the_newest_forty() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let said = say(&ada, room, 41).await;

    let newest = ada.reads(room).await;
    let oldest = ada.reads_page(room, &format!("before={}", newest.messages[0].id)).await;

    assert_eq!(ids(&newest.messages), ids(&said[1..]));
    assert!(newest.has_more_before && !newest.has_more_after);
    assert_eq!(ids(&oldest.messages), ids(&said[..1]));
    assert!(!oldest.has_more_before);
}

/// Scenario 42: what surrounds a message; the highlight belongs to the browser.
#[tokio::test]
async fn around_a_message_come_as_many_on_each_side_and_itself() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let said = say(&ada, room, 11).await;

    let page = ada.reads_page(room, &format!("around={}&limit=3", said[5].id)).await;

    assert_eq!(ids(&page.messages), ids(&said[2..9]));
    assert!(page.has_more_before && page.has_more_after);
    let first = ada.reads_page(room, &format!("around={}&limit=3", said[0].id)).await;
    assert_eq!(ids(&first.messages), ids(&said[..4]));
    assert!(!first.has_more_before && first.has_more_after);
}

#[tokio::test]
async fn a_deleted_message_still_marks_its_place() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let said = say(&ada, room, 5).await;
    ada.takes_back(&said[2]).await;
    let gone = said[2].id;

    let before = ada.reads_page(room, &format!("before={gone}")).await;
    let after = ada.reads_page(room, &format!("after={gone}")).await;
    let around = ada.reads_page(room, &format!("around={gone}&limit=1")).await;

    assert_eq!(ids(&before.messages), ids(&said[..2]));
    assert_eq!(ids(&after.messages), ids(&said[3..]));
    assert_eq!(ids(&around.messages), [said[1].id, said[3].id]);
}

#[tokio::test]
async fn a_place_in_another_room_is_no_place_in_this_one() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let elsewhere = campfire.room_of(&[&ada]).await;
    ada.says(room, "here").await;
    let foreign = ada.says(elsewhere, "there").await;
    let deleted = ada.says(elsewhere, "gone").await;
    ada.takes_back(&deleted).await;

    for id in [foreign.id, deleted.id, MessageId(4711), MessageId(0), MessageId(-1)] {
        for anchor in ["before", "after", "around"] {
            ada.tries_to_read(room, &format!("{anchor}={id}")).await.is_not_found();
        }
    }
}

#[tokio::test]
async fn a_page_is_never_larger_than_a_hundred() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let talking = (0..105).map(async |n| ada.says(room, &format!("message {n}")).await);
    futures::future::join_all(talking).await;

    let page = ada.reads_page(room, "limit=100000").await;

    assert_eq!(page.messages.len(), 100);
    assert!(page.has_more_before);
    for nonsense in
        ["limit=-1", "limit=x", "before=x", "after=", "around=1e3", "before=99999999999999999999"]
    {
        ada.tries_to_read(room, nonsense).await.is(StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "one").await;
    let path = format!("/api/rooms/{room}/messages");
    let tag = ada.get(&path).await.header("etag").unwrap().to_owned();
    let asks_again = async || {
        let request = ada.caller().request(Method::GET, &path).header("if-none-match", &tag);
        ada.caller().asks(request).await
    };

    let unchanged = asks_again().await;

    assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
    assert!(unchanged.body.is_empty());
    ada.boosts(&message, "👍").await;
    let changed = asks_again().await.is(StatusCode::OK);
    assert_ne!(changed.header("etag").unwrap(), tag);
}

#[tokio::test]
async fn a_page_comes_compressed_to_those_who_understand() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    say(&ada, room, 50).await;
    let newest = format!("/api/rooms/{room}/messages");
    let older = format!("{newest}?limit=20");
    let asks = async |path: &str, header: &str, value: &str| {
        let request = ada.caller().request(Method::GET, path).header(header, value);
        ada.caller().asks(request).await
    };

    // The newest twice: the second is the one that is kept.
    for path in [&newest, &newest, &older] {
        let plain = ada.get(path).await.is(StatusCode::OK);
        let zipped = asks(path, "accept-encoding", "br, gzip").await.is(StatusCode::OK);

        assert_eq!(plain.header("content-encoding"), None);
        assert_eq!(zipped.header("content-encoding"), Some("gzip"));
        assert_eq!(zipped.header("vary"), Some("accept-encoding"));
        let mut unzipped = Vec::new();
        GzDecoder::new(&zipped.body[..]).read_to_end(&mut unzipped).unwrap();
        assert_eq!(unzipped, plain.body);
        assert!(zipped.body.len() < plain.body.len() / 4);
        // Either form is known by either tag.
        for tag in [plain.header("etag"), zipped.header("etag")] {
            let known = asks(path, "if-none-match", tag.unwrap()).await;
            assert_eq!(known.status, StatusCode::NOT_MODIFIED);
        }
    }
    // Who is told of a change is not shown what was kept.
    ada.says(room, "the last word").await;
    let zipped = asks(&newest, "accept-encoding", "gzip").await.is(StatusCode::OK);
    let mut unzipped = String::new();
    GzDecoder::new(&zipped.body[..]).read_to_string(&mut unzipped).unwrap();
    assert!(unzipped.contains("the last word"));
    asks(&newest, "accept-encoding", "gzip;q=0").await.holds::<MessagePage>();
}

/// Pages through a room in one direction, and collects what it sees.
async fn walk(person: &Person, room: RoomId, limit: u32, back: bool) -> Vec<MessageId> {
    let mut seen: Vec<MessageId> = Vec::new();
    let mut page = if back {
        person.reads_page(room, &format!("limit={limit}")).await
    } else {
        let newest = person.reads_page(room, "limit=100").await;
        let Some(first) = newest.messages.first() else { return seen };
        seen.push(first.id);
        person.reads_page(room, &format!("after={}&limit={limit}", first.id)).await
    };
    loop {
        let (place, more) = if back {
            seen.splice(0..0, ids(&page.messages));
            (seen.first(), page.has_more_before)
        } else {
            seen.extend(ids(&page.messages));
            (seen.last(), page.has_more_after)
        };
        assert!(page.messages.len() <= limit as usize);
        assert!(!more || page.messages.len() == limit as usize, "a short page is the last");
        let (true, Some(place)) = (more, place) else { return seen };
        let anchor = if back { "before" } else { "after" };
        page = person.reads_page(room, &format!("{anchor}={place}&limit={limit}")).await;
    }
}

#[test]
fn paging_visits_every_message_once_in_one_order() {
    let room = (vec(any::<bool>(), 0..30), 1..12_u32, any::<bool>());
    holds_for_all(
        24,
        &room,
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            (campfire, ada)
        },
        async |(campfire, ada), (kept, limit, ties)| {
            let room = campfire.room_of(&[ada]).await;
            let elsewhere = campfire.room_of(&[ada]).await;
            let mut expected = Vec::new();
            for (n, kept) in kept.iter().enumerate() {
                let message = ada.says(room, &format!("message {n}")).await;
                ada.says(elsewhere, "between").await;
                if *kept {
                    expected.push(message.id);
                } else {
                    ada.takes_back(&message).await;
                }
            }
            if ties {
                // All in one millisecond, as a burst would be.
                campfire.stage("update messages set created_at = 1700000000000").await;
            }

            assert_eq!(walk(ada, room, limit, true).await, expected);
            assert_eq!(walk(ada, room, limit, false).await, expected);

            for place in &expected {
                let page = ada.reads_page(room, &format!("around={place}&limit={limit}")).await;
                let here = expected.iter().position(|id| id == place).unwrap();
                let first = here.saturating_sub(limit as usize);
                let last = (here + limit as usize).min(expected.len() - 1);
                assert_eq!(ids(&page.messages), expected[first..=last]);
                assert_eq!(page.has_more_before, first > 0);
                assert_eq!(page.has_more_after, last + 1 < expected.len());
            }
        },
    );
}

#[tokio::test]
async fn a_page_is_known_by_any_of_its_tags_and_only_to_members() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "one").await;
    let path = format!("/api/rooms/{room}/messages");
    let tag = ada.get(&path).await.header("etag").unwrap().to_owned();
    let asks = async |person: &Person, tags: &str| {
        let request = person.caller().request(Method::GET, &path).header("if-none-match", tags);
        person.caller().asks(request).await
    };

    for known in [format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = asks(&ada, &known).await;
        assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(answer.header("etag"), Some(tag.as_str()));
        assert!(answer.header("x-request-id").is_some());
    }
    asks(&ada, "\"other\"").await.is(StatusCode::OK);
    // An edit and a new name of the author are changes, too.
    ada.edits(&message, "two").await;
    let edited = asks(&ada, &tag).await.is(StatusCode::OK).header("etag").unwrap().to_owned();
    ada.put("/api/user/profile", json!({ "name": "Countess" })).await.is(StatusCode::OK);
    asks(&ada, &edited).await.is(StatusCode::OK);
    let tag = ada.get(&path).await.header("etag").unwrap().to_owned();
    grace.tries_to_leave(room).await.is(StatusCode::NO_CONTENT);
    asks(&grace, &tag).await.is_not_found();
}
