//! The house rules that a machine can check, so that nobody has to be the one who says it.
#![expect(clippy::unwrap_used, reason = "a test that can't read the sources has failed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A file of ours.
struct Source {
    /// From the top of the house: `campfire-server/src/http/rooms.rs`.
    path: String,
    text: String,
}

impl Source {
    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|known| known == extension)
    }

    /// Server code as it runs: without tests, without comments.
    fn running(&self) -> String {
        // Test modules stand last in a file; those in files of their own are not read at all.
        let code = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code.lines().map(|line| {
            let comment = line.find("//").filter(|at| !line[..*at].ends_with(':'));
            comment.map_or(line, |at| &line[..at])
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn in_domain(&self) -> bool {
        self.path.starts_with("campfire-server/src/domain")
    }
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Everything we wrote: not what was built, fetched or generated.
fn sources() -> Vec<Source> {
    const NOT_OURS: [&str; 6] =
        ["target", "node_modules", "dist", ".git", "test-results", "playwright-report"];
    // Where a server that is tried out keeps its file.
    let tried_out = top().join("data");
    let mut sources = Vec::new();
    let mut folders = vec![top()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) && path != tried_out {
                    folders.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(top()).unwrap().to_string_lossy().into_owned();
                sources.push(Source { path, text });
            }
        }
    }
    sources
}

fn rust() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(|source| source.is("rs"))
}

/// The server's and the terminal's own code, as it runs: without files that only tests are in.
fn programs() -> impl Iterator<Item = Source> {
    let ours = rust().filter(|source| source.path.starts_with("campfire-"));
    let ours: Vec<_> = ours.filter(|source| source.path.contains("/src/")).collect();
    let tests: Vec<_> = ours.iter().flat_map(test_rooms).collect();
    ours.into_iter().filter(move |source| {
        let module = source.path.trim_end_matches(".rs");
        !tests.iter().any(|room| module == room || module.starts_with(&format!("{room}/")))
    })
}

/// The modules of a file that stand under `#[cfg(test)]` in files of their own, as paths.
fn test_rooms(source: &Source) -> Vec<String> {
    let house = source.path.trim_end_matches(".rs");
    let house = house.strip_suffix("/lib").or_else(|| house.strip_suffix("/main")).unwrap_or(house);
    let under = source.text.split("#[cfg(test)]\nmod ").skip(1);
    let names = under.filter_map(|rest| rest.split_once(';').map(|(name, _)| name));
    let names = names.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
    names.map(|name| format!("{house}/{name}")).collect()
}

fn generated(source: &Source) -> bool {
    let head: String = source.text.lines().take(3).collect();
    head.contains("generated") || head.contains("Generated")
}

/// The sources that break a rule, by path.
fn breaking(sources: impl Iterator<Item = Source>, rule: impl Fn(&Source) -> bool) -> Vec<String> {
    sources.filter(|source| rule(source)).map(|source| source.path).collect()
}

#[test]
fn no_source_file_is_longer_than_500_lines() {
    let ours = sources().into_iter().filter(|source| {
        ["rs", "ts", "tsx", "css"].iter().any(|extension| source.is(extension))
            && !generated(source)
    });

    let long = breaking(ours, |source| source.text.lines().count() > 500);

    assert!(long.is_empty(), "split these by what they are about: {long:?}");
}

#[test]
fn every_file_says_what_lives_in_it() {
    let silent = breaking(rust(), |source| !source.text.starts_with("//!"));
    assert!(silent.is_empty(), "these need a `//!` line: {silent:?}");

    let migrations =
        sources().into_iter().filter(|s| s.path.starts_with("migrations/") && s.is("sql"));
    let silent = breaking(migrations, |source| !source.text.starts_with("-- "));
    assert!(silent.is_empty(), "these need a comment that says why: {silent:?}");
}

#[test]
fn rooms_have_names_that_mean_something() {
    const EMPTY: [&str; 9] =
        ["utils", "util", "helpers", "common", "shared", "misc", "types", "manager", "service"];
    let code = sources()
        .into_iter()
        .filter(|source| ["rs", "ts", "tsx", "css"].iter().any(|extension| source.is(extension)));

    let empty = breaking(code, |source| {
        let parts = source.path.split('/').map(|part| part.split('.').next().unwrap());
        source.path.ends_with("mod.rs") || parts.into_iter().any(|part| EMPTY.contains(&part))
    });

    assert!(empty.is_empty(), "call these what they are: {empty:?}");
}

#[test]
fn nothing_is_left_for_later() {
    // Spelled in halves, or this file would find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let code = sources().into_iter().filter(|source| {
        ["rs", "ts", "tsx", "css", "sql", "toml"].iter().any(|extension| source.is(extension))
            && !generated(source)
    });

    let later = breaking(code, |source| {
        let mut words = source.text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| marks.contains(&word))
    });

    assert!(later.is_empty(), "do it, or have it filed: {later:?}");
}

#[test]
fn the_domain_knows_neither_http_nor_sockets_nor_the_writer() {
    let leaks = breaking(programs().filter(Source::in_domain), |source| {
        let code = source.running();
        ["crate::http", "crate::live", "crate::delivery", "crate::assets", "axum"]
            .iter()
            .any(|room| code.contains(room))
            || uses(&code).iter().any(|path| path.starts_with("store::writer"))
    });

    assert!(leaks.is_empty(), "these look the wrong way: {leaks:?}");
}

#[test]
fn whoever_looks_into_another_room_may_do_so() {
    // Who may look where, by room. `lib.rs` and `main.rs` see all; everyone sees errors and settings.
    let may: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("content", &[] as &[&str]),
        ("error", &[]),
        ("config", &[]),
        ("domain", &["content", "store"]),
        ("store", &["domain", "live", "delivery"]),
        ("live", &["domain", "http", "store"]),
        ("names", &[]),
        ("delivery", &["domain", "store", "content", "names"]),
        ("tls", &["domain", "names"]),
        ("assets", &["domain", "http", "store"]),
        ("http", &["domain", "live", "store", "content", "assets"]),
    ]);
    let mut wrong = Vec::new();

    for source in programs().filter(|source| source.path.starts_with("campfire-server/")) {
        let room = room_of(&source);
        let Some(allowed) = may.get(room.as_str()) else { continue };
        for path in uses(&source.running()) {
            let other = path.split("::").next().unwrap();
            let known = may.contains_key(other) && other != room;
            if known && !["error", "config"].contains(&other) && !allowed.contains(&other) {
                wrong.push(format!("{} looks into {other}", source.path));
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// `http` for `campfire-server/src/http/rooms.rs`.
fn room_of(source: &Source) -> String {
    let inside = source.path.split("/src/").nth(1).unwrap();
    inside.split(['/', '.']).next().unwrap().to_owned()
}

/// All that a file takes from its own crate: `store::Readers`, `domain::presence::Presence`, also
/// out of braces.
fn uses(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        unfold("", rest, &mut found);
    }
    found
}

/// Reads one path, or a whole group in braces, each with what stands before it.
fn unfold(before: &str, rest: &str, found: &mut BTreeSet<String>) {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c))).unwrap_or(rest.len());
    let path = format!("{before}{}", &rest[..end]);
    let Some(group) = rest[end..].strip_prefix('{') else {
        found.insert(path.trim_end_matches(':').to_owned());
        return;
    };
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    unfold(&path, group[start..at].trim(), found);
                }
                start = at + 1;
                if c == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

/// The module that a path leads to: the longest beginning that is a file of ours.
fn module_of(path: &str, modules: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<_> = path.split("::").collect();
    while !parts.is_empty() {
        let name = parts.join("::");
        if modules.contains(&name) {
            return Some(name);
        }
        parts.pop();
    }
    None
}

/// Which file looks into which, by module path (`domain::rooms`), within one crate. A module and
/// the folder that bears its name are one house: parent and child may know each other.
fn looks(krate: &str) -> BTreeMap<String, BTreeSet<String>> {
    let prefix = format!("{krate}/src/");
    let files: Vec<_> = programs().filter(|source| source.path.starts_with(&prefix)).collect();
    let name =
        |source: &Source| source.path[prefix.len()..].trim_end_matches(".rs").replace('/', "::");
    let modules: BTreeSet<_> = files.iter().map(&name).collect();
    let mut looks = BTreeMap::new();
    for file in &files {
        let me = name(file);
        if ["main", "lib"].contains(&me.as_str()) {
            continue;
        }
        let code = file.running();
        let mut paths = uses(&code);
        if let Some((parent, _)) = me.rsplit_once("::") {
            for (at, _) in code.match_indices("super::") {
                unfold(&format!("{parent}::"), &code[at + "super::".len()..], &mut paths);
            }
        }
        let others = paths.iter().filter_map(|path| module_of(path, &modules));
        let others = others.filter(|other| {
            *other != me
                && !me.starts_with(&format!("{other}::"))
                && !other.starts_with(&format!("{me}::"))
        });
        looks.insert(me.clone(), others.collect());
    }
    looks
}

fn cycle(graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn visit<'g>(
        at: &'g str,
        graph: &'g BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<&'g str>,
        done: &mut BTreeSet<&'g str>,
    ) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|seen| *seen == at) {
            return Some(way[start..].iter().map(|&step| step.to_owned()).collect());
        }
        if done.contains(at) {
            return None;
        }
        way.push(at);
        let found = graph.get(at).into_iter().flatten().find_map(|to| visit(to, graph, way, done));
        way.pop();
        done.insert(at);
        found
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|start| visit(start, graph, &mut Vec::new(), &mut done))
}

#[test]
fn no_two_modules_need_each_other() {
    for krate in ["campfire-proto", "campfire-server", "campfire-tui"] {
        let found = cycle(&looks(krate));
        assert!(found.is_none(), "in {krate}: {}", found.unwrap().join(" → "));
    }
}

#[test]
fn only_operations_change_a_row() {
    let changes = ["insert into", "insert or", "update ", "delete from", "replace into"];
    let statement = |line: &str| {
        let line = line.trim().trim_start_matches(['"', '&']).to_lowercase();
        let sql = changes
            .iter()
            .any(|verb| line.contains(&format!("\"{verb}")) || line.starts_with(verb));
        // The search index is asked whether it is sound by something that looks like an insert.
        sql && !line.starts_with("update(") && !line.contains("'integrity-check'")
    };
    let mut wrong = Vec::new();

    for source in programs().filter(|source| source.path.starts_with("campfire-server/")) {
        let code = source.running();
        // The function that a line stands in is the last one that began before it.
        let mut signature = String::new();
        let mut reading_signature = false;
        for line in code.lines() {
            if line.contains("fn ") {
                signature.clear();
                reading_signature = true;
            }
            if reading_signature {
                signature.push_str(line);
                reading_signature = !line.trim_end().ends_with(['{', ';']);
            }
            let with_tx = signature.contains("Tx<") || signature.contains("Tx)");
            if statement(line) && !(source.in_domain() && with_tx) {
                wrong.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }

    assert!(wrong.is_empty(), "only what holds a Tx may change a row: {wrong:#?}");
}

#[test]
fn nothing_that_runs_can_panic_on_purpose() {
    let panics = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    let mut wrong = Vec::new();

    for source in programs() {
        // `#![expect(clippy::expect_used, …)]` at the top, or `#[expect(…)]` before the item.
        let lints = ["expect_used", "unwrap_used", "clippy::panic", "unreachable"];
        let excused_file = source
            .text
            .lines()
            .any(|l| l.starts_with("#![expect") && lints.iter().any(|x| l.contains(x)));
        let code = source.running();
        for (number, line) in code.lines().enumerate() {
            let found = panics.iter().any(|panic| line.contains(panic));
            if found && !excused_file && !excused(&code, number, &lints) {
                wrong.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }

    assert!(wrong.is_empty(), "say why it can't fail, or return an error: {wrong:#?}");
}

/// Whether an `#[expect(…)]` with a reason stands over the item that the line is in.
fn excused(code: &str, number: usize, excuses: &[&str]) -> bool {
    let lines: Vec<_> = code.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut least = indent(lines[number]);
    for line in lines[..number].iter().rev().filter(|line| !line.trim().is_empty()) {
        let depth = indent(line);
        if depth > least {
            continue;
        }
        if line.trim().starts_with("#[expect") && excuses.iter().any(|excuse| line.contains(excuse))
        {
            return true;
        }
        if depth < least {
            least = depth;
        }
        if depth == 0 && line.starts_with('}') {
            return false;
        }
    }
    false
}

#[test]
fn the_rules_find_what_they_look_for() {
    let code =
        "use crate::{House, error::Error, store::{Readers, writer::Writer}};\n crate::http::x();";
    let expected = ["House", "error::Error", "http::x", "store::Readers", "store::writer::Writer"];
    assert_eq!(uses(code).iter().map(String::as_str).collect::<Vec<_>>(), expected);

    let graph = BTreeMap::from([
        ("a".to_owned(), BTreeSet::from(["b".to_owned()])),
        ("b".to_owned(), BTreeSet::from(["c".to_owned()])),
        ("c".to_owned(), BTreeSet::from(["b".to_owned()])),
    ]);
    assert_eq!(cycle(&graph), Some(vec!["b".to_owned(), "c".to_owned()]));

    let code = "#[expect(clippy::expect_used, reason = \"proved\")]\nfn a() {\n    b.expect(\"c\");\n}\n\nfn d() {\n    e.expect(\"f\");\n}";
    assert!(excused(code, 2, &["expect_used"]));
    assert!(!excused(code, 6, &["expect_used"]));
}
