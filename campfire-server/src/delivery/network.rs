//! Connections to addresses that somebody else has chosen. They must not lead into our own network,
//! whatever a name is made to mean at the moment of connecting.

use std::{error::Error as Cause, io, net::SocketAddr, time::Duration};

use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
};

use crate::domain::addresses;

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
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            outside_of(found.map(Iterator::collect))
        })
    }
}

fn outside_of(found: io::Result<Vec<SocketAddr>>) -> Result<Addrs, Box<dyn Cause + Send + Sync>> {
    let mut found = found?;
    found.retain(|address| addresses::leads_outside(&address.ip()));
    if found.is_empty() {
        return Err(LeadsInside.into());
    }
    Ok(Box::new(found.into_iter()))
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
        let kept = outside_of(Ok(found)).ok()?;
        Some(kept.map(|address| address.to_string()).collect())
    }

    #[test]
    fn a_name_leads_outside_or_nowhere() {
        assert_eq!(kept(&["8.8.8.8:0"]).unwrap(), ["8.8.8.8:0"]);
        assert_eq!(kept(&["10.0.0.1:0", "8.8.8.8:0", "[::1]:0"]).unwrap(), ["8.8.8.8:0"]);
        assert!(kept(&["127.0.0.1:0", "[fd00::1]:0"]).is_none());
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
