//! What we build on: under licences that let anybody use the result, and without versions that are
//! known to be bad.
//!
//! This works offline, from the lock files alone. So it knows no advisory that isn't written down in
//! `tests/advisories.txt`, and no version that was withdrawn since: whoever raises a version looks.

#![expect(clippy::unwrap_used, reason = "what can't be read fails the test that wants it")]

use std::{fs, path::Path, process::Command};

use serde_json::Value;

/// Licences that ask for no more than a copy of themselves, or for changes to their own files.
const ALLOWED: [&str; 17] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
];

#[test]
fn every_crate_may_be_used_by_anybody() {
    let refused: Vec<String> = crates()
        .iter()
        .filter(|it| !it["license"].as_str().is_some_and(is_allowed))
        .map(|it| format!("{} {} ({})", it["name"], it["version"], it["license"]))
        .collect();

    assert!(refused.is_empty(), "another licence, or none: {refused:#?}");
}

#[test]
fn every_crate_comes_from_the_registry() {
    let elsewhere: Vec<String> = crates()
        .iter()
        .filter(|it| it["source"].as_str().is_some_and(|from| !from.starts_with("registry+")))
        .map(|it| format!("{} from {}", it["name"], it["source"]))
        .collect();

    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
}

#[test]
fn no_version_is_known_to_be_bad() {
    let mut used: Vec<(String, String)> = crates()
        .iter()
        .map(|it| (format!("crate {}", text(&it["name"])), text(&it["version"]).to_owned()))
        .collect();
    used.extend(
        modules().iter().map(|(name, it)| (format!("npm {name}"), text(&it["version"]).to_owned())),
    );

    let mut bad = Vec::new();
    for line in include_str!("advisories.txt").lines() {
        let rule: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
        let [kind, name, how, version] = rule[..] else {
            assert!(rule.is_empty(), "this line can't be read: {line}");
            continue;
        };
        bad.extend(used.iter().filter(|(it, used)| {
            *it == format!("{kind} {name}")
                && match how {
                    "below" => numbers(used) < numbers(version),
                    "is" => used == version,
                    _ => panic!("`below` or `is`, please: {line}"),
                }
        }));
    }

    assert!(bad.is_empty(), "tests/advisories.txt says why: {bad:#?}");
}

/// A version's numbers, in the order that decides.
fn numbers(version: &str) -> Vec<u64> {
    version.split(['.', '-', '+']).map_while(|number| number.parse().ok()).collect()
}

#[test]
fn every_module_that_browsers_get_may_be_used_by_anybody() {
    let refused: Vec<String> = modules()
        .iter()
        // What only builds and tests is on nobody's machine but ours.
        .filter(|(_, it)| it["dev"] != true && it["devOptional"] != true)
        .filter(|(_, it)| !it["license"].as_str().is_some_and(is_allowed))
        .map(|(name, it)| format!("{name} ({})", it["license"]))
        .collect();

    assert!(refused.is_empty(), "another licence, or none: {refused:#?}");
}

#[test]
fn a_licence_is_read_as_it_is_meant() {
    for allowed in [
        "MIT",
        "MIT/Apache-2.0",
        "MIT OR GPL-3.0-only",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
    ] {
        assert!(is_allowed(allowed), "{allowed}");
    }
    for refused in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "AGPL-3.0 OR SSPL-1.0", "", "Custom"] {
        assert!(!is_allowed(refused), "{refused}");
    }
}

/// Whether an expression offers a choice that we allow. `OR` binds looser than `AND`; brackets are
/// undone from the inside out.
fn is_allowed(expression: &str) -> bool {
    if let Some(close) = expression.find(')') {
        let Some(open) = expression[..close].rfind('(') else { return false };
        let inner = if is_allowed(&expression[open + 1..close]) { "MIT" } else { "refused" };
        return is_allowed(&format!("{}{inner}{}", &expression[..open], &expression[close + 1..]));
    }
    expression.replace('/', " OR ").split(" OR ").any(|choice| {
        choice.split(" AND ").all(|licence| {
            let licence = licence.split(" WITH ").next().unwrap_or_default();
            ALLOWED.contains(&licence.trim())
        })
    })
}

/// All crates of the lock file that are built for any system, our own aside.
fn crates() -> Vec<Value> {
    let said = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let metadata: Value = serde_json::from_slice(&said.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().filter(|it| !it["source"].is_null()).cloned().collect()
}

/// All modules of the browser's client; none before there is one.
fn modules() -> Vec<(String, Value)> {
    let Ok(lock) = fs::read_to_string(root().join("frontend/package-lock.json")) else {
        return Vec::new();
    };
    let lock: Value = serde_json::from_str(&lock).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    packages
        .iter()
        .filter_map(|(path, it)| {
            let (_, name) = path.rsplit_once("node_modules/")?;
            Some((name.to_owned(), it.clone()))
        })
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
