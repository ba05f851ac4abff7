//! Asking the terminal about itself. An answer comes on the same way as keys do, so it is read before
//! anybody reads keys; and one that comes late must not look as if somebody had typed it.

use std::{
    io::{self, stdin},
    time::{Duration, Instant},
};

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::app::findings::Background;

/// The background, and then what every terminal answers: whoever stays silent on the first has
/// nothing to say.
pub(super) const QUESTION: &str = "\x1b]11;?\x1b\\\x1b[c";
/// Nobody waits longer than this for a colour.
const PATIENCE: Duration = Duration::from_millis(100);
/// The longest answer that is still believed to be one.
const LONGEST: usize = 64;

/// What was heard within the time.
pub(super) struct Heard {
    pub(super) background: Background,
    /// Keys that were pressed meanwhile.
    pub(super) keys: Vec<KeyEvent>,
    /// The answer may still come.
    pub(super) late: bool,
}

/// Reads what the terminal answers to the question.
pub(super) fn listen() -> io::Result<Heard> {
    let until = Instant::now() + PATIENCE;
    let mut bytes = Vec::new();
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let complete = is_complete(&bytes);
        if complete || left.is_zero() {
            let (background, keys) = understand(&bytes);
            return Ok(Heard { background, keys, late: !complete });
        }
        let wait = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
        let stdin = stdin();
        if poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&wait))? > 0 {
            let mut buffer = [0; 256];
            let length = rustix::io::read(&stdin, &mut buffer)?;
            if length == 0 {
                return Ok(Heard { background: Background::Silent, keys: Vec::new(), late: false });
            }
            bytes.extend_from_slice(&buffer[..length]);
        }
    }
}

/// The second answer is there: a sequence `ESC [ ? … c`.
fn is_complete(bytes: &[u8]) -> bool {
    let mut starts = bytes.windows(3).enumerate().filter(|(_, window)| window == b"\x1b[?");
    starts.any(|(at, _)| {
        let rest = bytes[at + 3..].iter();
        let end = rest.copied().find(|byte| !byte.is_ascii_digit() && *byte != b';');
        end == Some(b'c')
    })
}

/// The background, and what was typed. Keys that are more than a letter are not worth a parser here.
fn understand(bytes: &[u8]) -> (Background, Vec<KeyEvent>) {
    let text = String::from_utf8_lossy(bytes);
    let mut background = Background::Silent;
    let mut keys = Vec::new();
    let mut rest = text.as_ref();
    while let Some(first) = rest.chars().next() {
        if let Some(answer) = rest.strip_prefix("\x1b]11;") {
            let end = answer.find(['\x07', '\x1b']).unwrap_or(answer.len());
            background = color(&answer[..end]).unwrap_or(background);
            rest = &answer[end..];
            let ended = rest.strip_prefix('\x07').or_else(|| rest.strip_prefix("\x1b\\"));
            rest = ended.unwrap_or(rest);
            continue;
        }
        if let Some(sequence) = rest.strip_prefix("\x1b[") {
            let end = sequence.find(|c: char| ('@'..='~').contains(&c));
            rest = end.map_or("", |end| &sequence[end + 1..]);
            continue;
        }
        let code = match first {
            '\r' => Some(KeyCode::Enter),
            '\x7f' => Some(KeyCode::Backspace),
            letter if !letter.is_control() => Some(KeyCode::Char(letter)),
            _ => None,
        };
        keys.extend(code.map(|code| KeyEvent::new(code, KeyModifiers::NONE)));
        rest = &rest[first.len_utf8()..];
    }
    (background, keys)
}

/// Reads `rgb:1717/1515/1c1c`, with one to four digits each.
fn color(answer: &str) -> Option<Background> {
    let parts = answer.strip_prefix("rgb:").or_else(|| answer.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)? - 1;
        let value = u32::from_str_radix(part, 16).ok()?;
        u8::try_from(value * 255 / most.max(1)).ok()
    });
    Some(Background::Is(parts.next()??, parts.next()??, parts.next()??))
}

/// Takes an answer that came too late out of what was typed: `Alt-]`, `11;rgb:…`, and its end.
#[derive(Debug, Default)]
pub(super) struct Strays {
    expected: bool,
    /// Characters of an answer that were seen so far.
    inside: Option<usize>,
}

impl Strays {
    pub(super) fn may_come(&mut self) {
        self.expected = true;
    }

    /// Whether nobody typed this.
    pub(super) fn is_one(&mut self, input: &Input) -> bool {
        let Input::Key(key) = input else { return false };
        if !self.expected {
            return false;
        }
        match (self.inside, key.code) {
            (None, KeyCode::Char(']')) if key.modifiers == KeyModifiers::ALT => {
                self.inside = Some(0);
                true
            }
            (None, _) => false,
            (Some(_), KeyCode::Char('\\')) if key.modifiers == KeyModifiers::ALT => self.end(),
            (Some(_), KeyCode::Char('g')) if key.modifiers == KeyModifiers::CONTROL => self.end(),
            (Some(seen), KeyCode::Char(letter))
                if seen < LONGEST && "0123456789abcdefABCDEF;rgba:/".contains(letter) =>
            {
                self.inside = Some(seen + 1);
                true
            }
            (Some(_), _) => {
                self.end();
                false
            }
        }
    }

    fn end(&mut self) -> bool {
        *self = Self::default();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(keys: &[KeyEvent]) -> String {
        let letters = keys.iter().map(|key| match key.code {
            KeyCode::Char(letter) => letter,
            KeyCode::Enter => '\n',
            _ => '?',
        });
        letters.collect()
    }

    #[test]
    fn an_answer_is_understood_and_what_was_typed_around_it_is_not_lost() {
        let dark = Background::Is(0x17, 0x15, 0x1c);
        for (bytes, background, typed) in [
            ("\x1b]11;rgb:1717/1515/1c1c\x1b\\\x1b[?62;4c", dark, ""),
            ("\x1b]11;rgb:17/15/1c\x07\x1b[?1;2c", dark, ""),
            ("he\x1b]11;rgb:1717/1515/1c1c\x1b\\llo\x1b[?6c\r", dark, "hello\n"),
            ("\x1b[?6c", Background::Silent, ""),
            ("\x1b]11;nonsense\x1b\\é\x1b[A\x1b[?6c", Background::Silent, "é"),
        ] {
            assert!(is_complete(bytes.as_bytes()), "{bytes:?}");
            let (found, keys) = understand(bytes.as_bytes());
            assert_eq!((found, letters(&keys).as_str()), (background, typed), "{bytes:?}");
        }
        assert!(!is_complete(b"\x1b]11;rgb:1717/1515/1c1c\x1b\\\x1b[?62"));
        assert!(!is_complete(b"\x1b[?2004h"));
    }

    #[test]
    fn a_late_answer_is_not_typed_text() {
        let alt = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::ALT);
        let plain = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        let answer = [alt(']')].into_iter().chain("11;rgb:1717/1515/1c1c".chars().map(plain));
        let all = [plain('h')].into_iter().chain(answer).chain([alt('\\'), plain('i'), alt(']')]);
        let mut strays = Strays::default();
        strays.may_come();

        let typed: Vec<_> = all.filter(|key| !strays.is_one(&Input::Key(*key))).collect();

        assert_eq!(typed, [plain('h'), plain('i'), alt(']')]);
    }
}
