//! A screen as a picture: what tmux says of each cell becomes a page, and the browser that the journeys
//! use takes a photograph of it.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path, process::Stdio};

use tokio::process::Command;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How large a cell is in the picture.
const CELL: (f64, f64) = (8.0, 17.0);

/// What the terminal itself looks like.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    pub letters: &'static str,
    pub ground: &'static str,
}

pub const DARK: Ink = Ink { letters: "#d8d4cf", ground: "#101014" };
pub const LIGHT: Ink = Ink { letters: "#24222a", ground: "#ffffff" };

/// What swaps letters and ground.
const REVERSED: u16 = 7;

/// How a cell is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Look {
    letters: Option<String>,
    ground: Option<String>,
    /// Bold, underlined and the like, by the numbers that turn them on.
    marks: BTreeSet<u16>,
}

/// Photographs a screen of so many columns and rows, with the cursor where it stands.
pub async fn take(screen: &str, size: (u16, u16), cursor: Option<(u16, u16)>, ink: Ink, to: &Path) {
    let page = to.with_extension("html");
    fs::write(&page, html(screen, size, cursor, ink)).unwrap();
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let [width, height] = [f64::from(size.0) * CELL.0, f64::from(size.1) * CELL.1];
    let taken = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"])
        .arg(format!("--window-size={width},{height}"))
        .arg(format!("--screenshot={}", to.display()))
        .arg(format!("file://{}", page.display()))
        .stderr(Stdio::null())
        .status()
        .await;
    assert!(taken.expect("chromium is installed: `make prepare-tests`").success());
    fs::remove_file(page).unwrap();
}

fn html(screen: &str, size: (u16, u16), cursor: Option<(u16, u16)>, ink: Ink) -> String {
    let Ink { letters, ground } = ink;
    let (wide, high) = CELL;
    let mut page = format!(
        "<!doctype html><meta charset=utf-8><style>
         body {{ margin: 0; background: {ground}; color: {letters}; overflow: hidden;
                font: 13px/{high}px 'DejaVu Sans Mono', 'Noto Color Emoji', monospace; }}
         i {{ position: absolute; height: {high}px; overflow: hidden; white-space: pre;
              font-style: normal; text-align: center; }}
         </style>"
    );
    let mut look = Look::default();
    for (row, line) in (0..size.1).zip(screen.lines()) {
        let mut column = 0;
        for (look, cluster) in cells(line, &mut look) {
            let columns = u16::try_from(cluster.width()).unwrap();
            let style = css(&look, ink);
            let [left, top] = [f64::from(column) * wide, f64::from(row) * high];
            let width = f64::from(columns) * wide;
            let shown = cluster.replace('&', "&amp;").replace('<', "&lt;");
            write!(
                page,
                "<i style=\"left:{left}px;top:{top}px;width:{width}px;{style}\">{shown}</i>"
            )
            .unwrap();
            column += columns;
        }
    }
    if let Some((x, y)) = cursor {
        let (left, top) = (f64::from(x) * wide, f64::from(y) * high);
        write!(page, "<i style=\"left:{left}px;top:{top}px;width:2px;background:{letters}\"></i>")
            .unwrap();
    }
    page
}

fn css(look: &Look, ink: Ink) -> String {
    let mut letters = look.letters.clone().unwrap_or_else(|| ink.letters.to_owned());
    let mut ground = look.ground.clone().unwrap_or_else(|| ink.ground.to_owned());
    if look.marks.contains(&REVERSED) {
        std::mem::swap(&mut letters, &mut ground);
    }
    let mut style = format!("color:{letters};background:{ground};");
    style.extend(look.marks.iter().map(|mark| match mark {
        1 => "font-weight:bold;",
        2 => "opacity:.6;",
        3 => "font-style:italic;",
        4 => "text-decoration:underline;",
        9 => "text-decoration:line-through;",
        _ => "",
    }));
    style
}

/// The clusters of a line, each with its look: what tmux writes is text and `ESC [ … m`. A line begins
/// as the one before it has ended.
fn cells(line: &str, look: &mut Look) -> Vec<(Look, String)> {
    let mut cells = Vec::new();
    for (number, piece) in line.split("\u{1b}[").enumerate() {
        let text = match piece.split_once('m') {
            Some((codes, text)) if number > 0 => {
                obey(look, codes);
                text
            }
            _ => piece,
        };
        // A link's address is told, too; it isn't drawn.
        let text =
            text.split("\u{1b}]8;").map(|part| part.split_once("\u{1b}\\").map_or(part, |it| it.1));
        for cluster in text.flat_map(|part| part.graphemes(true)) {
            if cluster.width() > 0 {
                cells.push((look.clone(), cluster.to_owned()));
            }
        }
    }
    cells
}

fn obey(look: &mut Look, codes: &str) {
    let mut codes = codes.split([';', ':']).map(|code| code.parse::<u16>().unwrap_or(0));
    while let Some(code) = codes.next() {
        match code {
            0 => *look = Look::default(),
            1..=9 => _ = look.marks.insert(code),
            22 => look.marks.retain(|mark| !matches!(mark, 1 | 2)),
            23..=29 => _ = look.marks.remove(&(code - 20)),
            30..=37 => look.letters = Some(indexed(code - 30)),
            38 => look.letters = color(&mut codes),
            39 => look.letters = None,
            40..=47 => look.ground = Some(indexed(code - 40)),
            48 => look.ground = color(&mut codes),
            49 => look.ground = None,
            90..=97 => look.letters = Some(indexed(code - 82)),
            100..=107 => look.ground = Some(indexed(code - 92)),
            _ => {}
        }
    }
}

fn color(codes: &mut impl Iterator<Item = u16>) -> Option<String> {
    match codes.next()? {
        5 => Some(indexed(codes.next()?)),
        2 => {
            let (red, green, blue) = (codes.next()?, codes.next()?, codes.next()?);
            Some(format!("#{red:02x}{green:02x}{blue:02x}"))
        }
        _ => None,
    }
}

/// One of the 256: sixteen of the terminal's own, a cube, and greys.
fn indexed(index: u16) -> String {
    const OWN: [&str; 16] = [
        "#1c1c22", "#c4483e", "#4f8f4a", "#b58a2c", "#4673b8", "#9356a0", "#3a8f93", "#c9c5bf",
        "#6a6872", "#e0675c", "#6fb46a", "#d9b04f", "#6b96dc", "#b87bc5", "#5bb3b7", "#f3f0ec",
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..=15 => OWN[usize::from(index)].to_owned(),
        16..=231 => {
            let at = usize::from(index - 16);
            let [red, green, blue] = [at / 36, at / 6 % 6, at % 6].map(|step| STEPS[step]);
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
        _ => {
            let grey = 8 + 10 * (index.min(255) - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_tmux_is_cells_with_their_looks() {
        let line = "\u{1b}[1m\u{1b}[38;2;255;0;16ma世\u{1b}[0m \u{1b}]8;;https://a\u{1b}\\b\u{1b}]8;;\u{1b}\\";

        let found = cells(line, &mut Look::default());

        let red =
            Look { letters: Some("#ff0010".to_owned()), marks: [1].into(), ..Look::default() };
        let expected =
            [(&red, "a"), (&red, "世"), (&Look::default(), " "), (&Look::default(), "b")];
        let expected = expected.map(|(look, text)| (look.clone(), text.to_owned()));
        assert_eq!(found, expected);
    }
}
