//! A certificate in files that somebody else looks after. Read at the start, again when they change,
//! and at once on SIGHUP.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use tokio::{
    signal::unix::{SignalKind, signal},
    time::{MissedTickBehavior, interval},
};

use super::{Certificate, Certificates, Unfit};
use crate::config::tls::Files;

/// How often the files are looked at. Two look-ups a minute cost nothing.
const GLANCE: Duration = Duration::from_mins(1);

/// Past this it is time to say so: whoever renews certificates has had weeks for it.
const SOON: Duration = Duration::from_hours(14 * 24);

/// Why the files can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{name} is {path}, which can't be read: {cause}")]
    Unreadable { name: &'static str, path: PathBuf, cause: io::Error },
    #[error("{name} is {path}, which can't be used: {cause}")]
    Unfit { name: &'static str, path: PathBuf, cause: Unfit },
}

/// Reads both files.
pub(super) fn read(files: &Files) -> Result<Certificate, FileError> {
    let bytes = |name, path: &Path| {
        fs::read(path).map_err(|cause| FileError::Unreadable { name, path: path.to_owned(), cause })
    };
    let chain = bytes("SSL_CERTIFICATE", &files.certificate)?;
    let key = bytes("SSL_PRIVATE_KEY", &files.private_key)?;
    let certificate = Certificate::from_pem(&chain, &key).map_err(|cause| match cause {
        Unfit::NoCertificate | Unfit::Unreadable(_) => {
            FileError::Unfit { name: "SSL_CERTIFICATE", path: files.certificate.clone(), cause }
        }
        Unfit::NoKey | Unfit::NoPair(_) => {
            FileError::Unfit { name: "SSL_PRIVATE_KEY", path: files.private_key.clone(), cause }
        }
    })?;
    if certificate.remains(SystemTime::now()) < SOON {
        tracing::warn!("the certificate ends within two weeks; renew it");
    }
    Ok(certificate)
}

/// Shows the files anew whenever they change. What can't be used is said, and the old one stays.
pub(super) async fn watch(files: &Files, certificates: &Certificates) {
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(cause) => {
            tracing::error!(%cause, "no signals; a new certificate needs a restart");
            return;
        }
    };
    let mut glances = interval(GLANCE);
    glances.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut known = changed(files);
    loop {
        let asked = tokio::select! {
            _ = hangups.recv() => true,
            _ = glances.tick() => false,
        };
        let now = changed(files);
        if !asked && now == known {
            continue;
        }
        known = now;
        match read(files) {
            Ok(certificate) => {
                certificates.show(certificate);
                tracing::info!("the certificate was read anew");
            }
            Err(cause) => tracing::error!(%cause, "the certificate stays as it was"),
        }
    }
}

/// When the files were last written; none for one that is away at the moment.
fn changed(files: &Files) -> [Option<SystemTime>; 2] {
    [&files.certificate, &files.private_key]
        .map(|path| fs::metadata(path).and_then(|file| file.modified()).ok())
}
