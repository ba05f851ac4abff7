//! TLS: what this server proves itself with, where it comes from, and how it is kept fresh. How
//! connections are taken in lives in `http::connections`.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use x509_cert::der::Decode;

use crate::{House, config::tls::Source};

mod authority;
mod challenges;
mod files;
mod renewal;

use challenges::Challenges;
pub use files::FileError;

/// What TLS needs while the server runs; shared by the listener, the renewal and the metrics.
#[derive(Default)]
pub struct Tls {
    pub certificates: Certificates,
    /// What the certificate authority will look for at our plain port.
    pub challenges: Challenges,
}

impl Tls {
    /// What it begins with. Own files must be fit for use from the start; an authority is asked once
    /// the server runs.
    pub fn new(source: &Source) -> Result<Arc<Self>, FileError> {
        let tls = Self::default();
        if let Source::Files(files) = source {
            tls.certificates.show(files::read(files)?);
        }
        Ok(Arc::new(tls))
    }

    /// How connections are made. The certificate is asked for each time, so that it may change.
    pub fn server_config(self: &Arc<Self>) -> ServerConfig {
        let resolver = Arc::new(Resolver(Arc::clone(self)));
        let mut config = ServerConfig::builder().with_no_client_auth().with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config
    }
}

/// Keeps the certificate fresh until the server stops.
pub(crate) async fn keep_fresh(house: House) {
    let Some((tls, source)) = house.tls.clone().zip(house.config.tls.clone()) else { return };
    let stopping = house.stopping.clone();
    let keeping = async move {
        match source {
            Source::Files(files) => files::watch(&files, &tls.certificates).await,
            Source::Authority(authority) => renewal::renew(house, &authority, &tls).await,
        }
    };
    stopping.run_until_cancelled_owned(keeping).await;
}

/// The certificate that is shown at the moment; none until there is one.
#[derive(Default)]
pub struct Certificates {
    // A plain lock: held for a clone of a pointer, never across an await.
    shown: RwLock<Option<Certificate>>,
}

impl Certificates {
    fn show(&self, certificate: Certificate) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Some(certificate);
    }

    /// When the one that is shown ends.
    pub fn expires(&self) -> Option<SystemTime> {
        self.shown().map(|certificate| certificate.expires)
    }

    fn shown(&self) -> Option<Certificate> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Resolver(Arc<Tls>);

impl ResolvesServerCert for Resolver {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.certificates.shown()?.pair)
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}

/// A certificate with its chain and its key, fit for use.
#[derive(Clone)]
pub(crate) struct Certificate {
    pair: Arc<CertifiedKey>,
    begins: SystemTime,
    expires: SystemTime,
}

/// Why something can't be used as a certificate.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    #[error("it holds no certificate in PEM format")]
    NoCertificate,
    #[error("it holds no private key in PEM format")]
    NoKey,
    #[error("the certificate can't be read: {0}")]
    Unreadable(#[from] x509_cert::der::Error),
    #[error("the private key isn't the certificate's")]
    NoPair(#[source] rustls::Error),
}

impl Certificate {
    /// Reads a chain, the server's own first, and its key.
    fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, Unfit> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(chain)
            .collect::<Result<_, _>>()
            .map_err(|_| Unfit::NoCertificate)?;
        let own = chain.first().ok_or(Unfit::NoCertificate)?;
        let validity = x509_cert::Certificate::from_der(own)?.tbs_certificate.validity;
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| Unfit::NoKey)?;
        let pair =
            CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(Unfit::NoPair)?;
        Ok(Self {
            pair: Arc::new(pair),
            begins: validity.not_before.to_system_time(),
            expires: validity.not_after.to_system_time(),
        })
    }

    /// How long it still lasts.
    fn remains(&self, now: SystemTime) -> Duration {
        self.expires.duration_since(now).unwrap_or_default()
    }

    /// Whether a third of its life or less is left: time to get another, and to fail at it.
    fn is_due(&self, now: SystemTime) -> bool {
        let life = self.expires.duration_since(self.begins).unwrap_or_default();
        self.remains(now) <= life / 3
    }
}
