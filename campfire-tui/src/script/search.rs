//! `search`: what was said, in all rooms or in one.

use campfire_proto::{SearchPage, search::SearchSort};
use serde_json::json;

use super::{Early, Patience, place, print};
use crate::{api::Query, command_line::Search, settings::Settings};

pub(super) async fn search(args: &Search, settings: &Settings) -> Result<(), Early> {
    let patience = Patience::of(args.manner.timeout);
    let api = place::api_of(settings)?;
    // The usual room is for talking: without a flag every room is searched.
    let room = if args.place.room.is_some() || args.place.to.is_some() {
        Some(place::find(&args.place, &api, &patience, settings).await?.id)
    } else {
        None
    };
    let from = match &args.from {
        Some(person) => Some(place::find_person(person, &api, &patience).await?),
        None => None,
    };
    let sort = if args.recent { SearchSort::Recent } else { SearchSort::Relevant };
    let mut query = Query { words: args.words.join(" "), room, from, sort, before: None };
    let mut found = SearchPage { results: Vec::new(), next: None };
    let number = usize::try_from(args.number).unwrap_or(usize::MAX);
    while found.results.len() < number {
        let page = patience.persist(async || api.search(&query).await).await?;
        found.results.extend(page.results);
        found.next = page.next;
        if found.next.is_none() {
            break;
        }
        query.before.clone_from(&found.next);
    }
    let more_found = found.results.len() > number;
    found.results.truncate(number);
    if args.manner.json {
        let has_more = found.next.is_some() || more_found;
        return print::object(&json!({ "results": found.results, "has_more": has_more }));
    }
    let lines = found.results.iter().map(|result| {
        let room = print::harmless(&result.room.name);
        format!("#{room}  {}\n", print::message(&result.message))
    });
    print::bytes(lines.collect::<String>().as_bytes())
}
