//! How much may be said, what may not, and that finding out takes no time.

use std::time::{Duration, Instant};

use campfire_proto::{ContentType, UserId};

use super::{ALL_TYPES, html, markdown, plain, refusal, say, try_say};

#[test]
fn nothing_to_see_is_nothing_to_say() {
    for content_type in ALL_TYPES {
        for blank in
            ["", " ", "\n\t\r\n", "\u{200b}", "\u{a0}\u{feff}", "\u{200d}\u{2060}", "\u{3164}"]
        {
            assert_eq!(refusal(blank, content_type), "Content can't be empty", "{blank:?}");
        }
    }
    for blank in [
        "<img src=x>",
        "<script>x</script>",
        "<div><br></div>",
        "&nbsp;",
        "&#8203;",
        "<hr>",
        "<!-- x -->",
        "<ul><li></li></ul>",
        "<a href=http://a.com></a>",
    ] {
        assert_eq!(refusal(blank, ContentType::Html), "Content can't be empty", "{blank}");
    }
    for blank in ["[x]: http://a.com", "---", "#", ">", "&nbsp;", "\\\n"] {
        let said = try_say(blank, ContentType::Markdown);
        assert!(said.is_err() || said.unwrap().plain == "\\", "{blank}");
    }
    assert_eq!(html("<span data-mention-id=1></span>").plain, "@Ada");
}

#[test]
fn text_may_have_ten_thousand_characters_and_no_more() {
    for content_type in ALL_TYPES {
        let longest = "é".repeat(10_000);
        assert_eq!(say(&longest, content_type).plain, longest);
        let sentence = refusal(&format!("{longest}x"), content_type);
        assert_eq!(sentence, "Content can't be longer than 10,000 characters");
    }
    // It is the text that counts, not how it was spelled.
    assert_eq!(html(&"&amp;".repeat(10_000)).plain.len(), 10_000);
    assert_eq!(html(&format!("<b>{}</b>", "x".repeat(10_000))).plain.len(), 10_000);
    assert!(refusal(&"&amp;".repeat(10_001), ContentType::Html).contains("10,000"));
}

#[test]
fn names_count_towards_the_length() {
    let room = "x".repeat(10_000 - "@Ada Lovelace".len());
    assert_eq!(plain(&format!("{room}<@2>")).plain.len(), 10_000);
    assert!(refusal(&format!("{room}x<@2>"), ContentType::Plain).contains("10,000"));
    assert_eq!(plain(&"<@1>".repeat(2_500)).plain.len(), 10_000);
    assert_eq!(plain(&"<@1>\n".repeat(2_000)).mentions, [UserId(1)]);
}

#[test]
fn markup_may_weigh_128_kib_and_no_more() {
    let heavy = |bytes: usize| format!("x<!--{}-->", "y".repeat(bytes - 8));
    assert_eq!(html(&heavy(128 * 1024)).plain, "x");
    assert!(refusal(&heavy(128 * 1024 + 1), ContentType::Html).contains("128 KiB"));
    assert!(refusal(&"[](x)".repeat(30_000), ContentType::Markdown).contains("128 KiB"));
    assert!(refusal(&"x".repeat(200_000), ContentType::Plain).contains("10,000"));
}

#[test]
fn markup_that_would_grow_out_of_proportion_is_refused() {
    let links = "<a href=tel:1>x</a>".repeat(6_000);
    assert!(refusal(&links, ContentType::Html).contains("too many links"));
}

#[test]
fn control_characters_are_refused_wherever_they_come_from() {
    let sentence = "Content can't hold control characters other than line breaks and tabs";
    for content_type in ALL_TYPES {
        for c in ('\0'..='\u{9f}').filter(|c| c.is_control() && !"\n\t\r".contains(*c)) {
            assert_eq!(refusal(&format!("a{c}b"), content_type), sentence, "{c:?}");
        }
    }
    for content_type in [ContentType::Html, ContentType::Markdown] {
        for reference in ["&#0;", "&#7;", "&#x1b;", "&#x7F;", "&#x81;", "&#128;", "&#159;", "&#12;"]
        {
            let content = format!("a{reference}b");
            assert_eq!(refusal(&content, content_type), sentence, "{reference}");
        }
    }
    assert_eq!(refusal("<span data-mention-id=9>&#7;</span>", ContentType::Html), sentence);
    assert_eq!(plain("&#7;").plain, "&#7;");
    assert_eq!(markdown("`&#7;`").plain, "&#7;");
    assert_eq!(html("a&#13;&#10;b&#9;c").plain, "a b c");
    assert_eq!(html("<pre>a&#13;&#10;b</pre>").plain, "a\nb");
}

#[test]
fn the_heaviest_that_can_be_sent_is_done_with_quickly() {
    let long = |part: &str| part.repeat(128 * 1024 / part.len());
    let letters = || 'a'..='z';
    let names: String = letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}/"))))
        .collect();
    let formats = numbered(300, |n| format!("<b id={n}>"));
    let quoted = numbered(9_000, |n| format!("{n:x}=\">\""));
    let html = [
        long("<div>"),
        long("<b>"),
        long("<li><dd>"),
        long("<table><tr><td>"),
        long("<svg>"),
        long("<b><p></b>"),
        long("<b id=1><table><td></b></table>"),
        long("<span data-mention-id=1></span>"),
        long("<i></i>"),
        long("<a href=http://a>b</a>"),
        long("&#"),
        format!("<a {names}{names}>x"),
        format!("<a {quoted}>x"),
        format!("<p>{formats}{}", "<p>x".repeat(3_000)),
        format!("{formats}{}", "<div>x</div>".repeat(5_000)),
        format!("x{}", " ".repeat(120_000)),
    ];
    let markdown = [
        ">", "> ", "- ", "[", "[a](", "*a_ ", "`", "![[", "**x", "[x](y) ", "[a]: b\n", "<!--",
        "_*", "``` ", "<@", "![](a)",
    ];
    let plain = [
        "@Ada ",
        "<@1>",
        "<@",
        "@",
        "www.",
        "http://",
        "a@b.c ",
        "://",
        "http://((",
        "x@",
        "🇪",
        "e\u{301}",
        "http://a.bc ",
        "\n",
        " ",
    ];
    for (content, content_type) in (html.into_iter().map(|html| (html, ContentType::Html)))
        .chain(markdown.map(|part| (long(part), ContentType::Markdown)))
        .chain(plain.map(|part| (long(part).chars().take(10_000).collect(), ContentType::Plain)))
    {
        let begun = Instant::now();
        if let Ok(said) = try_say(&content, content_type) {
            assert!(said.html.len() <= 256 * 1024);
        }
        // Milliseconds, but this is unoptimised and the machine does other things. What is quadratic
        // takes a minute.
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(10), "{content:.30} as {content_type:?}: {took:?}");
    }
}

#[test]
fn a_hundred_levels_are_read_and_more_are_refused() {
    let nested = |depth: usize| format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert_eq!(html(&nested(99)).plain, "x");
    assert!(refusal(&nested(11_000), ContentType::Html).contains("100 levels"));
    // A long list of items that nobody closed isn't deep.
    assert_eq!(html(&"<li>x".repeat(2_500)).plain.lines().count(), 2_500);
    assert_eq!(html(&"<p>x".repeat(3_000)).plain.lines().count(), 5_999);
}

fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}
