//! What is made from the code is what the code would make.

use std::process::Command;

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
