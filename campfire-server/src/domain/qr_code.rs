//! Links as pictures, for another device's camera.

use qrcode::{QrCode, render::svg};

use crate::error::Error;

/// The picture's smallest edge: a phone reads it across a desk.
const EDGE: u32 = 240;

/// A link as an SVG element.
pub(super) fn picture(url: &str) -> Result<String, Error> {
    let code = QrCode::new(url).map_err(|cause| {
        tracing::error!(%cause, "a link doesn't fit into a QR code; is PUBLIC_URL very long?");
        Error::Broken
    })?;
    let svg = code.render::<svg::Color<'_>>().min_dimensions(EDGE, EDGE).build();
    // Without the XML declaration it can stand in a page as it is.
    Ok(svg.split_once("?>").map_or(svg.clone(), |(_, element)| element.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_one_element_without_a_declaration() {
        let svg = picture("https://chat.example.com/transfer/abc").unwrap();

        assert!(svg.starts_with("<svg "), "{svg}");
        assert!(svg.ends_with("</svg>"));
    }
}
