//! From which address a request comes: the peer's, or what a trusted proxy says.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

/// A client behind our own proxies, which write its address last in `X-Forwarded-For`. What others
/// write there is theirs to invent, and is not read.
pub fn client_address(parts: &Parts, trusted_proxies: &[IpAddr]) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    // Without a socket there is no network either: a test that calls the routes directly.
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(peer)| {
        peer.ip()
    });
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().parse::<IpAddr>());
    let forwarded: Vec<_> = forwarded.collect();
    let mut address = peer.to_canonical();
    for said in forwarded.into_iter().rev() {
        match said {
            Ok(said) if trusted_proxies.contains(&address) => address = said.to_canonical(),
            _ => break,
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn from(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let peer: IpAddr = peer.parse().expect("an address");
        let mut request = Request::builder()
            .header("x-forwarded-for", forwarded)
            .body(())
            .expect("a request");
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(peer, 1)));
        let trusted: Vec<IpAddr> = trusted
            .iter()
            .map(|address| address.parse().expect("an address"))
            .collect();
        client_address(&request.into_parts().0, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_its_address() {
        assert_eq!(from("192.0.2.9", "198.51.100.1", &[]), "192.0.2.9");
        assert_eq!(
            from("10.0.0.1", "6.6.6.6, 192.0.2.9", &["10.0.0.1"]),
            "192.0.2.9"
        );
    }

    #[test]
    fn a_chain_of_trusted_proxies_is_followed() {
        let proxies = ["10.0.0.1", "10.0.0.2"];
        assert_eq!(
            from("10.0.0.1", "192.0.2.9, 10.0.0.2", &proxies),
            "192.0.2.9"
        );
        assert_eq!(from("10.0.0.1", "nonsense", &proxies), "10.0.0.1");
    }
}
