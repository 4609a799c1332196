//! Which addresses are written to: public ones alone, so that nobody reaches through the portal what stands behind it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use shared::field_error::Problem;
use url::{Host, Url};

const LONGEST: usize = 500;

/// The address of a receiver as typed: https on a public host. A demo may write to its own machine, also in the clear.
pub(super) fn parse(typed: &str, is_demo: bool) -> Result<Url, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    if typed.chars().nth(LONGEST).is_some() {
        return Err(Problem::TooLong);
    }
    let url = Url::parse(typed).map_err(|_| Problem::UrlShape)?;
    let is_bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(Problem::UrlShape),
    };
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_demo && is_loopback;
    if !is_bare || !is_safe {
        return Err(Problem::UrlShape);
    }
    let is_allowed = match url.host() {
        Some(Host::Ipv4(address)) => is_allowed(address.into(), is_demo),
        Some(Host::Ipv6(address)) => is_allowed(address.into(), is_demo),
        _ => is_demo || !is_loopback,
    };
    if is_allowed {
        Ok(url)
    } else {
        Err(Problem::UrlNotPublic)
    }
}

/// Whether a message may go there.
pub(super) fn is_allowed(address: IpAddr, is_demo: bool) -> bool {
    is_public(address) || is_demo && address.is_loopback()
}

/// Whether an address is somebody's on the Internet: not of a private network, of this machine or its link, of a
/// translation into one of these, of documentation, of many, or reserved.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// IANA's registry of special-purpose addresses.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::UNSPECIFIED, 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !SPECIAL_V4
        .iter()
        .any(|(network, length)| (bits ^ network.to_bits()) >> (32 - length) == 0)
}

/// What global unicast, `2000::/3`, keeps for other ends: protocols (Teredo among them), documentation, 6to4.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Everything outside global unicast is refused: mapped and compatible addresses, NAT64, unique local ones, the link's.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let bits = address.to_bits();
    bits >> 125 == 1
        && !SPECIAL_V6
            .iter()
            .any(|(network, length)| (bits ^ network.to_bits()) >> (128 - length) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_the_internet_are_public() {
        for text in [
            "8.8.8.8",
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2a01:e0a::1",
            "2606:4700::1111",
            "2001:4860::8888",
            "2001:200::1",
            "3ffe::1",
        ] {
            assert!(is_public(address(text)), "{text}");
        }
    }

    #[test]
    fn what_stands_behind_the_portal_is_not() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.9.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:2::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a00:1::",
            "3fff::1",
            "3fff:fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address(text)), "{text}");
            assert_eq!(
                is_allowed(address(text), true),
                address(text).is_loopback(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_receiver_is_https_on_a_public_host() {
        for text in [
            "https://hopital.example/rpps",
            "https://8.8.8.8:8443/x?y=z",
            "https://[2a01:e0a::1]/",
        ] {
            assert_eq!(parse(text, false).unwrap().as_str(), text);
        }
        for (text, problem) in [
            (" ", Problem::Required),
            ("hopital.example", Problem::UrlShape),
            ("http://hopital.example/", Problem::UrlShape),
            ("ftp://hopital.example/", Problem::UrlShape),
            ("file:///etc/passwd", Problem::UrlShape),
            ("https://", Problem::UrlShape),
            ("https://me:secret@hopital.example/", Problem::UrlShape),
            ("https://hopital.example/#part", Problem::UrlShape),
            ("http://127.0.0.1/", Problem::UrlShape),
            ("https://127.0.0.1/", Problem::UrlNotPublic),
            ("https://0x7f.1/", Problem::UrlNotPublic),
            ("https://2130706433/", Problem::UrlNotPublic),
            ("https://localhost/", Problem::UrlNotPublic),
            ("https://[::ffff:7f00:1]/", Problem::UrlNotPublic),
            ("https://192.168.0.1/", Problem::UrlNotPublic),
        ] {
            assert_eq!(parse(text, false).unwrap_err(), problem, "{text}");
        }
        assert_eq!(
            parse(&format!("https://x.example/{}", "a".repeat(500)), false).unwrap_err(),
            Problem::TooLong
        );
    }

    #[test]
    fn a_demo_writes_to_its_own_machine_too_and_to_no_other_network() {
        for text in [
            "http://127.0.0.1:9000/",
            "http://localhost:9000/x",
            "http://[::1]:9000/",
            "https://localhost/",
        ] {
            assert!(parse(text, true).is_ok(), "{text}");
        }
        assert_eq!(
            parse("http://10.0.0.1/", true).unwrap_err(),
            Problem::UrlShape
        );
        assert_eq!(
            parse("https://10.0.0.1/", true).unwrap_err(),
            Problem::UrlNotPublic
        );
    }
}
