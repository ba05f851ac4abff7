//! Reads `docs/permissions.md`: tables, and what their cells promise.

use std::{collections::BTreeMap, path::Path};

use campfire_tests::StatusCode;

/// One row: what is asked, where, and what comes of it for each column.
pub(super) struct Row {
    pub(super) method: String,
    /// As the API's document has it.
    pub(super) path: String,
    /// What the request is about, where the route doesn't say: `somebody else`.
    pub(super) about: Option<String>,
    /// `any`, or kinds by commas; none where no room is asked for.
    room: Option<String>,
    pub(super) cells: BTreeMap<String, Cell>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    Yes,
    Refused(u16),
}

impl Cell {
    fn read(text: &str) -> Self {
        match text {
            "yes" => Self::Yes,
            number => Self::Refused(number.parse().unwrap()),
        }
    }
}

impl From<StatusCode> for Cell {
    fn from(status: StatusCode) -> Self {
        if status.is_success() { Self::Yes } else { Self::Refused(status.as_u16()) }
    }
}

impl Row {
    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.room
            .as_deref()
            .is_some_and(|room| room == "any" || room.split(", ").any(|k| k == kind))
    }

    pub(super) fn asks_for_a_room(&self) -> bool {
        self.room.is_some()
    }

    pub(super) fn is_frame(&self) -> bool {
        self.method == "FRAME"
    }

    pub(super) fn changes_nothing(&self) -> bool {
        self.method == "GET"
    }

    /// What is tried, for whoever reads why the test failed.
    pub(super) fn name(&self) -> String {
        let about = self.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
        format!("{} {}{about}", self.method, self.path)
    }
}

/// Every row of the page that is about a route.
pub(super) fn rows() -> Vec<Row> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = std::fs::read_to_string(top.join("docs/permissions.md")).unwrap();
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells[0] == "Route" {
            columns = cells;
        } else if cells[0].starts_with('`') {
            rows.push(row(&columns, &cells));
        }
    }
    rows
}

fn row(columns: &[&str], cells: &[&str]) -> Row {
    assert_eq!(columns.len(), cells.len(), "{} has too many cells, or too few", cells[0]);
    let (route, about) = cells[0].trim_start_matches('`').split_once('`').unwrap();
    let (method, path) = route.split_once(' ').unwrap();
    let about = about.trim().strip_prefix('(').and_then(|about| about.strip_suffix(')'));
    let room = (columns[1] == "Room").then(|| cells[1].to_owned());
    let first = if room.is_some() { 2 } else { 1 };
    let named = columns.iter().zip(cells).skip(first);
    Row {
        method: method.to_owned(),
        path: path.to_owned(),
        about: about.map(str::to_owned),
        room,
        cells: named.map(|(name, cell)| ((*name).to_owned(), Cell::read(cell))).collect(),
    }
}
