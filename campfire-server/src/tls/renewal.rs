//! Certificates from an authority: kept in the database, shown from there at the next start, and
//! renewed long before they end. A failure is said and tried again; the server runs on meanwhile.

use std::time::{Duration, SystemTime};

use super::{Certificate, Tls, Unfit, authority};
use crate::{
    House,
    config::tls::Authority,
    domain::secrets::{self, KeepAuthorityAccount, KeepCertificate, KeptCertificate},
    error::Error,
};

/// How often it is seen whether a renewal is due, by the clock on the wall: one that jumps, or a
/// machine that slept for a week, is noticed within the hour.
const GLANCE: Duration = Duration::from_hours(1);

/// After a failure; tripled with each, up to the most. Authorities count failures by the hour.
const FIRST_PAUSE: Duration = Duration::from_mins(2);
const LONGEST_PAUSE: Duration = Duration::from_hours(6);

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Refused(#[from] authority::Refused),
    #[error("what came is no certificate: {0}")]
    Unfit(#[from] Unfit),
    #[error("it can't be kept: {0}")]
    NotKept(#[from] Error),
}

/// Shows what was kept, and gets a new certificate whenever one is due.
pub(super) async fn renew(house: House, authority: &Authority, tls: &Tls) {
    // Whom it is from belongs to it: one that was got for trying things out is no good for long.
    let names = format!("{} by {}", authority.domains.join(","), authority.directory);
    let mut shown = kept(&house, &names).await;
    if let Some(certificate) = &shown {
        tls.certificates.show(certificate.clone());
    }
    let mut pause = FIRST_PAUSE;
    loop {
        if shown.as_ref().is_some_and(|it| !it.is_due(SystemTime::now())) {
            tokio::time::sleep(GLANCE).await;
            continue;
        }
        match obtain(&house, authority, &names, tls).await {
            Ok(certificate) => {
                tracing::info!(names, "a certificate was obtained");
                tls.certificates.show(certificate.clone());
                shown = Some(certificate);
                pause = FIRST_PAUSE;
                // One that is due again at once would be asked for without end.
                tokio::time::sleep(GLANCE).await;
            }
            Err(cause) => {
                let minutes = pause.as_secs() / 60;
                tracing::error!(
                    names, %cause, minutes,
                    "no certificate could be obtained; see that the names lead to this machine, and \
                     that port 80 reaches it; it is tried again after so many minutes"
                );
                tokio::time::sleep(pause).await;
                pause = (pause * 3).min(LONGEST_PAUSE);
            }
        }
    }
}

/// The certificate of the last time, if there is one and it can be used.
async fn kept(house: &House, names: &str) -> Option<Certificate> {
    let mut conn = house.readers.get().await.ok()?;
    let KeptCertificate { chain, private_key } =
        secrets::certificate(&mut conn, names).await.ok()??;
    Certificate::from_pem(chain.as_bytes(), private_key.as_bytes()).ok()
}

async fn obtain(
    house: &House,
    authority: &Authority,
    names: &str,
    tls: &Tls,
) -> Result<Certificate, Failure> {
    let directory = &authority.directory;
    let known = secrets::authority_account(&mut *house.readers.get().await?, directory).await?;
    let (account, new) = authority::account(authority, known.as_deref()).await?;
    if let Some(credentials) = new {
        let directory = directory.clone();
        house.writer.perform(KeepAuthorityAccount { directory, credentials }).await?;
    }
    let obtained = authority::obtain(&account, &authority.domains, &tls.challenges).await?;
    let certificate =
        Certificate::from_pem(obtained.chain.as_bytes(), obtained.private_key.as_bytes())?;
    let kept = KeptCertificate { chain: obtained.chain, private_key: obtained.private_key };
    house.writer.perform(KeepCertificate { names: names.to_owned(), kept }).await?;
    Ok(certificate)
}
