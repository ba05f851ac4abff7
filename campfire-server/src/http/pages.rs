//! Pages of a room as they go over the wire: written and compressed once for all who ask.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, Write},
};

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use campfire_proto::MessagePage;
use flate2::{Compression, write::GzEncoder};

use crate::{
    assets::{accepts, is_known},
    domain::recall::Page,
};

/// A page of forty goes from 26 KB to 2.4; level 9 would save a hundredth more.
const LEVEL: Compression = Compression::new(4);

pub(super) fn written(page: &MessagePage) -> Page {
    // Our own types always have a JSON form.
    let body = serde_json::to_vec(page).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    Page::new(body.into(), format!("\"{:016x}\"", hasher.finish()))
}

/// The page in the smallest form that is understood, or a 304 for those who have it.
pub(super) fn unless_known(headers: &HeaderMap, page: &Page) -> Response {
    let with = [(header::CACHE_CONTROL, "private, no-cache"), (header::VARY, "accept-encoding")];
    if is_known(headers, &page.etag) {
        let tag = [(header::ETAG, page.etag.clone())];
        return (StatusCode::NOT_MODIFIED, with, tag).into_response();
    }
    let json = [(header::CONTENT_TYPE, "application/json")];
    if accepts(headers, "gzip")
        && let Ok(zipped) = page.zipped(zip)
    {
        // A weak tag: these are other bytes that mean the same.
        let tag = [(header::ETAG, format!("W/{}", page.etag))];
        let coding = [(header::CONTENT_ENCODING, "gzip")];
        return (with, tag, json, coding, zipped).into_response();
    }
    (with, [(header::ETAG, page.etag.clone())], json, page.body.clone()).into_response()
}

fn zip(body: &[u8]) -> io::Result<Bytes> {
    let mut zipped = GzEncoder::new(Vec::with_capacity(body.len() / 6), LEVEL);
    zipped.write_all(body)?;
    Ok(zipped.finish()?.into())
}
