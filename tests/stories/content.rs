//! What is said: plain text, Markdown and HTML become something safe to show and plain to read.

use campfire_proto::Message;
use campfire_tests::{Method, Person, StatusCode, TestCampfire, holds_for_all};
use proptest::{collection::vec, prelude::*};
use serde_json::json;

async fn talking() -> (TestCampfire, Person, campfire_proto::RoomId) {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let room = campfire.room_of(&[&ada]).await;
    (campfire, ada, room)
}

/// Scenario 49.
#[tokio::test]
async fn dangerous_elements_vanish_with_what_they_hold() {
    let (_campfire, ada, room) = talking().await;

    for html in [
        "Hello <script>alert(1)</script>World",
        "Hello <style>* { display: none }</style>World",
        "Hello <iframe src=\"https://example.com\">x</iframe>World",
        "Hello <svg><script>alert(1)</script></svg>World",
        "Hello <template><b>x</b></template>World",
    ] {
        let message = ada.says_in_html(room, html).await;
        assert_eq!(message.content, "Hello World", "{html}");
        assert!(!message.html.contains("alert"), "{}", message.html);
    }
    let image = ada.says_in_html(room, "Hello <img src=x onerror=alert(1)>World").await;
    assert_eq!(image.content, "Hello World");
    assert!(!image.html.contains("img"), "{}", image.html);
}

/// Scenario 50.
#[tokio::test]
async fn a_dangerous_link_keeps_its_text_and_nothing_else() {
    let (_campfire, ada, room) = talking().await;

    for href in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
    ] {
        let html =
            format!("<a href=\"{href}\" onmouseover=\"alert(1)\" onclick=alert(1)>click</a>");
        let message = ada.says_in_html(room, &html).await;
        assert_eq!(message.content, "click");
        let shown = message.html.to_lowercase();
        for danger in ["script", "data:", "alert", "onmouseover", "onclick"] {
            assert!(!shown.contains(danger), "{href} became {shown}");
        }
    }
}

/// Scenario 51.
#[tokio::test]
async fn safe_markup_stays_and_bare_addresses_become_links() {
    let (_campfire, ada, room) = talking().await;
    let html = "<strong>bold</strong> <code>code</code> <ul><li>one</li></ul> \
        <a href=\"https://example.com/a\">there</a>";

    let message = ada.says_in_html(room, html).await;
    let bare = ada.says(room, "see https://example.com/b, or not").await;

    for kept in ["<strong>", "<code>", "<ul>", "<li>", "href=\"https://example.com/a\""] {
        assert!(message.html.contains(kept), "{kept} in {}", message.html);
    }
    assert!(bare.html.contains("href=\"https://example.com/b\""), "{}", bare.html);
    assert!(bare.html.contains("target=\"_blank\""), "{}", bare.html);
    assert!(bare.html.contains("noopener"), "{}", bare.html);
    assert_eq!(bare.content, "see https://example.com/b, or not");
    let links: Vec<_> = bare.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(links, ["https://example.com/b"]);
}

/// Scenario 52: with the contract's white space.
#[tokio::test]
async fn nothing_but_emoji_is_shown_large() {
    let (_campfire, ada, room) = talking().await;

    for emoji in ["😄🤘", "🔥 💯", "❤️", "👍🏽", "🇪🇸", "👍\n👍"] {
        assert!(ada.says(room, emoji).await.emoji_only, "{emoji}");
    }
    for words in ["Haha! 😄", "1", "#", "123", ":)"] {
        assert!(!ada.says(room, words).await.emoji_only, "{words}");
    }
}

/// Scenario 56: what is said; hearing it belongs to the browser.
#[tokio::test]
async fn a_known_sound_plays() {
    let (_campfire, ada, room) = talking().await;

    let message = ada.says(room, "/play tada").await;

    let sound = message.sound.unwrap();
    assert_eq!(sound.name, "tada");
    assert!(!sound.text.is_empty());
    assert!(sound.url.starts_with("/assets/sounds/"));
    let sounds = ada.get("/api/sounds").await.is(StatusCode::OK).json();
    let sounds = sounds["sounds"].as_array().unwrap();
    assert_eq!(sounds.len(), 59);
    assert!(sounds.iter().all(|sound| sound["text"].as_str().is_some_and(|t| !t.is_empty())));
}

#[tokio::test]
async fn every_sound_and_its_picture_can_be_had_whole_or_in_part() {
    let (_campfire, ada, _) = talking().await;

    let listed = ada.get("/api/sounds").await.is(StatusCode::OK).json();

    for sound in listed["sounds"].as_array().unwrap() {
        let url = sound["url"].as_str().unwrap();
        let whole = ada.get(url).await.is(StatusCode::OK);
        assert_eq!(whole.header("content-type"), Some("audio/mpeg"), "{url}");
        let part = ada.caller().request(Method::GET, url).header("range", "bytes=10-19");
        let part = ada.caller().asks(part).await.is(StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.header("content-length"), Some("10"), "{url}");
        if let Some(picture) = sound["image_url"].as_str() {
            let picture = ada.get(picture).await.is(StatusCode::OK);
            assert_eq!(picture.header("content-type"), Some("image/svg+xml"), "{url}");
        }
    }
}

/// Scenario 57.
#[tokio::test]
async fn an_unknown_sound_is_only_text() {
    let (_campfire, ada, room) = talking().await;

    for text in ["/play nosuchthing", "/play", "/play tada now", "/PLAY tada", "please /play tada"]
    {
        let message = ada.says(room, text).await;
        assert_eq!(message.sound, None, "{text}");
        assert_eq!(message.content, text);
    }
}

#[tokio::test]
async fn plain_text_is_shown_as_it_was_typed() {
    let (_campfire, ada, room) = talking().await;
    let text = "<b>not bold</b> & **not bold** either\n  indented";

    let message = ada.says(room, text).await;

    assert_eq!(message.content, text);
    assert!(!message.html.contains("<b>"), "{}", message.html);
    assert!(!message.html.contains("<strong>"), "{}", message.html);
    assert!(message.html.contains("&lt;b&gt;"), "{}", message.html);
}

#[tokio::test]
async fn markdown_becomes_markup_and_raw_html_in_it_does_not() {
    let (_campfire, ada, room) = talking().await;
    let markdown = "**bold** and `code`\n\n- one\n- two\n\n<script>alert(1)</script>";

    let message = ada.says_in_markdown(room, markdown).await;

    for kept in ["<strong>bold</strong>", "<code>code</code>", "<li>"] {
        assert!(message.html.contains(kept), "{kept} in {}", message.html);
    }
    assert!(!message.html.contains("<script"), "{}", message.html);
    assert!(!message.content.contains("**"), "{}", message.content);
}

#[tokio::test]
async fn a_mention_names_a_member_of_the_room() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let king = campfire.person("Ada King").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada, &king]).await;
    let mentions = async |body| ada.posts(room, body).await.succeeds().holds::<Message>().mentions;

    let by_id = json!({ "content": format!("<@{}> look", king.id) });
    assert_eq!(mentions(by_id).await, [king.id]);
    let longest = json!({ "content": "ask @ada king about it" });
    assert_eq!(mentions(longest).await, [king.id]);
    let chip = format!("<span data-mention-id=\"{}\">@Ada King</span>", king.id);
    let chip = json!({ "content": chip, "content_type": "text/html" });
    assert_eq!(mentions(chip).await, [king.id]);
    let outsider = json!({ "content": format!("<@{}> and @Eve", eve.id) });
    assert!(mentions(outsider).await.is_empty());
    let everyone = json!({ "content": "<@everyone> and @everyone and <@4711>" });
    assert!(mentions(everyone).await.is_empty());
}

#[tokio::test]
async fn a_mention_reads_as_the_persons_name() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.room_of(&[&ada, &grace]).await;

    let message = ada.says(room, &format!("ask <@{}>", grace.id)).await;

    assert_eq!(message.content, "ask @Grace");
    let chip = format!("data-mention-id=\"{}\"", grace.id);
    assert!(message.html.contains(&chip), "{}", message.html);
}

#[tokio::test]
async fn a_mention_of_somebody_outside_reveals_no_name() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let eve = campfire.person("Eve").await;
    let room = campfire.room_of(&[&ada]).await;

    let message = ada.says(room, &format!("who is <@{}>?", eve.id)).await;

    assert!(!message.content.contains("Eve"), "{}", message.content);
    assert!(!message.html.contains("data-mention-id"), "{}", message.html);
}

/// Pieces from which hostile markup is made, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<script>",
            "</script>",
            "<svg/onload=alert(1)>",
            "<math><mi xlink:href=javascript:x>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>",
            "</a>",
            "<b",
            "<",
            ">",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<style>",
            "</style>",
            "<iframe srcdoc='<script>'>",
            "<div style='x:expression(1)'>",
            "<p onclick=x>",
            "<noscript><p title=\"</noscript>",
            "<form action=javascript:x>",
            "<input autofocus onfocus=x>",
            "<template>",
            "&lt;script&gt;",
            "&#60;script&#62;",
            "<object data=x>",
            "<base href=//x>",
            "<textarea>",
            "<title>",
            "<li>",
            "<table><tr><td>",
            "<span data-mention-id=1>",
            "\"",
            "'",
            "`",
            "<pre>",
            "<code>",
            "\0",
            "<a href=\"https://example.com\" target=_self>",
            "<xmp>",
            "<plaintext>",
            "<details ontoggle=x>",
        ])
        .prop_map(str::to_owned),
        "[a-z ]{1,5}",
    ];
    vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn whatever_is_sent_only_the_documented_markup_comes_out() {
    let input = (markup(), prop::sample::select(vec!["text/plain", "text/html", "text/markdown"]));
    holds_for_all(64, &input, talking, async |(_campfire, ada, room), (content, kind)| {
        let answer = ada.posts(*room, json!({ "content": content, "content_type": kind })).await;

        if answer.status == StatusCode::CREATED {
            let message: Message = answer.holds();
            inert(&message.html);
        } else {
            answer.refuses("content");
        }
    });
}

/// Looks at every tag that comes out: none but harmless ones, with harmless attributes.
fn inert(html: &str) {
    const ELEMENTS: &str = "a b strong i em u s del ins mark small sub sup br hr p div span h1 h2 h3 \
        h4 h5 h6 blockquote pre code kbd samp var q cite ul ol li dl dt dd abbr acronym address \
        big dfn time tt figure figcaption";
    const ATTRIBUTES: &str =
        "href title target rel class start lang cite datetime data-mention-id data-language";
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let mut words = tag.trim_start_matches('/').split_ascii_whitespace();
        let element = words.next().unwrap_or_default().trim_end_matches('/');
        assert!(ELEMENTS.split_whitespace().any(|e| e == element), "<{tag}> in {html}");
        // Values hold no raw quotes, so that every second piece is a name with its equals sign.
        for name in tag.split('"').step_by(2).filter_map(|piece| piece.trim().strip_suffix('=')) {
            let name = name.rsplit(' ').next().unwrap_or_default();
            assert!(ATTRIBUTES.split_whitespace().any(|a| a == name), "{name} in {html}");
        }
        if let Some((_, value)) = tag.split_once("href=\"") {
            let safe = ["http://", "https://", "mailto:", "/", "#", "ftp://", "tel:"];
            assert!(safe.iter().any(|scheme| value.starts_with(scheme)), "{value} in {html}");
        }
    }
}
