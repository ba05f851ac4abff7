//! What the program carries besides itself: the browser's client, sounds, the brand.
//!
//! Nothing here touches the disk: a path is a name in a list made when the program was built, so
//! there is nowhere to climb out to. Files come compressed from the build where that pays.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::{House, domain::account, error::Error};

mod conditions;

use conditions::Asked;
pub(crate) use conditions::{accepts, is_known};

/// The browser's client, as `make web` leaves it; empty before that.
#[derive(RustEmbed)]
#[folder = "../frontend/dist"]
#[exclude = ".vite/*"]
#[allow_missing = true]
struct Pages;

/// The page that stands in until there is a client.
#[derive(RustEmbed)]
#[folder = "../frontend/placeholder"]
struct Placeholder;

#[derive(RustEmbed)]
#[folder = "../assets/sounds"]
#[include = "*.mp3"]
#[include = "*.svg"]
#[allow_missing = true]
struct Sounds;

#[derive(RustEmbed)]
#[folder = "../assets/brand"]
#[include = "*.svg"]
#[include = "*.png"]
#[include = "*.ico"]
#[allow_missing = true]
struct Brand;

/// Names with a hash of what they hold: these never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// A sound could be replaced by an upgrade, but nobody minds the old one for a month.
const MONTH: &str = "public, max-age=2592000";
/// Ask again each time; the answer is mostly a 304.
const ASK_AGAIN: &str = "no-cache";

/// Answers whatever no route answers: a file, or the page that finds its own way by the address.
pub(crate) async fn file_or_page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Error::NotFound.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Error::NotFound.into_response();
    }
    match find(path, &headers) {
        Some(found) => found.answer(&headers),
        None => Error::NotFound.into_response(),
    }
}

/// The CSS that administrators added, as a stylesheet of its own: pages allow no other.
pub(crate) async fn custom_styles(
    State(house): State<House>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let styles = account::custom_styles(&mut *house.readers.get().await?).await?;
    let found = Found {
        hash: Sha256::digest(styles.as_bytes()).into(),
        content: Cow::Owned(styles.into_bytes()),
        kind: "text/css".to_owned(),
        encoding: None,
        caching: ASK_AGAIN,
    };
    Ok(found.answer(&headers))
}

/// Something to answer with.
struct Found {
    content: Cow<'static, [u8]>,
    hash: [u8; 32],
    kind: String,
    encoding: Option<&'static str>,
    caching: &'static str,
}

fn find(path: &str, headers: &HeaderMap) -> Option<Found> {
    if let Some(name) = path.strip_prefix("assets/sounds/") {
        return plain(Sounds::get(name)?, MONTH);
    }
    if let Some(name) = path.strip_prefix("assets/brand/") {
        return plain(Brand::get(name)?, ASK_AGAIN);
    }
    if path.starts_with("assets/") {
        return page(path, headers, FOREVER);
    }
    if path.is_empty() {
        return start_page(headers);
    }
    if let Some(found) = page(path, headers, ASK_AGAIN) {
        return Some(found);
    }
    match path {
        // These are asked for by machines, who couldn't read a page in their place.
        "service-worker.js" | "webmanifest.json" | "robots.txt" => None,
        "favicon.svg" => plain(Brand::get(path)?, ASK_AGAIN),
        // Browsers ask for this one by themselves, and take any picture.
        "favicon.ico" => plain(Brand::get("favicon-32.png")?, ASK_AGAIN),
        _ => start_page(headers),
    }
}

/// The client's first page, which does the rest; before there is one, the page that says so.
fn start_page(headers: &HeaderMap) -> Option<Found> {
    page("index.html", headers, ASK_AGAIN)
        .or_else(|| plain(Placeholder::get("index.html")?, ASK_AGAIN))
}

/// One of the client's files, in the smallest form that the browser understands.
fn page(path: &str, headers: &HeaderMap, caching: &'static str) -> Option<Found> {
    let file = Pages::get(path)?;
    let kind = file.metadata.mimetype().to_owned();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(headers, encoding)
            && let Some(smaller) = Pages::get(&format!("{path}{ending}"))
        {
            return Some(Found { encoding: Some(encoding), kind, ..plain(smaller, caching)? });
        }
    }
    plain(file, caching)
}

#[expect(clippy::unnecessary_wraps, reason = "every caller looks for something")]
fn plain(file: EmbeddedFile, caching: &'static str) -> Option<Found> {
    let kind = file.metadata.mimetype().to_owned();
    let hash = file.metadata.sha256_hash();
    Some(Found { content: file.data, hash, kind, encoding: None, caching })
}

impl Found {
    fn answer(self, headers: &HeaderMap) -> Response {
        let etag = self.etag();
        let size = self.content.len();
        let (status, range) = if is_known(headers, etag.to_str().unwrap_or_default()) {
            (StatusCode::NOT_MODIFIED, 0..0)
        } else {
            match Asked::of(headers, &etag, size) {
                Asked::All => (StatusCode::OK, 0..size),
                Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
                Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
            }
        };
        let content_range = match status {
            StatusCode::PARTIAL_CONTENT => {
                Some(format!("bytes {}-{}/{size}", range.start, range.end - 1))
            }
            StatusCode::RANGE_NOT_SATISFIABLE => Some(format!("bytes */{size}")),
            _ => None,
        };
        let (kind, encoding, caching) = (self.content_type(), self.encoding, self.caching);
        let mut response = (status, part(self.content, range)).into_response();
        let answers = response.headers_mut();
        answers.insert(header::ETAG, etag);
        answers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        answers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        answers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        answers.insert(header::CONTENT_TYPE, kind);
        if let Some(encoding) = encoding {
            answers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        if let Some(value) = content_range.and_then(|it| HeaderValue::try_from(it).ok()) {
            answers.insert(header::CONTENT_RANGE, value);
        }
        response
    }

    /// Names exactly these bytes, so that the compressed form has another than the plain one.
    fn etag(&self) -> HeaderValue {
        let tag = format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(&self.hash[..18]));
        HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""))
    }

    fn content_type(&self) -> HeaderValue {
        let is_text = self.kind.starts_with("text/")
            || matches!(self.kind.as_str(), "application/json" | "application/javascript");
        let kind =
            if is_text { format!("{}; charset=utf-8", self.kind) } else { self.kind.clone() };
        HeaderValue::try_from(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"))
    }
}

/// Some of what there is, without a copy where it lies in the program itself.
fn part(content: Cow<'static, [u8]>, range: std::ops::Range<usize>) -> Body {
    match content {
        Cow::Borrowed(all) => Body::from(&all[range]),
        Cow::Owned(all) => Body::from(all[range].to_vec()),
    }
}
