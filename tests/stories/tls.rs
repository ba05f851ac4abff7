//! TLS by the server itself: certificates of its own or from an authority, and what comes plainly.

use std::{fs, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use campfire_server::{
    StartError,
    config::{
        Config,
        tls::{self, Files, Source},
    },
};
use campfire_tests::{Authority, StatusCode, TestCampfire, process::ServerProcess, start_with};
use futures::{SinkExt, StreamExt};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{client_async, tungstenite::Message};

const NAME: &str = "chat.example.test";

/// A browser that believes the authority, for which the name leads there, and that follows nobody.
fn browser(authority: &Authority, there: SocketAddr) -> reqwest::Client {
    reqwest::Client::builder()
        .tls_certs_only([authority.root()])
        .resolve(NAME, there)
        .redirect(reqwest::redirect::Policy::none())
        // A new connection each time: an old one would show its old certificate.
        .pool_max_idle_per_host(0)
        .build()
        .unwrap()
}

fn own_certificate(authority: &Authority, folder: &Path) -> Files {
    let files = Files {
        certificate: folder.join("fullchain.pem"),
        private_key: folder.join("privkey.pem"),
    };
    write(authority, &files);
    files
}

fn write(authority: &Authority, files: &Files) {
    let (chain, key) = authority.certifies(NAME);
    fs::write(&files.certificate, chain).unwrap();
    fs::write(&files.private_key, key).unwrap();
}

async fn with_own_certificate(authority: &Authority, folder: &Path) -> TestCampfire {
    let files = own_certificate(authority, folder);
    TestCampfire::start_with(|config| {
        config.tls = Some(Source::Files(files));
        config.public_url = Some(format!("https://{NAME}"));
    })
    .await
}

async fn with_certificate_from(authority: &Authority) -> TestCampfire {
    TestCampfire::start_with(|config| ask(config, authority)).await
}

fn ask(config: &mut Config, authority: &Authority) {
    config.public_url = Some(format!("https://{NAME}"));
    config.tls = Some(Source::Authority(tls::Authority {
        domains: vec![NAME.to_owned(), "talk.example.test".to_owned()],
        directory: authority.directory(),
        contact: None,
    }));
}

/// The connection that a browser would make, and the certificate it is shown.
async fn connects(authority: &Authority, there: SocketAddr) -> Option<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.root_pem().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let stream = TcpStream::connect(there).await.unwrap();
    let name = ServerName::try_from(NAME).unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()
}

async fn shown(authority: &Authority, there: SocketAddr) -> Option<Vec<u8>> {
    let line = connects(authority, there).await?;
    Some(line.get_ref().1.peer_certificates().unwrap()[0].to_vec())
}

/// Waits for a certificate other than this one.
async fn shows_another(authority: &Authority, there: SocketAddr, than: Option<&[u8]>) -> Vec<u8> {
    let waiting = async {
        loop {
            match shown(authority, there).await {
                Some(certificate) if Some(&*certificate) != than => return certificate,
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.unwrap()
}

#[tokio::test]
async fn over_tls_cookies_and_browsers_are_told_to_stay_there() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let campfire = with_own_certificate(&authority, folder.path()).await;
    let browser = browser(&authority, campfire.address());
    let new = json!({ "name": "Ada", "email": "ada@example.com", "password": "correct horse" });

    let site = format!("https://{NAME}:{}", campfire.address().port());
    let answer = browser.post(format!("{site}/api/setup")).json(&new).send().await.unwrap();
    let metrics = browser.get(format!("{site}/metrics")).send().await.unwrap();

    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=63072000");
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("; Secure") && cookie.contains("; HttpOnly"), "{cookie}");
    let metrics = metrics.text().await.unwrap();
    assert!(
        metrics.contains("campfire_certificate_remaining_seconds 77"),
        "ninety days: {metrics}"
    );
}

#[tokio::test]
async fn a_socket_goes_over_tls_too() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let campfire = with_own_certificate(&authority, folder.path()).await;
    let line = connects(&authority, campfire.address()).await.unwrap();

    let (mut socket, _) = client_async(format!("wss://{NAME}/ws"), line).await.unwrap();
    socket.send(Message::text(r#"{"type":"ping","id":1}"#)).await.unwrap();

    let heard = socket.next().await.unwrap().unwrap().into_text().unwrap();
    assert!(heard.contains("unauthenticated"), "{heard}");
}

#[tokio::test]
async fn who_comes_plainly_is_sent_to_where_people_are_meant_to_go() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let campfire = with_own_certificate(&authority, folder.path()).await;
    let plain = campfire.plain_address();
    let browser = browser(&authority, plain);

    let at = |path: &str| format!("http://{plain}{path}");
    let sent = browser.get(at("/rooms/1?x=%2F")).header("host", "evil.example").send();
    let sent = sent.await.unwrap();
    let posted = browser.post(at("//evil.example/api/auth/login")).send().await.unwrap();
    let up = browser.get(at("/up")).send().await.unwrap();

    assert_eq!(sent.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(sent.headers()["location"], format!("https://{NAME}/rooms/1?x=%2F"));
    assert!(!sent.headers().contains_key("strict-transport-security"));
    let there = posted.headers()["location"].to_str().unwrap();
    assert_eq!(there, format!("https://{NAME}//evil.example/api/auth/login"));
    assert_eq!(up.status(), StatusCode::OK, "health checks need no certificate");
}

#[tokio::test]
async fn a_certificate_that_was_renewed_is_shown_on_a_signal_and_a_broken_one_never() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let files = own_certificate(&authority, folder.path());
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let settings = vec![
        ("DATABASE_PATH", path(&folder.path().join("campfire.sqlite3"))),
        ("HOST", "127.0.0.1".to_owned()),
        ("PORT", "0".to_owned()),
        ("HTTP_PORT", "0".to_owned()),
        ("PUBLIC_URL", format!("https://{NAME}")),
        ("SSL_CERTIFICATE", path(&files.certificate)),
        ("SSL_PRIVATE_KEY", path(&files.private_key)),
    ];
    let process = ServerProcess::start(settings).await;
    let first = shown(&authority, process.address()).await.unwrap();

    fs::write(&files.certificate, "half a certif").unwrap();
    process.is_told("-HUP").await;
    let amid = shown(&authority, process.address()).await.unwrap();
    write(&authority, &files);
    process.is_told("-HUP").await;

    assert_eq!(amid, first);
    shows_another(&authority, process.address(), Some(&first)).await;
    browser(&authority, process.plain_address())
        .get(format!("http://{}/up", process.plain_address()))
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_refused_at_the_start() {
    let (authority, folder) = (Authority::opens().await, tempfile::tempdir().unwrap());
    let fine = own_certificate(&authority, folder.path());
    let (_, other_key) = authority.certifies(NAME);
    let alien = folder.path().join("alien.pem");
    fs::write(&alien, other_key).unwrap();
    let missing = folder.path().join("missing.pem");
    let refused = async |certificate: &Path, private_key: &Path| {
        let mut config = Config::on_free_port(folder.path().join("campfire.sqlite3"));
        config.tls = Some(Source::Files(Files {
            certificate: certificate.to_owned(),
            private_key: private_key.to_owned(),
        }));
        let refusal = start_with(config).await.unwrap_err();
        assert!(matches!(refusal, StartError::Tls(_)), "{refusal}");
        refusal.to_string()
    };

    let no_pair = refused(&fine.certificate, &alien).await;
    let no_key = refused(&fine.certificate, &fine.certificate).await;
    let nothing = refused(&missing, &fine.private_key).await;

    assert!(no_pair.contains("SSL_PRIVATE_KEY") && no_pair.contains("isn't the certificate's"));
    assert!(no_key.contains("SSL_PRIVATE_KEY") && no_key.contains("no private key"), "{no_key}");
    assert!(nothing.contains("SSL_CERTIFICATE") && nothing.contains("missing.pem"), "{nothing}");
}

#[tokio::test]
async fn an_authority_is_asked_once_and_its_certificate_outlives_a_restart() {
    let authority = Authority::opens().await;
    let mut campfire = with_certificate_from(&authority).await;
    assert!(shown(&authority, campfire.address()).await.is_none(), "there is none yet");

    authority.names_lead_to(campfire.plain_address());
    let first = shows_another(&authority, campfire.address(), None).await;
    campfire.restart().await;
    let again = shows_another(&authority, campfire.address(), None).await;

    assert_eq!(again, first);
    assert_eq!(authority.was_asked(), (1, 1));
}

#[tokio::test]
async fn a_certificate_is_renewed_while_the_old_one_is_still_good() {
    let authority = Authority::opens().await;
    authority.certifies_for(61, 29);
    let mut campfire = with_certificate_from(&authority).await;
    authority.names_lead_to(campfire.plain_address());
    let old = shows_another(&authority, campfire.address(), None).await;
    authority.certifies_for(0, 90);

    campfire.restart().await;
    authority.names_lead_to(campfire.plain_address());
    shows_another(&authority, campfire.address(), Some(&old)).await;

    assert_eq!(authority.was_asked(), (1, 2), "the account is the same");
}

#[tokio::test]
async fn without_an_authority_the_rest_goes_on() {
    let authority = Authority::opens().await;
    // The names lead to somebody who knows nothing of it.
    let elsewhere = TestCampfire::start().await;
    authority.names_lead_to(elsewhere.address());

    let campfire = with_certificate_from(&authority).await;
    while authority.was_asked().1 == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let plain = format!("http://{}/up", campfire.plain_address());
    let up = browser(&authority, campfire.plain_address()).get(plain).send().await.unwrap();
    assert_eq!(up.status(), StatusCode::OK);
    assert!(shown(&authority, campfire.address()).await.is_none());
}
