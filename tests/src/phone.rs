//! A device that is woken: it has keys of its own, reads what is meant for it as RFC 8291 has it, and
//! sees who signed it. Written apart from what the server uses, so that the two check each other.

use aes_gcm::{
    Aes128Gcm, Nonce,
    aead::{Aead, KeyInit},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use campfire_proto::push::{PushPayload, PushStatus};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey,
    ecdh::diffie_hellman,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToEncodedPoint,
};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{Answer, Person, StatusCode, outside::Heard};

/// A browser's subscription, with the secrets that never leave the browser.
pub struct Phone {
    pub endpoint: String,
    secret: SecretKey,
    auth: [u8; 16],
}

/// Who signed a push, and what for.
pub struct Signed {
    pub public_key: String,
    pub claims: Value,
}

impl Phone {
    /// A new one, for which this address takes pushes.
    pub fn at(endpoint: String) -> Self {
        let secret = SecretKey::from_slice(&rand::random::<[u8; 32]>()).expect("nearly always");
        Self { endpoint, secret, auth: rand::random() }
    }

    /// What the browser hands to the page.
    pub fn subscription(&self) -> Value {
        json!({
            "endpoint": self.endpoint,
            "expirationTime": null,
            "keys": { "p256dh": BASE64.encode(self.public()), "auth": BASE64.encode(self.auth) },
        })
    }

    /// Somebody wants to be woken here.
    pub async fn is_subscribed_by(&self, person: &Person) -> Answer {
        person.post("/api/push/subscriptions", self.subscription()).await
    }

    fn public(&self) -> Vec<u8> {
        self.secret.public_key().to_encoded_point(false).as_bytes().to_vec()
    }

    /// Reads a push that was meant for this device.
    pub fn reads(&self, heard: &Heard) -> PushPayload {
        assert_eq!(heard.header("content-encoding"), Some("aes128gcm"));
        let plain = self.decrypts(&heard.body);
        serde_json::from_slice(&plain).expect("a payload")
    }

    fn decrypts(&self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let (_record_size, rest) = rest.split_at(4);
        let (key_length, rest) = rest.split_at(1);
        let (theirs, sealed) = rest.split_at(key_length[0].into());
        let their_key = PublicKey::from_sec1_bytes(theirs).expect("a point");
        let shared = diffie_hellman(self.secret.to_nonzero_scalar(), their_key.as_affine());
        let info = [b"WebPush: info\0", &self.public()[..], theirs].concat();
        let mut input = [0; 32];
        expand(&self.auth, shared.raw_secret_bytes(), &info, &mut input);
        let (mut key, mut nonce) = ([0; 16], [0; 12]);
        expand(salt, &input, b"Content-Encoding: aes128gcm\0", &mut key);
        expand(salt, &input, b"Content-Encoding: nonce\0", &mut nonce);
        let cipher = Aes128Gcm::new(&key.into());
        let mut plain = cipher.decrypt(&Nonce::from(nonce), sealed).expect("it is meant for us");
        // Padding: zeros, behind a mark for the last record.
        while plain.pop().expect("a mark") == 0 {}
        plain
    }
}

fn expand(salt: &[u8], secret: &[u8], info: &[u8], key: &mut [u8]) {
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, key).expect("a length that goes");
}

/// Reads who signed a push; a wrong signature fails the test.
pub fn signature_of(heard: &Heard) -> Signed {
    let header = heard.header("authorization").expect("it is signed");
    let (token, public_key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(public_key).unwrap()).unwrap();
    let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
    key.verify(signed.as_bytes(), &signature).expect("its own signature");
    let (_, claims) = signed.split_once('.').unwrap();
    let claims = serde_json::from_slice(&BASE64.decode(claims).unwrap()).unwrap();
    Signed { public_key: public_key.to_owned(), claims }
}

impl Person {
    /// Asks for a push on each device of theirs; what came of each.
    pub async fn tries_pushes(&self) -> Vec<PushStatus> {
        let answer = self.post("/api/push/test", json!({})).await.is(StatusCode::OK);
        let results: campfire_proto::push::PushTestResults = answer.holds();
        results.results.into_iter().map(|result| result.status).collect()
    }

    /// Where this person is woken, the newest first.
    pub async fn is_woken_at(&self) -> Vec<String> {
        let answer = self.get("/api/push/subscriptions").await.is(StatusCode::OK);
        let known: campfire_proto::push::PushSubscriptions = answer.holds();
        known.subscriptions.into_iter().map(|device| device.endpoint).collect()
    }
}
