//! Finding what was said.

use crate::{message::Message, room::Room, timestamp::Timestamp};

wire! {
    pub struct SearchResult {
        pub message: Message,
        pub room: Room,
        /// The words around the hit, as safe HTML; hits stand in `<mark>`.
        pub snippet: String,
    }

    pub struct SearchPage {
        pub results: Vec<SearchResult>,
        /// Goes back as `before` for the next page; absent on the last one.
        pub next: Option<String>,
    }

    #[derive(Copy, Eq, Hash, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum SearchSort {
        /// By relevance, then newest first.
        #[default]
        Relevant,
        /// Newest first.
        Recent,
    }

    pub struct RecentSearch {
        pub query: String,
        pub created_at: Timestamp,
    }

    pub struct RecentSearches {
        pub searches: Vec<RecentSearch>,
    }
}
