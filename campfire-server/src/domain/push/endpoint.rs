//! Where a push goes, and what it is encrypted with: both come from whoever subscribes, and are
//! checked.

use base64::{Engine, alphabet, engine};
use campfire_proto::{Invalid, limits, push::PushKeys};
use url::{Host, Url};
use web_push::{ContentEncoding, SubscriptionInfo, WebPushMessageBuilder};

use crate::domain::addresses;

/// Browsers write their keys without padding, and some libraries with.
const BASE64: engine::GeneralPurpose = engine::GeneralPurpose::new(
    &alphabet::URL_SAFE,
    engine::GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(engine::DecodePaddingMode::Indifferent),
);

/// Where a push service takes what is for a device.
#[derive(Clone, Debug)]
pub struct Endpoint(Url);

impl Endpoint {
    /// Takes https addresses of the open internet: whoever subscribes says where, and must not make
    /// this server talk to its own network. A name may still lead there: who connects looks again.
    pub fn parse(text: &str, allow_private: bool) -> Result<Self, Invalid> {
        let refused = |message: &str| Invalid::new("endpoint", message);
        if text.len() > limits::WEBHOOK_URL_LENGTH {
            return Err(refused("An endpoint can't be longer than 2,048 characters"));
        }
        let url = Url::parse(text).map_err(|_| refused("An endpoint must be an address"))?;
        let scheme = url.scheme() == "https" || (allow_private && url.scheme() == "http");
        if !(scheme && url.has_host()) {
            return Err(refused("An endpoint must begin with https://, and name a host"));
        }
        let is_outside = match url.host() {
            Some(Host::Ipv4(ip)) => addresses::leads_outside(&ip.into()),
            Some(Host::Ipv6(ip)) => addresses::leads_outside(&ip.into()),
            Some(Host::Domain(name)) => !is_local(name),
            None => false,
        };
        if !(is_outside || allow_private) {
            return Err(refused("An endpoint can't be on a private network"));
        }
        Ok(Self(url))
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port: what a signature for it is made out to.
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }
}

/// Names that mean this machine or this network wherever they are said.
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    matches!(last, "localhost" | "local" | "internal") || !name.contains('.')
}

/// What a push to a device is encrypted with.
#[derive(Clone)]
pub struct Keys {
    pub(super) p256dh: String,
    pub(super) auth: String,
}

impl Keys {
    /// Tries the keys out: one with which nothing can be encrypted would fail for ever.
    pub fn parse(keys: &PushKeys) -> Result<Self, Invalid> {
        let unpadded = |key: &str| BASE64.decode(key).map(|bytes| BASE64.encode(bytes)).ok();
        let keys = unpadded(&keys.p256dh).zip(unpadded(&keys.auth));
        let keys = keys.map(|(p256dh, auth)| Self { p256dh, auth }).filter(Self::work);
        keys.ok_or_else(|| Invalid::new("keys", "These aren't the keys of a push subscription"))
    }

    fn work(&self) -> bool {
        let device = self.of("https://example.com/");
        let mut message = WebPushMessageBuilder::new(&device);
        message.set_payload(ContentEncoding::Aes128Gcm, b"{}");
        message.build().is_ok()
    }

    pub(super) fn of(&self, endpoint: &str) -> SubscriptionInfo {
        SubscriptionInfo::new(endpoint, &self.p256dh, &self.auth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_leads_outside() {
        for outside in ["https://push.example.com/a?b", "https://8.8.8.8:8443/x"] {
            assert!(Endpoint::parse(outside, false).is_ok(), "{outside} was refused");
        }
        for inside in [
            "http://push.example.com/",
            "https://localhost/",
            "https://a.LOCALHOST./",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://intranet/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://[::ffff:192.168.0.1]/",
            "ftp://push.example.com/",
            "https://",
            "push",
            "",
        ] {
            assert!(Endpoint::parse(inside, false).is_err(), "{inside} was taken");
        }
        assert!(Endpoint::parse("http://127.0.0.1:9/", true).is_ok());
        assert!(Endpoint::parse("ftp://127.0.0.1:9/", true).is_err());
    }

    #[test]
    fn a_signature_is_made_out_to_the_port_too() {
        let endpoint = Endpoint::parse("https://push.example.com:8443/a/b", false).unwrap();
        assert_eq!(endpoint.origin(), "https://push.example.com:8443");
        let endpoint = Endpoint::parse("https://push.example.com/a/b", false).unwrap();
        assert_eq!(endpoint.origin(), "https://push.example.com");
    }
}
