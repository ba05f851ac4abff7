//! Connections to addresses that somebody else has chosen. They must not lead into our own network,
//! whatever a name is made to mean at the moment of connecting.

use std::{error::Error as Cause, net::IpAddr, time::Duration};

use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
};

use crate::{domain::addresses, names};

/// A name that leads nowhere outside.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to a private network")]
pub(super) struct LeadsInside;

/// Whether a request failed because it would have gone inside.
pub(super) fn leads_inside(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<LeadsInside>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Looks names up, and keeps the addresses that lead outside. The client connects to these and no
/// others, so that a name can't mean something else a moment later.
struct OutsideOnly;

impl Resolve for OutsideOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move { outside_of(names::look_up(name.as_str()).await?) })
    }
}

fn outside_of(mut found: Vec<IpAddr>) -> Result<Addrs, Box<dyn Cause + Send + Sync>> {
    found.retain(addresses::leads_outside);
    if found.is_empty() {
        return Err(LeadsInside.into());
    }
    Ok(names::as_wanted(found))
}

/// A client for such addresses.
pub(super) fn client(patience: Duration, allow_private: bool) -> Result<Client, reqwest::Error> {
    let client = super::client().timeout(patience);
    if allow_private { client.build() } else { client.dns_resolver(OutsideOnly).build() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(found: &[&str]) -> Option<Vec<String>> {
        let found = found.iter().map(|address| address.parse().unwrap()).collect();
        let kept = outside_of(found).ok()?;
        Some(kept.map(|address| address.to_string()).collect())
    }

    #[test]
    fn a_name_leads_outside_or_nowhere() {
        assert_eq!(kept(&["8.8.8.8"]).unwrap(), ["8.8.8.8:0"]);
        assert_eq!(kept(&["10.0.0.1", "8.8.8.8", "::1"]).unwrap(), ["8.8.8.8:0"]);
        assert!(kept(&["127.0.0.1", "fd00::1"]).is_none());
        assert!(kept(&[]).is_none());
    }

    #[tokio::test]
    async fn a_name_for_this_machine_is_not_connected_to() {
        // As the server does when it starts; the tests of a process share it.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = client(Duration::from_secs(5), false).unwrap();

        let refused = client.get("http://localhost:1/").send().await.unwrap_err();

        assert!(leads_inside(&refused), "{refused:?}");
    }
}
