//! Whether a server and this program speak the same language.

use std::cmp::Ordering;

/// This program's own version.
pub const OURS: &str = env!("CARGO_PKG_VERSION");

/// A sentence for the person, if the server is of another generation than this program.
pub fn mismatch(server: &str) -> Option<String> {
    let advice = match generation(server)?.cmp(&generation(OURS)?) {
        Ordering::Equal => return None,
        Ordering::Greater => "is newer than this program, {ours}; update campfire-tui",
        Ordering::Less => {
            "is older than this program, {ours}; ask for the server to be updated, or \
                           use the campfire-tui that came with it"
        }
    };
    Some(format!("The server, {server}, {}", advice.replace("{ours}", OURS)))
}

/// The number that grows when things stop fitting: the first that isn't 0, and its place.
fn generation(version: &str) -> Option<(u64, u64)> {
    let mut numbers = version.split(['.', '-', '+']).map(|part| part.parse::<u64>().ok());
    match (numbers.next()??, numbers.next()??) {
        (0, minor) => Some((0, minor)),
        (major, _) => Some((major, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_generation_is_named_by_its_number() {
        assert_eq!(mismatch(OURS), None);
        assert!(mismatch("99.0.0").unwrap().contains("99.0.0, is newer"));
        assert!(mismatch("0.0.9").unwrap().contains("0.0.9, is older"));
    }

    #[test]
    fn a_small_step_is_no_mismatch() {
        let (major, minor) = generation(OURS).unwrap();

        assert_eq!(mismatch(&format!("{major}.{minor}.99")), None);
        assert_eq!(mismatch("a riddle"), None);
    }
}
