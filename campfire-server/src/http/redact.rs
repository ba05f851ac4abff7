//! Paths without the secrets that some of them hold, fit for the log.

/// Longer paths say nothing more to whoever reads the log.
const LONGEST: usize = 200;

/// A path as the log may hold it. Bot keys, join codes and transfer tokens become `…`; so does
/// whatever else is long enough to be a secret.
pub(super) fn redacted(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    for place in 0..segments.len() {
        shown.push('/');
        shown.push_str(if is_secret(&segments, place) { "…" } else { segments[place] });
        if shown.len() > LONGEST {
            shown.push('…');
            break;
        }
    }
    if shown.is_empty() { "/".to_owned() } else { shown }
}

fn is_secret(segments: &[&str], place: usize) -> bool {
    let segment = segments[place];
    // `/rooms/1/<bot key>/messages`, also when the key is misspelt.
    (place == 2 && segments[0] == "rooms")
        || (place > 0 && matches!(segments[place - 1], "join" | "transfer"))
        // A bot's key, wherever somebody put it.
        || segment.split_once('-').is_some_and(|(id, key)| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) && key.len() >= 12
        })
        // A token, wherever somebody put it. File names have a dot.
        || (segment.len() >= 32 && !segment.contains('.'))
        // What is written in escapes may be any of these. Our own addresses need none.
        || segment.contains('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_the_log_holds_no_secret() {
        for (path, shown) in [
            ("/", "/"),
            ("/rooms/1/12-abcdefghijkl/messages", "/rooms/1/…/messages"),
            ("//rooms//1/12-abcdefghijkl/messages/7", "/rooms/1/…/messages/7"),
            ("/rooms/1/oops/messages", "/rooms/1/…/messages"),
            ("/join/abcd-efgh-jkmn", "/join/…"),
            ("/transfer/eyJ.abc", "/transfer/…"),
            ("/somewhere/12-abcdefghijkl", "/somewhere/…"),
            ("/somewhere/12%2Dabcdefghijkl", "/somewhere/…"),
        ] {
            assert_eq!(redacted(path), shown);
        }
    }

    #[test]
    fn a_path_without_a_secret_stays_as_it_is() {
        for path in [
            "/api/rooms/1/messages",
            "/api/rooms/1/memberships/3",
            "/api/messages/7/boosts/12",
            "/assets/index-4f9d8e7c.js",
            "/api/auth/transfer",
            "/up",
        ] {
            assert_eq!(redacted(path), path);
        }
    }

    #[test]
    fn a_long_path_is_cut() {
        assert!(redacted(&"/a".repeat(10_000)).len() < 300);
    }
}
