//! A certificate authority as the standard has it (ACME, RFC 8555), as far as a server asks one: it
//! looks at the server's plain port, and certifies what it finds proved. Signatures of requests are
//! taken on trust; what a challenge is answered with isn't.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rcgen::{
    BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, PKCS_ECDSA_P256_SHA256,
    PublicKeyData, SignatureAlgorithm,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};
use x509_cert::{der::Decode, request::CertReq};

use crate::outside::{self, Heard};

const DAY: Duration = Duration::from_hours(24);

/// Certifies whoever proves that a name leads to them, until it is dropped.
pub struct Authority {
    root: String,
    address: SocketAddr,
    desk: Arc<Desk>,
    /// Where the names lead to; nobody is looked at before this is known.
    leads_to: watch::Sender<Option<SocketAddr>>,
    listening: JoinHandle<()>,
}

/// What it knows.
struct Desk {
    issuer: Issuer<'static, KeyPair>,
    address: SocketAddr,
    leads_to: watch::Receiver<Option<SocketAddr>>,
    files: Mutex<Files>,
}

#[derive(Default)]
struct Files {
    accounts: u32,
    orders: u32,
    /// How what is certified next lasts: days until now, days from now.
    life: (u32, u32),
    /// The fingerprint of the key that the account signs with.
    thumbprint: String,
    /// The names of the order, and what came of looking.
    names: BTreeMap<String, Option<Result<(), String>>>,
    chain: Option<String>,
}

impl Authority {
    pub async fn opens() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let root = params.self_signed(&key).unwrap().pem();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, leads_to) = watch::channel(None);
        let files = Mutex::new(Files { life: (0, 90), ..Files::default() });
        let desk = Arc::new(Desk { issuer: Issuer::new(params, key), address, leads_to, files });
        let working = Arc::clone(&desk);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(Arc::clone(&working).attend(stream));
            }
        });
        Self { root, address, desk, leads_to: tell, listening }
    }

    pub fn directory(&self) -> String {
        format!("http://{}/directory", self.address)
    }

    /// What those who believe it have to know.
    pub fn root(&self) -> reqwest::Certificate {
        reqwest::Certificate::from_pem(self.root.as_bytes()).unwrap()
    }

    /// The same, as text.
    pub fn root_pem(&self) -> &str {
        &self.root
    }

    /// From now on all names lead there.
    pub fn names_lead_to(&self, address: SocketAddr) {
        self.leads_to.send_replace(Some(address));
    }

    /// What is certified from now on began so many days ago, and ends in so many.
    pub fn certifies_for(&self, before: u32, after: u32) {
        self.desk.files.lock().unwrap().life = (before, after);
    }

    /// How often somebody became known, and how often something was ordered.
    pub fn was_asked(&self) -> (u32, u32) {
        let files = self.desk.files.lock().unwrap();
        (files.accounts, files.orders)
    }

    /// A chain and its key without any proof: for those who bring their own.
    pub fn certifies(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        (self.desk.certificate(&[name.to_owned()], &key), key.serialize_pem())
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Desk {
    async fn attend(self: Arc<Self>, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        while let Some(heard) = outside::read(&mut stream).await {
            let (status, headers, body) = self.answer(&heard).await;
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status} As told\r\nreplay-nonce: {:x}\r\n{headers}content-length: {length}\r\n\r\n",
                rand::random::<u64>()
            );
            let body = if heard.request.starts_with("HEAD") { "" } else { &body };
            stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
        }
    }

    async fn answer(&self, heard: &Heard) -> (u16, String, String) {
        let base = format!("http://{}", self.address);
        let path = heard.request.split(' ').nth(1).unwrap();
        let (signed, said) = parts(heard);
        match path.trim_start_matches('/').split_once('/').unwrap_or((&path[1..], "")) {
            ("directory", _) => {
                let at = |door: &str| format!("{base}/{door}");
                let directory = json!({
                    "newNonce": at("nonce"), "newAccount": at("accounts"), "newOrder": at("orders"),
                });
                (200, String::new(), directory.to_string())
            }
            ("nonce", _) => (200, String::new(), String::new()),
            ("accounts", _) => {
                assert_eq!(said["termsOfServiceAgreed"], true);
                let mut files = self.files.lock().unwrap();
                files.accounts += 1;
                files.thumbprint = thumbprint(&signed["jwk"]);
                let place = format!("location: {base}/account/{}\r\n", files.accounts);
                (201, place, json!({ "status": "valid" }).to_string())
            }
            ("orders", _) => {
                let mut files = self.files.lock().unwrap();
                files.orders += 1;
                files.chain = None;
                let names = said["identifiers"].as_array().unwrap();
                let name = |it: &Value| (it["value"].as_str().unwrap().to_owned(), None);
                files.names = names.iter().map(name).collect();
                let place = format!("location: {base}/order/{}\r\n", files.orders);
                (201, place, files.order(&base).to_string())
            }
            ("order", _) => {
                (200, String::new(), self.files.lock().unwrap().order(&base).to_string())
            }
            ("authorization", name) => {
                let files = self.files.lock().unwrap();
                (200, String::new(), files.authorization(&base, name).to_string())
            }
            ("challenge", name) => {
                let found = self.look(name).await;
                let mut files = self.files.lock().unwrap();
                files.names.insert(name.to_owned(), Some(found));
                let authorization = files.authorization(&base, name);
                (200, String::new(), authorization["challenges"][0].to_string())
            }
            ("finalize", _) => {
                let request = decoded(&said["csr"]);
                let request = CertReq::from_der(&request).unwrap();
                let key = request.info.public_key.subject_public_key;
                let mut files = self.files.lock().unwrap();
                let names: Vec<_> = files.names.keys().cloned().collect();
                drop(files);
                let chain = self.certificate(&names, &Asked(key.raw_bytes().to_vec()));
                files = self.files.lock().unwrap();
                files.chain = Some(chain);
                (200, String::new(), files.order(&base).to_string())
            }
            ("certificate", _) => {
                (200, String::new(), self.files.lock().unwrap().chain.clone().unwrap())
            }
            (unknown, _) => panic!("nobody should ask for {unknown}"),
        }
    }

    /// Looks whether what stands at the name's plain port could only have been put there by whoever
    /// has the account.
    async fn look(&self, name: &str) -> Result<(), String> {
        let mut leads_to = self.leads_to.clone();
        let there = leads_to.wait_for(Option::is_some).await.unwrap().unwrap();
        let expected = format!("{}.{}", token(name), self.files.lock().unwrap().thumbprint);
        let request = format!(
            "GET /.well-known/acme-challenge/{} HTTP/1.0\r\nhost: {name}\r\n\r\n",
            token(name)
        );
        let mut stream = TcpStream::connect(there).await.map_err(|cause| cause.to_string())?;
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        match answer.split_once("\r\n\r\n") {
            Some((_, found)) if found == expected => Ok(()),
            _ => Err(format!("{answer} isn't {expected}")),
        }
    }

    fn certificate(&self, names: &[String], key: &impl PublicKeyData) -> String {
        let mut params = CertificateParams::new(names).unwrap();
        let (before, after) = self.files.lock().unwrap().life;
        params.not_before = (SystemTime::now() - DAY * before).into();
        params.not_after = (SystemTime::now() + DAY * after).into();
        params.signed_by(key, &self.issuer).unwrap().pem()
    }
}

impl Files {
    fn order(&self, base: &str) -> Value {
        let proved = self.names.values().all(|found| matches!(found, Some(Ok(()))));
        let failed = self.names.values().any(|found| matches!(found, Some(Err(_))));
        let status = match (&self.chain, proved, failed) {
            (Some(_), ..) => "valid",
            (None, true, _) => "ready",
            (None, _, true) => "invalid",
            (None, ..) => "pending",
        };
        let names = self.names.keys();
        let mut order = json!({
            "status": status,
            "identifiers": names.clone().map(|it| json!({ "type": "dns", "value": it })).collect::<Vec<_>>(),
            "authorizations": names.map(|it| format!("{base}/authorization/{it}")).collect::<Vec<_>>(),
            "finalize": format!("{base}/finalize"),
        });
        if self.chain.is_some() {
            order["certificate"] = json!(format!("{base}/certificate"));
        }
        order
    }

    fn authorization(&self, base: &str, name: &str) -> Value {
        let (status, error) = match &self.names[name] {
            None => ("pending", Value::Null),
            Some(Ok(())) => ("valid", Value::Null),
            Some(Err(why)) => (
                "invalid",
                json!({ "type": "urn:ietf:params:acme:error:connection", "detail": why }),
            ),
        };
        json!({
            "identifier": { "type": "dns", "value": name },
            "status": status,
            "challenges": [{
                "type": "http-01", "url": format!("{base}/challenge/{name}"), "status": status,
                "token": token(name), "error": error,
            }],
        })
    }
}

/// A key that somebody else has the private half of.
struct Asked(Vec<u8>);

impl PublicKeyData for Asked {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

fn token(name: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(name))
}

/// The fingerprint of a key, as RFC 7638 has it.
fn thumbprint(key: &Value) -> String {
    let (crv, kty, x, y) = (&key["crv"], &key["kty"], &key["x"], &key["y"]);
    let canonical = format!(r#"{{"crv":{crv},"kty":{kty},"x":{x},"y":{y}}}"#);
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(canonical))
}

/// What a signed request says of itself, and what it asks for.
fn parts(heard: &Heard) -> (Value, Value) {
    let Ok(envelope) = serde_json::from_slice::<Value>(&heard.body) else {
        return (Value::Null, Value::Null);
    };
    let part = |name: &str| serde_json::from_slice(&decoded(&envelope[name])).unwrap_or_default();
    (part("protected"), part("payload"))
}

fn decoded(text: &Value) -> Vec<u8> {
    BASE64_URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
