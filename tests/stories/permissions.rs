//! Who may do what: every route, as everybody, in every kind of room, against `docs/permissions.md`.

use std::collections::{BTreeMap, BTreeSet};

use campfire_tests::{StatusCode, TestCampfire};

mod cast;
mod frames;
mod page;
mod requests;

use cast::{Cast, Place};
use page::{Cell, Row, rows};

const KINDS: [&str; 3] = ["open", "closed", "direct"];

#[tokio::test]
async fn every_route_has_its_row_and_every_row_its_route() {
    let campfire = TestCampfire::start().await;
    let document = campfire.stranger().get("/api/openapi.json").await.is(StatusCode::OK).json();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            routes.insert((method.to_uppercase(), path.clone()));
        }
    }

    let rows = rows();

    let named: BTreeSet<_> = rows
        .iter()
        .filter(|row| !row.is_frame())
        .map(|row| (row.method.clone(), row.path.clone()))
        .collect();
    assert_eq!(named, routes);
    let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.asks_for_a_room()) {
        kinds.entry(row.name()).or_default().extend(KINDS.iter().filter(|kind| row.is_of(kind)));
    }
    for (name, mut covered) in kinds {
        covered.sort_unstable();
        assert_eq!(covered, ["closed", "direct", "open"], "{name}: each kind of room once");
    }
}

#[tokio::test]
async fn in_open_rooms_everybody_may_do_what_the_table_says() {
    Box::pin(in_rooms("open")).await;
}

#[tokio::test]
async fn in_closed_rooms_everybody_may_do_what_the_table_says() {
    Box::pin(in_rooms("closed")).await;
}

#[tokio::test]
async fn in_direct_rooms_everybody_may_do_what_the_table_says() {
    Box::pin(in_rooms("direct")).await;
}

async fn in_rooms(kind: &str) {
    let cast = Box::pin(Cast::assemble()).await;
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.is_of(kind)).collect();
    let mut differences = Vec::new();
    for column in rows[0].cells.keys() {
        // What was refused has changed nothing, so that the next may be tried in the same place.
        let mut place: Option<Place> = None;
        for row in &rows {
            for asker in cast.askers(column) {
                let here = match place.take() {
                    Some(place) => place,
                    None => cast.place(kind, column).await,
                };
                let status = if row.is_frame() {
                    cast.says(row, &here, &asker).await
                } else {
                    cast.asks_in(row, &here, &asker).await
                };
                if row.changes_nothing() || !status.is_success() {
                    place = Some(here);
                }
                differences.extend(compare(row, column, status));
            }
        }
    }
    assert!(differences.is_empty(), "in {kind} rooms:\n{}", differences.join("\n"));
}

#[tokio::test]
async fn outside_rooms_everybody_may_do_what_the_table_says() {
    let cast = Box::pin(Cast::assemble()).await;
    let mut differences = Vec::new();
    for row in rows().iter().filter(|row| !row.asks_for_a_room()) {
        for column in row.cells.keys() {
            for asker in cast.askers(column) {
                let status = cast.asks(row, &asker).await;
                differences.extend(compare(row, column, status));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What is wrong with a cell, if anything is.
fn compare(row: &Row, column: &str, status: StatusCode) -> Option<String> {
    let (promised, found) = (row.cells[column], Cell::from(status));
    (promised != found)
        .then(|| format!("{}, {column}: {promised:?} in the table, and {found:?}", row.name()))
}
