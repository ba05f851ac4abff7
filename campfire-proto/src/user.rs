//! People and bots, as others see them.

use unicode_segmentation::UnicodeSegmentation;

use crate::{ids::UserId, timestamp::Timestamp};

wire! {
    /// A person or a bot.
    pub struct User {
        pub id: UserId,
        pub name: String,
        pub role: Role,
        pub status: Status,
        pub bio: String,
        /// What stands in the circle until avatars come in 2.0.
        pub initials: String,
        /// The circle's colour; white text is readable on it.
        pub color: String,
        pub avatar_url: Option<String>,
        pub created_at: Timestamp,
        /// Only for the person themself and for administrators.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub email: Option<String>,
    }

    /// What somebody may do.
    #[derive(Copy, Eq, Hash)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(rename_all = "snake_case"))]
    #[serde(rename_all = "snake_case")]
    pub enum Role {
        Member,
        Administrator,
        Bot,
    }

    /// Whether somebody still belongs to the account.
    #[derive(Copy, Eq, Hash)]
    #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(rename_all = "snake_case"))]
    #[serde(rename_all = "snake_case")]
    pub enum Status {
        Active,
        /// Gone for good; what they said stays.
        Deactivated,
        /// Shut out until the ban is lifted; what they said is gone.
        Banned,
    }

    /// A change of one's own profile. What isn't sent stays as it is.
    #[derive(Default)]
    pub struct ProfileChange {
        #[serde(default)]
        pub name: Option<String>,
        #[serde(default)]
        pub email: Option<String>,
        #[serde(default)]
        pub bio: Option<String>,
        /// A new password; blank is unchanged. It needs `current_password` and ends other sessions.
        #[serde(default)]
        pub password: Option<String>,
        #[serde(default)]
        pub current_password: Option<String>,
    }

    /// What an administrator makes of somebody.
    pub struct RoleChange {
        pub role: Role,
    }

    /// People, by name.
    pub struct Users {
        pub users: Vec<User>,
    }
}

/// The colours of the circles: the brand's twelve (`assets/brand/palette.json`), on each of which
/// white text meets WCAG AA.
pub const PERSON_COLORS: [&str; 12] = [
    "#c93033", "#c64b06", "#985f08", "#767700", "#0a7f00", "#10835f", "#117878", "#087ba6",
    "#0d67d8", "#7b5cde", "#a341b3", "#ca3a80",
];

/// A person's colour: theirs for good, whatever they call themself.
pub fn color_of(id: UserId) -> &'static str {
    let place = id.0.rem_euclid(12);
    PERSON_COLORS[usize::try_from(place).unwrap_or(0)]
}

/// The first character of each word, three words at most, as people count characters.
pub fn initials_of(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.graphemes(true).next())
        .take(3)
        .collect::<String>()
        .to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_characters_of_any_script() {
        assert_eq!(initials_of("ada king lovelace"), "AKL");
        assert_eq!(initials_of("Жанна"), "Ж");
        assert_eq!(initials_of("👩‍💻 Grace"), "👩‍💻G");
    }
}
