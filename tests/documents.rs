//! What is made from the code is what the code would make, and what is written about it is true.
#![expect(clippy::unwrap_used, reason = "what can't be read fails the test that wants it")]

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use campfire_server::command_line::CommandLine;
use clap::CommandFactory;

/// A file of ours, by its path from the top of the house.
fn read(path: &str) -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(top.join(path)).unwrap()
}

/// What stands between backticks in the first column of a page's tables.
fn first_cells(page: &str) -> Vec<&str> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn the_documents_are_not_stale() {
    let said = Command::new(env!("CARGO_BIN_EXE_generate")).arg("--check").output().unwrap();

    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn the_api_for_people_names_every_route() {
    let document = campfire_server::http::document();
    let text = include_str!("../docs/api.md");

    let unknown: Vec<&String> = document
        .paths
        .paths
        .keys()
        .filter(|path| !text.contains(&format!("`{path}`")) && !text.contains(&format!(" {path}`")))
        .collect();

    assert!(unknown.is_empty(), "docs/api.md says nothing of {unknown:?}");
}

#[test]
fn the_page_of_settings_knows_each_and_no_other() {
    let command = CommandLine::command();
    let settings = command.get_arguments().filter_map(|it| it.get_env()?.to_str());
    let settings: BTreeSet<&str> = settings.collect();
    let page = read("docs/configuration.md");
    let told: BTreeSet<&str> = first_cells(&page).into_iter().collect();

    assert_eq!(told, settings);
    // What it is without being set is what the program says.
    for argument in command.get_arguments() {
        let (Some(name), [value]) = (argument.get_env(), argument.get_default_values()) else {
            continue;
        };
        let (name, value) = (name.to_str().unwrap(), value.to_str().unwrap());
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        let default = row.split(" | ").nth(1).unwrap();
        let shown = default.contains(&format!("`{value}`"));
        assert!(shown || value.contains("letsencrypt") && default == "Let's Encrypt", "{row}");
    }
}

#[test]
fn trouble_is_told_in_the_words_that_people_see() {
    // Sentences are broken over lines in the sources, and hold what they are about in braces.
    let sources = ["config", "http", "store", "tls", "delivery"].map(|room| {
        let folder = format!("campfire-server/src/{room}");
        all_under(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder))
    });
    let tops = ["error.rs", "lib.rs", "main.rs", "store.rs", "tls.rs", "http.rs"];
    let tops = tops.map(|file| read(&format!("campfire-server/src/{file}")));
    let words = |text: &str| {
        let text = text.replace("\\\n", " ").replace('"', "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let sources = words(&[sources.concat(), tops.concat()].concat());
    let page = read("docs/troubleshooting.md");

    let sentences = first_cells(&page);
    let unknown: Vec<_> = sentences
        .iter()
        // What the system says, and not the program.
        .filter(|sentence| **sentence != "Too many open files")
        .filter(|sentence| !sources.contains(&words(sentence)))
        .collect();

    assert!(sentences.len() > 25, "{sentences:?}");
    assert!(unknown.is_empty(), "nothing says {unknown:#?}");
}

fn all_under(folder: std::path::PathBuf) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { all_under(path) } else { fs::read_to_string(path).unwrap() })
        .collect()
}

#[test]
fn what_is_to_be_watched_is_what_is_measured() {
    let figures = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let ours = words.filter(|it| it.starts_with("campfire_") || it.starts_with("process_"));
        let ours =
            ours.filter(|it| it.len() > "process_".len() && !it.starts_with("campfire_proto"));
        ours.map(|it| it.trim_end_matches("_bucket").trim_end_matches("_count").to_owned())
            .collect()
    };
    let measured = figures(&read("campfire-server/src/http/measures.rs"));

    let told = figures(&read("docs/operations.md"));
    let drawn = figures(&read("packaging/grafana.json"));

    assert_eq!(told, measured, "docs/operations.md tells of each figure");
    assert!(drawn.is_subset(&measured), "{:?}", drawn.difference(&measured));
    serde_json::from_str::<serde_json::Value>(&read("packaging/grafana.json")).unwrap();
}

#[test]
fn links_between_pages_lead_somewhere() {
    let pages = ["README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md"].map(str::to_owned);
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let docs = fs::read_dir(top.join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let docs = docs.map(|name| format!("docs/{}", name.to_string_lossy()));
    let docs = docs.filter(|name| Path::new(name).extension().is_some_and(|it| it == "md"));

    for page in pages.into_iter().chain(docs) {
        let text = read(&page);
        let folder = top.join(&page).parent().unwrap().to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let file = link.split('#').next().unwrap();
            assert!(folder.join(file).exists(), "{page} leads to {link}");
        }
    }
}
