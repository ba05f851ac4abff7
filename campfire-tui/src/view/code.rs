//! A link as a picture for a camera: two modules a character, one above the other.

use jiff::Timestamp;
use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::{
    Frame,
    layout::Rect,
    style::{Color, Style},
    text::Line,
};

use super::{line, on, window};
use crate::{
    app::{App, overlay::Code},
    screen,
    text::{self, wrap},
    theme::Depth,
};

/// Modules left empty around the picture; cameras want to see where it ends.
const MARGIN: usize = 2;

pub(super) fn draw(app: &App, code: &Code, frame: &mut Frame<'_>) {
    let theme = &app.theme;
    let (width, height) = app.size;
    let columns = usize::from(width.saturating_sub(4)).max(1);
    let until = Timestamp::from_millisecond(code.until.as_millis()).unwrap_or_default();
    let until = until.to_zoned(app.zone.clone()).strftime("%H:%M");
    let mut said = wrap::wrap_text(&text::clean_line(&code.url), columns);
    said.push(format!("Works until {until}, for whoever has it. Enter copies, Esc closes"));
    let picture = rows(&code.url, app.light && app.depth == Depth::None);
    let high = picture.len() + said.len() + 2;
    let fits = picture.first().is_some_and(|row| row.chars().count() <= columns)
        && high <= usize::from(height.saturating_sub(2));
    let widest = said.iter().map(|row| text::width(row)).max().unwrap_or(0).min(columns);
    let wide = picture.first().map_or(0, |row| row.chars().count()).max(widest) + 4;
    let (picture, high) = if fits {
        (picture, high)
    } else {
        said.push("The picture of it needs a larger window".to_owned());
        (Vec::new(), said.len() + 2)
    };
    let small = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    let area = screen::centered(app.size, small(wide), small(high));
    let inside = window(theme, frame, area, "Sign in on another device");
    let ink = match app.depth {
        Depth::None => theme.text,
        Depth::Sixteen | Depth::Many | Depth::True => {
            Style::new().fg(Color::White).bg(Color::Black)
        }
    };
    let across = small(picture.first().map_or(0, |it| it.chars().count()));
    let indent = inside.width.saturating_sub(across) / 2;
    let drawn = picture.len();
    for (row, place) in picture.into_iter().zip(inside.rows()) {
        let place = Rect { x: place.x + indent, width: across, ..place }.intersection(place);
        line(frame, place, Line::styled(row, ink));
    }
    let muted = on(theme.muted, theme.surface);
    for (row, place) in said.into_iter().zip(inside.rows().skip(drawn)) {
        line(frame, place, Line::styled(format!(" {row}"), muted));
    }
}

/// The picture in half blocks. Light is what is drawn, since most terminals are dark; on a light one
/// without colours it is the other way round.
fn rows(url: &str, dark_is_drawn: bool) -> Vec<String> {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::L) else { return Vec::new() };
    let width = code.width();
    let whole = width + 2 * MARGIN;
    let drawn = |x: usize, y: usize| {
        let inside = (MARGIN..MARGIN + width).contains(&x) && (MARGIN..MARGIN + width).contains(&y);
        let dark = inside && code[(x - MARGIN, y - MARGIN)] == Module::Dark;
        dark == dark_is_drawn
    };
    // Below the last row is what is around the whole picture.
    let half = |x: usize, y: usize| match (drawn(x, y), drawn(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    (0..whole).step_by(2).map(|y| (0..whole).map(|x| half(x, y)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the half blocks back as modules.
    fn modules(rows: &[String]) -> Vec<Vec<bool>> {
        let both = rows.iter().flat_map(|row| {
            let top = row.chars().map(|c| matches!(c, '█' | '▀')).collect();
            let bottom = row.chars().map(|c| matches!(c, '█' | '▄')).collect();
            [top, bottom]
        });
        both.collect()
    }

    #[test]
    fn the_picture_holds_the_code_light_on_dark_and_the_other_way_round() {
        let url = "https://chat.example.org/transfer/abc";
        let code = QrCode::with_error_correction_level(url, EcLevel::L).unwrap();
        let (light, dark) = (modules(&rows(url, false)), modules(&rows(url, true)));

        for y in 0..code.width() {
            for x in 0..code.width() {
                let is_dark = code[(x, y)] == Module::Dark;
                assert_eq!(dark[y + MARGIN][x + MARGIN], is_dark);
                assert_eq!(light[y + MARGIN][x + MARGIN], !is_dark);
            }
        }
        for margin in [light.first(), light.last()] {
            assert!(margin.unwrap().iter().all(|drawn| *drawn), "a light margin, above and below");
        }
    }
}
