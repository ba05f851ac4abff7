//! The account: the one team that lives on this server.

wire! {
    pub struct Account {
        pub name: String,
        /// What a join link ends in. Every member may invite; bots don't see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub join_code: Option<String>,
        /// CSS that administrators add to every page.
        pub custom_styles: String,
        pub settings: Settings,
        pub logo_url: Option<String>,
        pub features: Features,
    }

    /// The way into the account, to be passed on.
    pub struct JoinLink {
        pub url: String,
        /// The same link as a picture, for a phone's camera.
        pub qr_svg: String,
    }

    #[derive(Copy, Default)]
    pub struct Settings {
        /// Only administrators create open and closed rooms.
        #[serde(default)]
        pub restrict_room_creation: bool,
    }

    /// What this server can do, so that clients offer no more.
    #[derive(Copy)]
    #[expect(clippy::struct_excessive_bools, reason = "independent switches, as the wire has them")]
    pub struct Features {
        pub files_enabled: bool,
        pub avatars_enabled: bool,
        pub opengraph_enabled: bool,
        pub search_enabled: bool,
        pub push_notifications: bool,
        pub bot_integrations: bool,
        /// In bytes; 0 while files are off.
        pub max_file_size: u32,
    }

    pub struct SetupState {
        pub needs_setup: bool,
    }

    /// The first run: makes the account, its first administrator and the room "All Talk".
    #[derive(Default)]
    #[serde(default)]
    pub struct NewAccount {
        pub name: String,
        pub email: String,
        pub password: String,
        pub account_name: Option<String>,
    }

    /// What an administrator changes. What isn't sent stays as it is.
    #[derive(Default)]
    #[serde(default)]
    pub struct AccountChange {
        pub name: Option<String>,
        pub settings: Option<Settings>,
    }

    #[derive(Default)]
    #[serde(default)]
    pub struct CustomStyles {
        pub custom_styles: String,
    }
}
