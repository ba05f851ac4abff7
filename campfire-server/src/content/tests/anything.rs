//! What holds for anything that anyone may send.

use campfire_proto::{ContentType, checks::is_blank};
use proptest::prelude::*;

use super::{ALL_TYPES, html, markdown, plain, refusal, try_say};
use crate::content::{Draft, hostile::assert_inert};

/// Text with what matters to us in it, more often than chance would have it.
fn anything() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => "\\PC{0,12}",
        2 => any::<String>(),
        4 => one_of(&[
            "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href='http://a.com'>", "<a href=javascript:x>",
            "</a>", "<ul>", "</ul>", "<ol start=5>", "</ol>", "<li>", "</li>", "<pre>", "</pre>", "<code>",
            "</code>", "<br>", "<hr>", "<h1>", "</h1>", "<h2>", "</h2>", "<table>", "<tr>", "<td>", "</table>",
            "<span data-mention-id=1>", "<span data-mention-id=9>", "</span>", "<section>", "</section>",
            "<blockquote>", "</blockquote>", "<script>", "</script>", "<svg>", "</svg>", "<math>", "<style>",
            "</style>", "<template>", "</template>", "<select>", "<form>", "<img>", "<!--", "-->", "<i onclick=x>",
            "</i>", "<![CDATA[", "]]>", "<button>", "</button>", "<u>", "</u>", "<em>", "</em>", "<ins>", "</ins>",
            "<figure>", "<q>", "<object>", "</object>", "<title>", "<body>", "</body>", "<html>", "<frameset>",
        ]),
        4 => one_of(&[
            "@Ada", "<@1>", "<@9>", "@ada lovelace", "http://a.com", "www.b.com", "c@d.org", "://", "(", ")",
            " ", "  ", "\n", "\n\n", "\t", "\r\n", "\u{a0}", "&amp;", "&lt;", "&#7;", "&nbsp;", "&", "*", "**",
            "_", "~~", "`", "```", "> ", "- ", "1. ", "# ", "[", "](", "![", "\\", "🔥", "\u{200d}", "\u{fe0f}",
            "\u{301}", ".", "/", ":", "'", "\"", "x", "A", "語", "。", "@", "<", ">", "=",
        ]),
    ];
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(pieces).prop_map(str::to_owned)
}

fn any_type() -> impl Strategy<Value = ContentType> {
    prop::sample::select(ALL_TYPES.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(
        std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
    ))]

    #[test]
    fn whatever_is_sent_becomes_harmless_html(content in anything(), content_type in any_type()) {
        if let Ok(said) = try_say(&content, content_type) {
            assert_inert(&said.html);
            prop_assert!(said.html.starts_with("<div>") && said.html.ends_with("</div>"));
            prop_assert!(!said.plain.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            prop_assert!(!is_blank(&said.plain));
        }
    }

    #[test]
    fn safe_html_stays_as_it_is(content in anything(), content_type in any_type()) {
        if let Ok(said) = try_say(&content, content_type) {
            // What is blank in HTML may be something in a plain text, and the other way round.
            let again = html(&said.html);
            prop_assert_eq!(&again.html, &said.html);
            prop_assert_eq!(again.mentions, said.mentions);
            prop_assert_eq!(again.links, said.links);
            if content_type != ContentType::Plain {
                prop_assert_eq!(again.plain, said.plain);
            }
        }
    }

    #[test]
    fn plain_text_comes_back_exactly(content in anything()) {
        let draft = Draft::parse(&content, ContentType::Plain);
        if let Ok(said) = draft.and_then(|draft| draft.address(&[])) {
            prop_assert_eq!(&said.plain, &said.source);
            prop_assert_eq!(said.plain, content.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }

    #[test]
    fn every_letter_survives(words in prop::collection::vec("[a-zé語]{1,8}", 1..40)) {
        let spaced = words.join(" ");
        prop_assert_eq!(plain(&spaced).plain, spaced.clone());
        prop_assert_eq!(markdown(&spaced).plain, spaced.clone());
        prop_assert_eq!(html(&spaced).plain, spaced.clone());
        prop_assert_eq!(html(&format!("<b>{}</b>", words.join("</b> <b>"))).plain, spaced);
    }

    #[test]
    fn html_shows_the_text_of_a_plain_message(content in anything()) {
        let draft = Draft::parse(&content, ContentType::Plain);
        if let Ok(said) = draft.and_then(|draft| draft.address(&[])) {
            let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(visible(&html(&said.html).plain), visible(&said.plain));
        }
    }

    #[test]
    fn a_control_character_is_never_said(
        before in "\\PC{0,5}", control in "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\u{9f}]", after in "\\PC{0,5}",
        content_type in any_type(),
    ) {
        let content = format!("x{before}{control}{after}");
        prop_assert!(refusal(&content, content_type).contains("control characters"));
    }
}
