//! What names mean. They are looked up as `/etc/hosts` and `/etc/resolv.conf` say, without the C
//! library: that loads parts of the system's own at run time, which a static program cannot.

use std::{
    error::Error as Cause,
    net::{IpAddr, SocketAddr},
};

use hickory_resolver::{TokioResolver, net::NetError};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Where a name leads. What the system says about names is read each time, which takes less than a
/// question to a name server: a laptop that moves has another one.
pub(crate) async fn look_up(name: &str) -> Result<Vec<IpAddr>, NetError> {
    let found = TokioResolver::builder_tokio()?.build()?.lookup_ip(name).await?;
    Ok(found.iter().collect())
}

/// The addresses as a client wants them, which puts the port in itself.
pub(crate) fn as_wanted(found: Vec<IpAddr>) -> Addrs {
    Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)))
}

/// Lets a client look names up here.
pub(crate) struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found =
                look_up(name.as_str()).await.map_err(Box::<dyn Cause + Send + Sync>::from)?;
            Ok(as_wanted(found))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_machine_has_a_name() {
        let found = look_up("localhost").await.unwrap();

        assert!(!found.is_empty() && found.iter().all(IpAddr::is_loopback), "{found:?}");
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_is_an_error() {
        look_up("nobody-has-this-name.invalid").await.unwrap_err();
    }
}
