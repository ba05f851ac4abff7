//! Finding what was said, where one may look.

use campfire_proto::{SearchPage, search::RecentSearches};
use campfire_tests::{Person, StatusCode, TestCampfire, encoded, holds_for_all};
use proptest::prelude::*;

async fn recent(person: &Person) -> Vec<String> {
    let searches: RecentSearches = person.get("/api/searches").await.is(StatusCode::OK).holds();
    searches.searches.into_iter().map(|search| search.query).collect()
}

/// Scenario 72.
#[tokio::test]
async fn words_are_found_in_all_their_forms_and_markup_is_not() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    ada.says_in_html(
        room,
        "<blockquote>My hovercraft is <strong>full</strong> of eels</blockquote>",
    )
    .await;

    for query in ["eel", "EELS", "hovercrafts", "full of eels"] {
        assert_eq!(ada.finds(query).await.len(), 1, "{query}");
    }
    for query in ["blockquote", "strong", "div", "parrot"] {
        assert!(ada.finds(query).await.is_empty(), "{query}");
    }
}

/// Scenario 73.
#[tokio::test]
async fn who_is_no_member_any_more_finds_nothing() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    ada.says(room, "secret plans").await;
    assert_eq!(grace.finds("secret").await.len(), 1);

    ada.tries_to_send_away(room, &grace).await.is(StatusCode::NO_CONTENT);

    assert!(grace.finds("secret").await.is_empty());
    assert_eq!(ada.finds("secret").await.len(), 1);
}

/// Scenario 74: ours ranks by relevance; `sort=recent` is newest first.
#[tokio::test]
async fn what_fits_best_comes_first_or_what_is_newest() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "eels eels eels").await;
    ada.says(room, "a long story in which, after many other animals, eels are mentioned once")
        .await;

    let by_relevance = ada.finds("eels").await;
    let page: SearchPage =
        ada.get("/api/search/messages?q=eels&sort=recent").await.is(StatusCode::OK).holds();

    assert_eq!(by_relevance[0], "eels eels eels");
    assert!(page.results[0].message.content.starts_with("a long story"));
}

/// Scenario 74: recent searches.
#[tokio::test]
async fn the_last_ten_searches_are_remembered_until_they_are_forgotten() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;

    for n in 1..=12 {
        ada.searches(&format!("Query {n}")).await;
    }
    ada.searches("Query 5").await;

    let remembered = recent(&ada).await;
    assert_eq!(remembered.len(), 10);
    assert_eq!(remembered[0], "Query 5");
    assert_eq!(remembered[1], "Query 12");
    assert!(recent(&grace).await.is_empty());
    ada.delete("/api/searches").await.is(StatusCode::NO_CONTENT);
    assert!(recent(&ada).await.is_empty());
}

#[tokio::test]
async fn a_query_without_a_word_finds_nothing_and_is_not_kept() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "words! \"quoted\" (words)").await;

    for query in ["", " ", "\"\"", "!?", "*", "()", "\"", "-", "^"] {
        assert!(ada.finds(query).await.is_empty(), "{query:?}");
    }

    assert!(recent(&ada).await.is_empty());
}

#[tokio::test]
async fn operators_are_words_and_quotes_make_phrases() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "cats and dogs").await;
    ada.says(room, "dogs without leashes").await;
    ada.says(room, "neither cats nor dogs are near").await;

    assert_eq!(ada.finds("cats AND dogs").await, ["cats and dogs"]);
    assert!(ada.finds("cats NOT dogs").await.is_empty());
    assert!(ada.finds("leashes OR parrots").await.is_empty());
    assert_eq!(ada.finds("\"nor dogs\"").await.len(), 1);
    assert!(ada.finds("\"dogs cats\"").await.is_empty());
    assert_eq!(ada.finds("\"dogs without").await.len(), 1);
}

#[tokio::test]
async fn accents_do_not_hide_a_word() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;

    ada.says(room, "Un café à la crème").await;

    assert_eq!(ada.finds("cafe creme").await.len(), 1);
    assert_eq!(ada.finds("CAFÉ").await.len(), 1);
}

/// Pictures that are younger than the index's Unicode, and marks that nobody sees.
#[tokio::test]
async fn a_word_is_found_whatever_stands_beside_it() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    for text in [
        "great🥳",
        "🙂fine",
        "👍🏽thanks",
        "₿100",
        "\u{2066}isolated\u{2069}",
        "\u{61c}marked\u{61c}",
        "\u{202a}embedded\u{202c}",
        "\u{200b}spaced\u{200b}",
    ] {
        ada.says(room, text).await;
    }

    for word in ["great", "fine", "thanks", "100", "isolated", "marked", "embedded", "spaced"] {
        let page = ada.searches(word).await;

        let [found] = &page.results[..] else { panic!("{word}: {:?}", page.results) };
        assert!(found.message.content.contains(word), "{word}: {}", found.message.content);
        assert!(found.snippet.contains(&format!("<mark>{word}</mark>")), "{}", found.snippet);
    }
    assert_eq!(ada.finds("great🥳").await, ["great🥳"]);
}

#[tokio::test]
async fn a_snippet_marks_the_words_and_is_safe_to_show() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "<img src=x onerror=alert(1)> & eels <mark>").await;

    let page = ada.searches("eels").await;

    let snippet = &page.results[0].snippet;
    assert!(snippet.contains("<mark>eels</mark>"), "{snippet}");
    assert!(!snippet.contains("<img"), "{snippet}");
    assert_eq!(snippet.matches("<mark>").count(), 1, "{snippet}");
    assert_eq!(page.results[0].room.id, room);
}

#[tokio::test]
async fn a_search_narrows_to_a_room_and_a_person() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let here = campfire.room_of(&[&ada, &grace]).await;
    let there = campfire.room_of(&[&ada, &grace]).await;
    ada.says(here, "eels from Ada here").await;
    grace.says(here, "eels from Grace here").await;
    ada.says(there, "eels from Ada there").await;
    let count = async |which: &str| {
        let path = format!("/api/search/messages?q=eels&{which}");
        ada.get(path).await.is(StatusCode::OK).holds::<SearchPage>().results.len()
    };

    assert_eq!(count("").await, 3);
    assert_eq!(count(&format!("room_id={here}")).await, 2);
    assert_eq!(count(&format!("from={}", ada.id)).await, 2);
    assert_eq!(count(&format!("room_id={there}&from={}", grace.id)).await, 0);
}

#[tokio::test]
async fn a_search_that_is_refused_is_not_remembered() {
    let campfire = TestCampfire::start().await;
    let (ada, grace) = (campfire.person("Ada").await, campfire.person("Grace").await);
    let room = campfire.room_of(&[&ada]).await;

    grace
        .get(format!("/api/search/messages?q=eels&room_id={room}"))
        .await
        .is(StatusCode::NOT_FOUND);
    ada.get(format!("/api/search/messages?q=eels&room_id={room}")).await.is(StatusCode::OK);

    assert!(recent(&grace).await.is_empty());
    assert_eq!(recent(&ada).await, ["eels"]);
}

#[tokio::test]
async fn results_page_to_the_end_each_once() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let talking = (0..25).map(async |n| ada.says(room, &format!("eel number {n}")).await.id);
    let mut said = futures::future::join_all(talking).await;

    for sort in ["relevant", "recent"] {
        let mut found = Vec::new();
        let mut next = String::new();
        loop {
            let path = format!("/api/search/messages?q=eel&limit=7&sort={sort}{next}");
            let page: SearchPage = ada.get(path).await.is(StatusCode::OK).holds();
            assert!(page.results.len() <= 7);
            found.extend(page.results.into_iter().map(|result| result.message.id));
            let Some(cursor) = page.next else { break };
            next = format!("&before={}", encoded(&cursor));
        }
        found.sort();
        said.sort();
        assert_eq!(found, said, "{sort}");
    }
    assert_eq!(recent(&ada).await, ["eel"]);
}

#[tokio::test]
async fn what_is_said_elsewhere_leaves_no_trace_in_the_pages() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    let theirs = campfire.room_of(&[&ada, &eve]).await;
    let secret = campfire.room_of(&[&ada]).await;
    ada.says(theirs, "eels for everyone").await;
    for n in 0..5 {
        ada.says(secret, &format!("eels eels eels {n}")).await;
    }

    for sort in ["relevant", "recent"] {
        let path = format!("/api/search/messages?q=eels&limit=1&sort={sort}");
        let page: SearchPage = eve.get(path).await.is(StatusCode::OK).holds();

        let found: Vec<_> = page.results.iter().map(|r| r.message.content.as_str()).collect();
        assert_eq!(found, ["eels for everyone"]);
        assert_eq!(page.next, None, "there is nothing more for her");
    }
}

#[test]
fn no_query_errs_and_none_shows_what_is_not_the_callers_to_see() {
    let word = prop::sample::select(vec![
        "secret",
        "plans",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "(",
        ")",
        "\"",
        "*",
        "^",
        "-",
        "+",
        ":",
        "plain:",
        "message_words",
        "{",
        "}",
        "'",
        ";",
        "--",
        "\\",
        "%",
        "_",
        "\0",
        "secret*",
        "NEAR(secret plans, 5)",
        "\u{200b}",
        "é",
        "日本",
        "👍",
    ]);
    let query = prop_oneof![
        prop::collection::vec(word, 0..8).prop_map(|words| words.join(" ")),
        any::<String>(),
        r"\PC{0,60}",
        ".{0,20}",
    ];
    holds_for_all(
        64,
        &query,
        async || {
            let campfire = TestCampfire::start().await;
            let ada = campfire.person("Ada").await;
            let eve = campfire.person("Eve").await;
            let room = campfire.room_of(&[&ada]).await;
            let theirs = campfire.room_of(&[&ada, &eve]).await;
            ada.says(room, "secret plans AND OR NOT NEAR plain é 日本 👍").await;
            ada.says(theirs, "public plans AND OR NOT NEAR plain é 日本 👍").await;
            (campfire, eve)
        },
        async |(_campfire, eve), query| {
            for sort in ["relevant", "recent"] {
                let path = format!("/api/search/messages?sort={sort}&q={}", encoded(&query));
                let answer = eve.get(path).await.is(StatusCode::OK);

                assert!(!answer.text().contains("secret plans"), "{query:?} shows too much");
            }
        },
    );
}

#[tokio::test]
async fn a_search_that_makes_no_sense_says_so() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    ada.says(room, "eels").await;
    let search = async |which: &str| ada.get(format!("/api/search/messages?{which}")).await;

    search("q=eels&before=nonsense").await.refuses("before");
    search(&format!("q={}", "x".repeat(1_001))).await.refuses("q");
    for which in ["q=eels&room_id=x", "q=eels&from=x", "q=eels&limit=-1", "q=eels&sort=best"] {
        search(which).await.is(StatusCode::BAD_REQUEST);
    }
    // Also without a word to look for: the room is asked about first.
    for words in ["eels", ""] {
        search(&format!("q={words}&room_id=4711")).await.is_not_found();
    }

    let nobodys: SearchPage = search("q=eels&from=4711").await.is(StatusCode::OK).holds();
    assert!(nobodys.results.is_empty());
    let large: SearchPage = search("q=eels&limit=100000").await.is(StatusCode::OK).holds();
    assert_eq!(large.results.len(), 1);
}
