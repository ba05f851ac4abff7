//! What an address on the network says about where it leads.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address of the open internet, as opposed to one that means something else in each network.
pub fn is_public(ip: &IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [first, second, ..] = ip.octets();
            let is_carrier_nat = first == 100 && (64..128).contains(&second);
            !(ip.is_loopback()
                || ip.is_private()
                || ip.is_link_local()
                || ip.is_unspecified()
                || is_carrier_nat)
        }
        IpAddr::V6(ip) => {
            !(ip.is_loopback()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.is_unspecified())
        }
    }
}

/// Whether sending something there leaves our own network for certain. Stricter than being public:
/// addresses for special purposes lead nowhere good, and some wrap a private one.
pub fn leads_outside(ip: &IpAddr) -> bool {
    let ip = ip.to_canonical();
    is_public(&ip)
        && match ip {
            IpAddr::V4(ip) => !is_special(ip),
            IpAddr::V6(ip) => {
                is_global_unicast(ip)
                    && wrapped(ip).is_none_or(|ip| {
                        let ip = IpAddr::V4(ip);
                        is_public(&ip) && leads_outside(&ip)
                    })
            }
        }
}

fn is_special(ip: Ipv4Addr) -> bool {
    let [first, second, third, _] = ip.octets();
    ip.is_multicast()
        || ip.is_documentation()
        || first == 0
        || first >= 240
        || (first, second, third) == (192, 0, 0)
        || (first == 198 && (18..20).contains(&second))
}

/// What the internet is made of: `2000::/3`, and NAT64's own prefix; but for documentation.
fn is_global_unicast(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let is_documentation = segments[0] == 0x2001 && segments[1] == 0xdb8;
    (segments[0] & 0xe000 == 0x2000 && !is_documentation) || segments[..2] == [0x64, 0xff9b]
}

/// The older address that one for a transition stands for: 6to4, Teredo's server aside, and NAT64.
fn wrapped(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = ip.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match segments {
        [0x2002, high, low, ..] | [0x64, 0xff9b, .., high, low] => Some(of(high, low)),
        // Teredo wraps the other end's address with all its bits turned over.
        [0x2001, 0, .., high, low] => Some(of(!high, !low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: [&str; 13] = [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
    ];

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_addresses_of_the_open_internet_are_public() {
        for public in ["198.51.100.7", "8.8.8.8", "100.63.0.1", "172.32.0.1", "2001:db8::1"] {
            assert!(is_public(&ip(public)), "{public}");
        }
        for private in PRIVATE {
            assert!(!is_public(&ip(private)), "{private}");
        }
    }

    #[test]
    fn what_is_private_special_or_wraps_either_does_not_lead_outside() {
        let special = [
            "0.1.2.3",
            "192.0.0.8",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "2001:db8::1",
            "ff02::1",
            "fec0::1",
            "::7f00:1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::1",
            "2002:c0a8:101::",
            "2001:0:1234::f5ff:fffe",
        ];
        for inside in PRIVATE.into_iter().chain(special) {
            assert!(!leads_outside(&ip(inside)), "{inside}");
        }
        for outside in ["8.8.8.8", "198.20.0.1", "2606:4700::1111", "64:ff9b::8.8.8.8"] {
            assert!(leads_outside(&ip(outside)), "{outside}");
        }
    }
}
