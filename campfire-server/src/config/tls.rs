//! Where the certificate comes from, if this server speaks TLS itself: what may be set, and what
//! comes of it.

use std::path::PathBuf;

use clap::Args;

/// Where the certificate comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Somebody else renews it, and leaves it in files.
    Files(Files),
    /// This server asks for it.
    Authority(Authority),
}

/// A chain and its key, in PEM format.
#[derive(Clone, Debug)]
pub struct Files {
    pub certificate: PathBuf,
    pub private_key: PathBuf,
}

/// Whom to ask for certificates, and for which names.
#[derive(Clone, Debug)]
pub struct Authority {
    /// At least one; the first is what people are sent to.
    pub domains: Vec<String>,
    /// Where its ACME directory is.
    pub directory: String,
    /// Whom the authority may write to.
    pub contact: Option<String>,
}

/// What may be set about it.
#[derive(Args, Clone)]
pub(super) struct TlsSettings {
    /// Names to get certificates for and to renew them, by commas; the first is what people are sent
    /// to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the
    /// authority's terms
    #[arg(long, env, global = true, value_delimiter = ',', value_parser = domain)]
    pub(super) ssl_domain: Vec<String>,

    /// Whom to ask for them: the address of an ACME directory
    #[arg(long, env, global = true, value_parser = directory)]
    #[arg(default_value = "https://acme-v02.api.letsencrypt.org/directory")]
    ssl_authority: String,

    /// An email that the authority may write to
    #[arg(long, env, global = true, value_parser = email)]
    ssl_contact: Option<String>,

    /// A certificate of your own instead: the file with its chain, in PEM format. Read anew when it
    /// changes, and on SIGHUP
    #[arg(long, env, global = true)]
    ssl_certificate: Option<PathBuf>,

    /// The file with the certificate's key, in PEM format
    #[arg(long, env, global = true)]
    ssl_private_key: Option<PathBuf>,

    /// Serve plain HTTP whatever the other settings say: cookies aren't tied to TLS
    #[arg(long, env, global = true, default_value = "false", value_parser = super::yes_or_no)]
    #[arg(num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    pub(super) disable_ssl: bool,

    /// Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free
    #[arg(long, env, global = true, default_value_t = 80)]
    pub(super) http_port: u16,
}

impl TlsSettings {
    /// Fails with a sentence when what is set doesn't go together.
    pub(super) fn source(self, public_url: Option<&str>) -> Result<Option<Source>, String> {
        if self.disable_ssl {
            return Ok(None);
        }
        let source = match (self.ssl_certificate, self.ssl_private_key) {
            (None, None) if self.ssl_domain.is_empty() => return Ok(None),
            (None, None) => Source::Authority(Authority {
                domains: self.ssl_domain,
                directory: self.ssl_authority,
                contact: self.ssl_contact,
            }),
            (Some(_), Some(_)) if !self.ssl_domain.is_empty() => {
                return Err("SSL_DOMAIN and SSL_CERTIFICATE are both set; unset the one that the \
                            certificate shouldn't come from"
                    .to_owned());
            }
            (Some(certificate), Some(private_key)) => {
                if public_url.is_none() {
                    return Err(
                        "SSL_CERTIFICATE is set and PUBLIC_URL isn't; set it to the address \
                                that people use, as https://chat.example.com"
                            .to_owned(),
                    );
                }
                Source::Files(Files { certificate, private_key })
            }
            _ => {
                return Err("SSL_CERTIFICATE and SSL_PRIVATE_KEY belong together; set both or \
                            neither"
                    .to_owned());
            }
        };
        if let Some(url) = public_url.filter(|url| !url.starts_with("https://")) {
            return Err(format!(
                "PUBLIC_URL is {url}, and this server is to speak TLS; begin it with https://, or \
                 set DISABLE_SSL=true"
            ));
        }
        Ok(Some(source))
    }
}

fn domain(text: &str) -> Result<String, &'static str> {
    let allowed = "names are allowed, by commas, as chat.example.com, without https:// and stars";
    let name = text.trim().to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_address = name.parse::<std::net::IpAddr>().is_ok();
    if name.len() > 253 || is_address || !name.split('.').all(is_label) {
        return Err(allowed);
    }
    Ok(name)
}

/// Without TLS only on this machine: whoever answers decides what we are certified for.
fn directory(text: &str) -> Result<String, &'static str> {
    let here = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"];
    if text.starts_with("https://") || here.iter().any(|start| text.starts_with(start)) {
        return Ok(text.to_owned());
    }
    Err("an address that begins with https:// is allowed")
}

fn email(text: &str) -> Result<String, &'static str> {
    match campfire_proto::EmailAddress::parse(text) {
        Ok(_) => Ok(text.trim().to_owned()),
        Err(_) => Err("an email is allowed, as ada@example.com"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_a_name_and_nothing_else() {
        assert_eq!(domain(" Chat.Example.com").unwrap(), "chat.example.com");
        for wrong in ["https://a.b", "*.example.com", "a b", "10.0.0.1", "a..b", "-a.b", ""] {
            assert!(domain(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn an_authority_is_asked_over_tls_or_on_this_machine() {
        assert!(directory("https://ca.example.com/acme").is_ok());
        assert!(directory("http://127.0.0.1:14000/dir").is_ok());
        assert!(directory("http://ca.example.com/acme").is_err());
        assert!(directory("http://localhost.example.com/acme").is_err());
    }
}
