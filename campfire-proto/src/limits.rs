//! How long things may be. Lengths are in characters (Unicode scalar values) unless they say bytes.

/// The text of one message, once Markdown or HTML has become plain text.
pub const MESSAGE_LENGTH: usize = 10_000;
/// A message as its author's editor sends it, markup and all.
pub const MESSAGE_HTML_BYTES: usize = 128 * 1024;
/// A boost, in characters as people count them (grapheme clusters).
pub const BOOST_LENGTH: usize = 16;
/// Names of people, rooms, bots and the account.
pub const NAME_LENGTH: usize = 100;
pub const EMAIL_LENGTH: usize = 254;
pub const BIO_LENGTH: usize = 200;
pub const PASSWORD_SHORTEST: usize = 8;
pub const PASSWORD_LONGEST: usize = 128;
pub const CUSTOM_STYLES_BYTES: usize = 64 * 1024;
pub const WEBHOOK_URL_LENGTH: usize = 2_048;
pub const CLIENT_MESSAGE_ID_LENGTH: usize = 64;
/// A search query; longer ones are cut off by nobody, they are refused.
pub const QUERY_LENGTH: usize = 1_000;
/// A JSON body.
pub const BODY_BYTES: usize = 256 * 1024;
/// Messages in a page, unless the caller asks for fewer or more.
pub const PAGE: u32 = 40;
pub const LARGEST_PAGE: u32 = 100;

/// How long a page is when somebody asks for this much: whatever is more than the most is the most.
pub fn page_length(asked: Option<u64>) -> u32 {
    let most = u64::from(LARGEST_PAGE);
    asked.map_or(PAGE, |asked| u32::try_from(asked.min(most)).unwrap_or(LARGEST_PAGE)).max(1)
}
/// `unread_count` stops counting here: past it, the number tells nobody anything.
pub const UNREAD_COUNT: u32 = 100;
/// Recent searches kept for each person.
pub const RECENT_SEARCHES: u32 = 10;
/// Missed messages that are replayed to a socket; past them the client loads the page anew.
pub const REPLAY: u32 = 500;
/// One WebSocket frame, in bytes.
pub const FRAME_BYTES: usize = 64 * 1024;
/// Rooms that one socket may follow.
pub const SUBSCRIPTIONS: usize = 200;
