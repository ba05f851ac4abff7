//! Boosts: short reactions, as many as one likes.

use campfire_tests::{StatusCode, TestCampfire};

/// Scenario 58.
#[tokio::test]
async fn only_who_gave_a_boost_takes_it_back() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;
    let message = ada.says(room, "Good day").await;

    let boost = grace.boosts(&message, "Morning!").await;

    assert_eq!(ada.looks_at(message.id).await.boosts, std::slice::from_ref(&boost));
    assert_eq!(boost.booster_id, grace.id);
    // Neither the message's author nor an administrator: Ada is both.
    ada.tries_to_take_back_boost(&boost).await.is_not_found();
    grace.tries_to_take_back_boost(&boost).await.is(StatusCode::NO_CONTENT);
    grace.tries_to_take_back_boost(&boost).await.is_not_found();
    assert!(ada.looks_at(message.id).await.boosts.is_empty());
}

#[tokio::test]
async fn the_same_boost_counts_as_often_as_it_is_given() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "Good day").await;

    for _ in 0..3 {
        ada.boosts(&message, "👍").await;
    }

    let page = ada.reads(room).await;
    let contents: Vec<_> = page.messages[0].boosts.iter().map(|b| b.content.as_str()).collect();
    assert_eq!(contents, ["👍", "👍", "👍"]);
    assert!(page.messages[0].boosts.is_sorted_by_key(|boost| boost.id));
}

#[tokio::test]
async fn a_boost_is_one_to_sixteen_characters_as_people_count_them() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let message = ada.says(room, "Good day").await;

    for content in ["", "  ", "\u{200b}", &"x".repeat(17), &"👨‍👩‍👧".repeat(17), "a\u{7}"]
    {
        ada.tries_to_boost(&message, content).await.refuses("content");
    }
    ada.boosts(&message, &"x".repeat(16)).await;
    ada.boosts(&message, &"👨‍👩‍👧".repeat(16)).await;

    assert_eq!(ada.boosts(&message, " ❤️ ").await.content, "❤️");
}

#[tokio::test]
async fn a_boost_belongs_to_its_message() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    let one = ada.says(room, "one").await;
    let other = ada.says(room, "other").await;
    let boost = ada.boosts(&one, "👍").await;

    let answer = ada.delete(format_args!("/api/messages/{}/boosts/{}", other.id, boost.id)).await;

    answer.is_not_found();
    assert_eq!(ada.looks_at(one.id).await.boosts, [boost]);
}
