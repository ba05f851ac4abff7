//! What has to be pressed for an action: a key, or two, one after the other.

use std::fmt;

use super::Press;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stroke {
    /// The key before, where it takes two.
    pub leader: Option<Press>,
    pub press: Press,
}

impl Stroke {
    /// Reads `ctrl-k`, and `ctrl-x b` or `g g`.
    pub fn parse(text: &str) -> Option<Self> {
        let presses: Option<Vec<Press>> = text.split_whitespace().map(Press::parse).collect();
        match presses?.as_slice() {
            [press] => Some(Self::from(*press)),
            [leader, press] => Some(Self { leader: Some(*leader), press: *press }),
            _ => None,
        }
    }
}

impl From<Press> for Stroke {
    fn from(press: Press) -> Self {
        Self { leader: None, press }
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.leader {
            // Two letters are read as a word: `gg`.
            Some(leader) if leader.typed().is_some() && self.press.typed().is_some() => {
                write!(f, "{leader}{}", self.press)
            }
            Some(leader) => write!(f, "{leader} {}", self.press),
            None => self.press.fmt(f),
        }
    }
}
