//! The key pair that pushes are signed with. Browsers are told the public half when they subscribe,
//! and their push services take nothing from anybody else.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use web_push::VapidSignatureBuilder;

/// A P-256 key pair, in URL-safe base64 as browsers want it.
#[derive(Clone)]
pub struct VapidKeys {
    public: String,
    private: String,
}

impl VapidKeys {
    pub fn random() -> Self {
        loop {
            // Nearly every number is a key; the few that aren't are tried again.
            let private = BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
            if let Some(pair) = Self::of(&private) {
                return pair;
            }
        }
    }

    /// The pair that a private key belongs to; none if it is no key.
    pub fn of(private: &str) -> Option<Self> {
        let pair = VapidSignatureBuilder::from_base64_no_sub(private).ok()?;
        let public = BASE64_URL_SAFE_NO_PAD.encode(pair.get_public_key());
        Some(Self { public, private: private.to_owned() })
    }

    pub fn public(&self) -> &str {
        &self.public
    }

    pub fn private(&self) -> &str {
        &self.private
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_has_one_public_key() {
        let pair = VapidKeys::random();

        assert_eq!(VapidKeys::of(pair.private()).unwrap().public(), pair.public());
        assert_ne!(VapidKeys::random().public(), pair.public());
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(pair.public()).unwrap().len(), 65);
        assert!(VapidKeys::of(&"A".repeat(43)).is_none(), "zero is no key");
        assert!(VapidKeys::of("short").is_none());
    }
}
