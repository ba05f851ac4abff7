//! What people have tried on others' chat rooms. Each line comes out without teeth, and the text
//! beside it survives.

use campfire_proto::ContentType;
use scraper::{Html, Selector};

use super::{ALLOWED, Draft};

mod spelling;

/// Each comes as `before ATTACK after`; both words must be there afterwards unless it says otherwise.
const ATTACKS: &[&str] = &[
    // Scripts.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script/x>",
    "<<script>alert(1)//<</script>",
    "<script>/*</script><script>*/alert(1)</script>",
    "<script><!--<script></script>--></script>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) /></svg>",
    "<svg onload=alert(1)></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x\"></svg>",
    // Handlers.
    "<b onclick=alert(1)>x</b>",
    "<div onmouseover='alert(1)'>x</div>",
    "<a href=http://a.example onclick=alert(1)>x</a>",
    "<b ONCLICK=alert(1) OnFocus=alert(1) autofocus tabindex=1>x</b>",
    "<b/onclick=alert(1)/>x</b>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert`1`//",
    "<img/src=`x`onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<input onfocus=alert(1) autofocus>",
    "<p style=animation-name:x onanimationstart=alert(1)>x</p>",
    "<x onclick=alert(1)>x</x>",
    "<b onpointerrawupdate=alert(1) onbeforetoggle=alert(1) popover>x</b>",
    // Addresses.
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"  javascript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"java&Tab;script&colon;alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)\">x</a>",
    "<a href=\"&#14;javascript:alert(1)\">x</a>",
    "<a href=\"&#x1;javascript:alert(1)\">x</a>",
    "<a href=\"javascript&#58//a.example/%0aalert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"livescript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href=\"blob:http://a.example/x\">x</a>",
    "<a href=\"feed:javascript:alert(1)\">x</a>",
    "<a href=\"view-source:javascript:alert(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/api/rooms/1\">x</a>",
    "<a href=\"\u{feff}javascript:alert(1)\">x</a>",
    "<a href=\"java\u{200b}script:alert(1)\">x</a>",
    "<a href=\"ｊavascript:alert(1)\">x</a>",
    "<a href=http://a.example\" onclick=alert(1) \">x</a>",
    "<a href='http://a.example/\"onclick=\"alert(1)'>x</a>",
    "<a href=`http://a.example`onclick=alert(1)>x</a>",
    "<a href=\"http://a.example\" ping=http://evil.example download target=_top rel=opener>x</a>",
    "<a href=\"http://a.example\" href=\"javascript:alert(1)\">x</a>",
    "<a href=javascript:alert(1)><b>x</a></b>",
    "<a><a href=javascript:alert(1)>x</a></a>",
    "<area href=javascript:alert(1)>",
    "<base href=\"javascript:alert(1)//\">",
    "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
    "<del cite=\"javascript:alert(1)\">x</del>",
    // Styles.
    "<style>*{display:none}</style>",
    "<style>@import url(//evil.example);</style>",
    "<b style=\"background:url(javascript:alert(1))\">x</b>",
    "<b style=\"width:expression(alert(1))\">x</b>",
    "<div style=\"position:fixed;inset:0\">x</div>",
    "<b class=\"dialog admin\" id=root name=x>x</b>",
    "<code class=\"language-x admin\">x</code>",
    "<code class=\"language-&quot;onclick=alert(1)\">x</code>",
    "<style><style /><img src=x onerror=alert(1)></style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<font color=red size=99>x</font>",
    // Things that change what the parser is doing.
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!---><script>alert(1)</script>-->",
    "<?xml version=1.0?><?php echo 1 ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
    "<svg><style><!--</style><img src=x onerror=alert(1)>--></style></svg>",
    "<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\"></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><img src=x onerror=alert(1)></template>",
    "<template><template></template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<iframe><img src=x onerror=alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form></mtext></math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<svg><desc><table><tr><td><style><img src=x onerror=alert(1)></style></td></tr></table></desc></svg>",
    "<table><td><svg><title><script>alert(1)</script></title></svg></td></table>",
    "<select><noscript><img src=x onerror=alert(1)></noscript></select>",
    "<select><option><script>alert(1)</script></option></select>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<form><form><input type=submit formaction=javascript:alert(1)></form></form>",
    "<isindex action=javascript:alert(1)>",
    "<object data=javascript:alert(1)></object>",
    "<object><param name=src value=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<frameset><frame src=javascript:alert(1)></frameset>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<xml><i><b>&lt;img src=x onerror=alert(1)&gt;</b></i></xml>",
    "<canvas>x</canvas><video>x</video>",
    "<portal src=javascript:alert(1)></portal>",
    "<custom-element><slot name=x onslotchange=alert(1)>x</slot></custom-element>",
    // Broken markup.
    "<b <script>alert(1)</script>>x</b>",
    "</div></div></body></html>",
    "<div><p><b><i></p></div>x</b></i>",
    "<a href=\"http://a.example\"<b>x</b></a>",
    "<b title='</b><script>alert(1)</script>'>x</b>",
    "<p><table><p><b><td><a><table><a>x</a></table></a></td></b></p></table></p>",
    "<b/**/onclick=alert(1)>x</b>",
    "<\u{200b}script>alert(1)</script>",
    "<ſcript>alert(1)</ſcript>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;img src=x onerror=alert(1)&gt;",
    // Forged mentions.
    "<span class=mention>@Ada</span>",
    "<span data-mention-id='12\" onclick=\"alert(1)'>x</span>",
    "<span data-mention-id=\"javascript:alert(1)\">x</span>",
    "<b data-mention-id=1>x</b>",
    "<span data-mention-id=1 onclick=alert(1)><script>alert(1)</script>x</span>",
];

/// These take all that follows with them, as a browser would: nothing may come after them.
const SWALLOWING: &[&str] = &[
    "<script>alert(1)",
    "<style>",
    "<iframe>",
    "<textarea>",
    "<title>",
    "<noscript>",
    "<template>",
    "<svg>",
    "<math>",
    "<select>",
    "<!--",
    "<a href=\"http://a.example",
    "<b onclick=\"alert(1)",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\"></math>",
    "<plaintext><script>alert(1)</script>",
];

/// How an address may begin, whatever the code under test believes.
const SAFE_STARTS: &[&str] =
    &["http://", "https://", "HTTP://", "HTTPS://", "ftp://", "mailto:", "tel:"];

/// HTML that can do nothing to whoever reads it, whatever they read it with.
pub(super) fn assert_inert(html: &str) {
    let document = Html::parse_fragment(html);
    for element in document.select(&Selector::parse("*").unwrap()) {
        let name = element.value().name();
        if name == "html" {
            continue;
        }
        let allowed = ALLOWED.iter().find(|(tag, _)| *tag == name);
        let (_, attributes) = allowed.unwrap_or_else(|| panic!("<{name}> in {html}"));
        for (attribute, value) in element.value().attrs() {
            assert!(attributes.contains(&attribute), "{attribute} of <{name}> in {html}");
            let is_fine = match attribute {
                "href" => SAFE_STARTS.iter().any(|start| value.starts_with(start)),
                "rel" => value == "noopener noreferrer nofollow",
                "target" => value == "_blank",
                "class" if name == "span" => value == "mention",
                "class" => value.starts_with("language-") && !value.contains(' '),
                "start" | "data-mention-id" => value.parse::<i64>().is_ok(),
                "title" => true,
                _ => false,
            };
            assert!(is_fine, "{attribute}={value:?} in {html}");
        }
        let whole = match name {
            "a" => 3,
            "span" => 2,
            _ => element.value().attrs().count(),
        };
        assert_eq!(element.value().attrs().count(), whole, "<{name}> in {html}");
    }
    // Only what we write ourselves begins with a bracket, and a comment isn't among it.
    assert!(!html.contains("<!") && !html.contains("<?"), "{html}");
    assert_spelled_our_way(html);
}

/// The same by the letter: whatever a browser's parser is like, there is only one way to read this.
fn assert_spelled_our_way(html: &str) {
    let elements = spelling::read(html).unwrap_or_else(|what| panic!("{what} in {html}"));
    for element in &elements {
        let allowed = ALLOWED.iter().find(|(name, _)| *name == element.name);
        let (_, attributes) = allowed.unwrap_or_else(|| panic!("{element:?} in {html}"));
        let inside_itself = element.name == "a" && element.within.contains(&"a");
        assert!(!inside_itself, "a link in a link: {html}");
        for (attribute, value) in &element.attributes {
            assert!(attributes.contains(attribute), "{attribute} of {element:?} in {html}");
            assert!(!value.chars().any(char::is_control), "{attribute} of {element:?} in {html}");
            let leads_somewhere = *attribute == "href";
            let is_safe = SAFE_STARTS.iter().any(|start| value.starts_with(start));
            assert!(!leads_somewhere || is_safe, "{value:?} in {html}");
        }
    }
}

fn say(content: &str, content_type: ContentType) -> super::Content {
    let draft = Draft::parse(content, content_type).unwrap_or_else(|e| panic!("{e}: {content}"));
    draft.address(&[]).unwrap()
}

#[test]
fn an_attack_in_html_loses_its_teeth_and_its_neighbours_stay() {
    for attack in ATTACKS {
        let said = say(&format!("before {attack} after"), ContentType::Html);
        assert_inert(&said.html);
        assert!(said.plain.starts_with("before"), "{attack}: {}", said.plain);
        // A picture that is never closed takes the rest of the text into its tag.
        if !attack.ends_with("//") {
            assert!(said.plain.ends_with("after"), "{attack}: {}", said.plain);
        }
        let again = say(&said.html, ContentType::Html);
        assert_eq!(again.html, said.html, "{attack}");
    }
}

#[test]
fn an_attack_that_swallows_the_rest_leaves_what_stood_before() {
    for attack in SWALLOWING {
        let said = say(&format!("before {attack} after"), ContentType::Html);
        assert_inert(&said.html);
        assert!(said.plain.starts_with("before"), "{attack}: {}", said.plain);
    }
}

#[test]
fn an_attack_in_markdown_is_text_that_can_be_read() {
    for attack in ATTACKS.iter().chain(SWALLOWING) {
        for content in [
            format!("before {attack} after"),
            format!("{attack}\n\nafter"),
            format!("> - {attack}"),
            format!("before [x](<{attack}>) after"),
            format!("before ![x]({attack}) after"),
            format!("before <{attack}> `{attack}` after"),
        ] {
            // A heading or a fence may come out of it, or a control character, but never more.
            if let Ok(draft) = Draft::parse(&content, ContentType::Markdown) {
                assert_inert(&draft.address(&[]).unwrap().html);
            }
        }
    }
}

#[test]
fn an_attack_in_plain_text_is_exactly_that_text() {
    for attack in ATTACKS.iter().chain(SWALLOWING) {
        let said = say(&format!("before {attack} after"), ContentType::Plain);
        assert_inert(&said.html);
        assert_eq!(said.plain, format!("before {attack} after"));
    }
}

#[test]
fn markdown_links_lead_nowhere_dangerous() {
    for link in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](javascript&#58;alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x](\\javascript:alert(1))",
        "[x](//evil.example)",
        "[x](http://a.example \"\\\" onclick=alert(1)\")",
        "```\"onclick=alert(1)\nx\n```",
        "``` language-x\" onclick=\"alert(1)\nx\n```",
    ] {
        let said = say(link, ContentType::Markdown);
        assert_inert(&said.html);
        assert!(!said.html.contains("<a href=\"j") && !said.html.contains("<a href=\"d"), "{link}");
        assert!(said.plain.contains('x') || said.plain.contains("alert"), "{link}: {}", said.plain);
    }
}

#[test]
fn what_is_dangerous_vanishes_with_what_it_holds() {
    for tag in [
        "script", "style", "iframe", "object", "svg", "math", "button", "select", "textarea",
        "template", "noscript", "video", "audio", "canvas", "title", "applet", "xml",
    ] {
        let said = say(&format!("<b>a</b><{tag}>secret</{tag}>z"), ContentType::Html);
        assert_eq!(said.html, "<div><b>a</b>z</div>", "{tag}");
    }
}
