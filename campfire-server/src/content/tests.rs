//! What a message becomes, seen from outside.

use campfire_proto::{ContentType, Invalid, UserId};

use super::{Content, Draft, Person, hostile::assert_inert};

mod anything;
mod limits;

/// Ada 1, Ada Lovelace 2, `<b>"Bob"</b>` 3.
fn members() -> Vec<Person> {
    ["Ada", "Ada Lovelace", "<b>\"Bob\"</b>"]
        .into_iter()
        .zip(1..)
        .map(|(name, id)| Person { id: UserId(id), name: name.to_owned() })
        .collect()
}

fn try_say(content: &str, content_type: ContentType) -> Result<Content, Invalid> {
    Draft::parse(content, content_type)?.address(&members())
}

fn say(content: &str, content_type: ContentType) -> Content {
    try_say(content, content_type).unwrap_or_else(|refusal| panic!("{refusal}: {content:.80}"))
}

fn plain(content: &str) -> Content {
    say(content, ContentType::Plain)
}

fn markdown(content: &str) -> Content {
    say(content, ContentType::Markdown)
}

fn html(content: &str) -> Content {
    say(content, ContentType::Html)
}

fn refusal(content: &str, content_type: ContentType) -> String {
    let refusal = match try_say(content, content_type) {
        Ok(said) => panic!("{content:.80} was said: {:.80}", said.html),
        Err(refusal) => refusal,
    };
    assert_eq!(refusal.field, "content");
    refusal.message
}

const ALL_TYPES: [ContentType; 3] = [ContentType::Plain, ContentType::Markdown, ContentType::Html];

fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{href}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">{text}</a>")
}

fn mention(id: i64, name: &str) -> String {
    format!("<span class=\"mention\" data-mention-id=\"{id}\">@{name}</span>")
}

#[test]
fn a_draft_can_be_handed_to_another_thread() {
    fn is_sendable<T: Send + 'static>() {}
    is_sendable::<Draft>();
    is_sendable::<Content>();
}

#[test]
fn plain_text_is_kept_to_the_letter() {
    let said = plain(" a <b> & \"c\"\n\n\td\r\ne\rf ");

    assert_eq!(said.plain, " a <b> & \"c\"\n\n\td\ne\nf ");
    assert_eq!(said.source, said.plain);
    assert_eq!(
        said.html,
        "<div>&nbsp;a &lt;b&gt; &amp; &quot;c&quot;<br><br>&nbsp;&nbsp;&nbsp; d<br>e<br>f&nbsp;</div>"
    );
}

#[test]
fn addresses_in_text_become_links() {
    let said = plain("see http://a.com/?x=1&y=2, www.b.org (ada@c.org) http://a.com/?x=1&y=2");

    let first = link("http://a.com/?x=1&amp;y=2", "http://a.com/?x=1&amp;y=2");
    assert_eq!(
        said.html,
        format!(
            "<div>see {first}, {} ({}) {first}</div>",
            link("http://www.b.org", "www.b.org"),
            link("mailto:ada@c.org", "ada@c.org"),
        )
    );
    assert_eq!(said.links, ["http://a.com/?x=1&y=2", "http://www.b.org"]);
    assert_eq!(said.mentions, []);
}

#[test]
fn addresses_in_code_and_in_links_stay_text() {
    assert_eq!(
        html("<code>http://a.com</code><pre>http://b.com</pre>").html,
        "<div><code>http://a.com</code><pre>http://b.com</pre></div>"
    );
    let said = html("<a href=\"https://a.com\">www.b.com</a>");
    assert_eq!(said.html, format!("<div>{}</div>", link("https://a.com", "www.b.com")));
    assert_eq!(said.links, ["https://a.com"]);
}

#[test]
fn no_more_than_twenty_links_are_told() {
    let addresses: Vec<String> = (0..30).map(|n| format!("http://a.com/{n}")).collect();
    assert_eq!(plain(&addresses.join(" ")).links.len(), 20);
}

#[test]
fn people_are_named_by_id_or_by_name() {
    for content_type in [ContentType::Plain, ContentType::Markdown] {
        let said = say("hi <@2>, @ada and @Ada lovelace", content_type);

        let (one, two) = (mention(1, "Ada"), mention(2, "Ada Lovelace"));
        assert!(said.html.contains(&format!("hi {two}, {one} and {two}")), "{}", said.html);
        assert_eq!(said.plain, "hi @Ada Lovelace, @Ada and @Ada Lovelace");
        assert_eq!(said.mentions, [UserId(2), UserId(1)]);
    }
}

#[test]
fn those_who_are_not_in_the_room_are_not_named() {
    for content_type in [ContentType::Plain, ContentType::Markdown] {
        let said = say("<@99> <@everyone> @Zoe @everyone ada@ada.org", content_type);
        assert_eq!(said.plain, "<@99> <@everyone> @Zoe @everyone ada@ada.org");
        assert!(
            said.html.contains("&lt;@99&gt; &lt;@everyone&gt; @Zoe @everyone "),
            "{}",
            said.html
        );
        assert_eq!(said.mentions, []);
    }
    let said = html("<span data-mention-id=99><b>@Zoe</b></span> <span data-mention-id=99></span>");
    assert_eq!(said.html, "<div>@Zoe &lt;@99&gt;</div>");
    assert_eq!(said.mentions, []);
}

#[test]
fn html_names_people_by_spans_alone_and_by_the_name_they_have() {
    let said =
        html("<p>@Ada <span class=x data-mention-id=\"1\">@<b>Admin</b></span> &lt;@2&gt;</p>");
    assert_eq!(said.html, format!("<div><p>@Ada {} &lt;@2&gt;</p></div>", mention(1, "Ada")));
    assert_eq!(said.plain, "@Ada @Ada <@2>");
    assert_eq!(said.mentions, [UserId(1)]);
}

#[test]
fn a_name_is_escaped_wherever_it_stands() {
    let said = plain("<@3> @<b>\"bob\"</B>");
    let bob = mention(3, "&lt;b&gt;&quot;Bob&quot;&lt;/b&gt;");
    assert_eq!(said.html, format!("<div>{bob} {bob}</div>"));
    assert_eq!(said.plain, "@<b>\"Bob\"</b> @<b>\"Bob\"</b>");
    assert_inert(&said.html);
}

#[test]
fn nobody_is_named_in_code_or_in_links() {
    for content in ["`@Ada <@1>`", "```\n@Ada <@1>\n```", "[@Ada <@1>](http://a.com)"] {
        let said = markdown(content);
        assert_eq!(said.mentions, [], "{content}");
        assert_eq!(said.plain, "@Ada <@1>");
        assert!(!Draft::parse(content, ContentType::Markdown).unwrap().may_mention());
    }
    let span = "<span data-mention-id=1>@Ada</span>";
    for outer in ["code", "pre", "a href=http://a.com"] {
        let said = html(&format!("<{outer}>{span}</{}>", outer.split(' ').next().unwrap()));
        assert_eq!(said.mentions, [], "{outer}");
        assert_eq!(said.plain, "@Ada");
    }
    assert_eq!(plain("http://a.com/@Ada http://b.com/<@1>").mentions, [UserId(1)]);
}

#[test]
fn only_who_may_name_someone_needs_the_people_of_the_room() {
    let asks =
        |content: &str, content_type| Draft::parse(content, content_type).unwrap().may_mention();
    for content in ["@Ada", "hi <@1>", "x @", "(@x)", "**@Ada**", "<@99>"] {
        let at_the_end = content == "x @";
        assert_eq!(asks(content, ContentType::Plain), !at_the_end, "{content}");
        assert_eq!(asks(content, ContentType::Markdown), !at_the_end, "{content}");
        let in_html = format!("a {content}");
        assert!(!asks(&in_html, ContentType::Html), "{content}");
    }
    assert!(asks("<span data-mention-id=1>x</span>", ContentType::Html));
    assert!(!asks("<span data-mention-id=x>@x</span>", ContentType::Html));
    for content in ["hi", "ada@example.com", "a @ b"] {
        assert!(!asks(content, ContentType::Plain), "{content}");
    }
}

#[test]
fn markdown_is_rendered() {
    for (source, expected) in [
        (
            "a *b* **c** ~~d~~ `e<f>`",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f&gt;</code></p>",
        ),
        ("a\nb  \nc", "<p>a<br>b<br>c</p>"),
        ("# T\n\n> q\n\n---", "<h1>T</h1><blockquote><p>q</p></blockquote><hr>"),
        ("- a\n- b\n  1. c", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
        (
            "```rust\n\nfn  x() {}\n```",
            "<pre><code class=\"language-rust\">\nfn  x() {}\n</code></pre>",
        ),
        ("    a\n     b", "<pre><code>a\n b</code></pre>"),
        ("<b>x</b> <!-- y -->", "<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt;</p>"),
        ("<div>\n*x*\n</div>", "<p>&lt;div&gt;<br>*x*<br>&lt;/div&gt;</p>"),
        ("a &amp; b &lt;c&gt;", "<p>a &amp; b &lt;c&gt;</p>"),
    ] {
        assert_eq!(markdown(source).html, format!("<div>{expected}</div>"), "{source}");
    }
}

#[test]
fn a_picture_in_markdown_is_a_link_to_it() {
    let linked = |text| format!("<div><p>{}</p></div>", link("http://a.com/x.png", text));
    assert_eq!(markdown("![a cat](http://a.com/x.png)").html, linked("a cat"));
    assert_eq!(markdown("![](http://a.com/x.png)").html, linked("http://a.com/x.png"));
    assert_eq!(markdown("![a *cat*](/x.png)").html, "<div><p>a <em>cat</em></p></div>");
    assert_eq!(
        markdown("[![cat](http://a.com/x.png)](http://b.com)").html,
        format!("<div><p>{}</p></div>", link("http://b.com", "cat"))
    );
}

#[test]
fn what_an_editor_writes_looks_the_same_afterwards() {
    for written in [
        "<div>Hello <strong>x</strong> <em>y</em> <del>z</del><br>there</div>",
        "<div>a<br><br>b<br></div>",
        "<div><h1>T</h1><blockquote>q<br>r</blockquote><pre>a\n  b\n\nc</pre></div>",
        "<div><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li></ol></div>",
        "<div><pre class=\"language-rust\">\n\nlet  x;</pre></div>",
        "<div>a&nbsp; b</div>",
        "<div><div>a</div><div>b</div></div>",
        "<div><b><i><u><s><code>x</code></s></u></i></b><sub>1</sub><sup>2</sup></div>",
        "<div><cite>Ada</cite> <abbr title=\"x &amp; y\">z</abbr></div>",
    ] {
        assert_eq!(html(written).html, written);
    }
    assert_eq!(html("<h1>T</h1>x").html, "<div><h1>T</h1>x</div>");
    assert_eq!(html("<div>a</div>").html, "<div>a</div>");
    assert_eq!(
        html("<div><a href=\"https://a.com\">x</a></div>").html,
        format!("<div>{}</div>", link("https://a.com", "x"))
    );
}

#[test]
fn white_space_in_html_is_what_a_browser_shows() {
    assert_eq!(
        html("\n<ul>\n  <li> a\n b </li>\n</ul>\n").html,
        "<div><ul><li>a b</li></ul></div>"
    );
    assert_eq!(html("a <b> b </b> c").html, "<div>a <b>b </b>c</div>");
    assert_eq!(html("a <i> </i> <i></i>b").html, "<div>a b</div>");
}

#[test]
fn elements_outside_the_list_keep_their_text() {
    assert_eq!(html("<font>a</font><mark>b</mark><x-y>c</x-y>").html, "<div>abc</div>");
    assert_eq!(html("<section>a</section>").html, "<div>a</div>");
    let said = html("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>");
    assert_eq!(said.html, "<div><div>a b</div><div>c d</div></div>");
    assert_eq!(said.plain, "a b\nc d");
}

#[test]
fn html_reads_as_text() {
    for (source, expected) in [
        ("a<br>b<div>c</div>d", "a\nb\nc\nd"),
        ("<div>a</div><div><br></div><div>b<br></div><div>c</div>", "a\n\nb\nc"),
        ("<p>a</p><p>b</p>c", "a\n\nb\n\nc"),
        ("<h1>a</h1>b", "a\n\nb"),
        (
            "<ul><li>a</li><li>b<ol start=9><li>c</li><li>d<ul><li>e</li></ul></li></ol></li></ul>f",
            "• a\n• b\n  9. c\n  10. d\n    • e\n\nf",
        ),
        ("a<ul><li><p>b</p></li></ul>", "a\n• b"),
        ("<blockquote>a<br>b</blockquote><div>c</div>", "“a\nb”\n\nc"),
        ("<pre>a\n  b\n</pre>c", "a\n  b\n\nc"),
        ("<a href=http://x.com>a</a>&nbsp;<em>b</em>", "a b"),
        ("a<hr>b<script>c</script>", "a\nb"),
        ("<div>a<br><br></div>", "a"),
    ] {
        assert_eq!(html(source).plain, expected, "{source}");
    }
    assert_eq!(markdown("# a\n\n- b\n- c\n\n> d\ne").plain, "a\n\n• b\n• c\n\n“d\ne”");
}

#[test]
fn a_sound_and_emoji_read_the_same_in_whatever_they_were_written() {
    for content_type in ALL_TYPES {
        assert_eq!(say("/play bell", content_type).plain, "/play bell");
        assert!(say("🔥 💯", content_type).emoji_only);
        assert!(!say("🔥 1", content_type).emoji_only);
    }
    assert!(html("<h1>🔥</h1>").emoji_only);
    assert_eq!(html("<div>/play <b>bell</b></div>").plain, "/play bell");
}
