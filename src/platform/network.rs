//! From which network somebody comes: what strangers' attempts are counted by, and what the owner of a session sees of it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The header in which a web server in front says whom it speaks for.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// A network that one house or one machine has: an IPv4 address, or the 64 first bits of an IPv6 address, since whoever has
/// one address of those has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
            v4 @ IpAddr::V4(_) => v4,
        })
    }

    /// Roughly, for the owner of a session: "192.0.2.*", "2001:db8:1:*". Names no machine.
    #[must_use]
    pub fn roughly(&self) -> String {
        match self.0 {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.*")
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:*")
            }
        }
    }
}

/// The web servers in front whose word is taken on whom they speak for. Without any, everybody comes from where the connection
/// comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Vec<(IpAddr, u32)>);

impl Proxies {
    /// Reads addresses and networks, with commas between them: `127.0.0.1, 10.0.0.0/8, fd00::/8`.
    ///
    /// # Errors
    /// The one that is none.
    pub fn read(raw: &str) -> Result<Self, String> {
        raw.split(',').map(str::trim).filter(|one| !one.is_empty()).map(|one| network(one).ok_or_else(|| one.to_owned())).collect::<Result<_, _>>().map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(network, bits)| match (network, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => same(network.to_bits().into(), address.to_bits().into(), 32, *bits),
            (IpAddr::V6(network), IpAddr::V6(address)) => same(network.to_bits(), address.to_bits(), 128, *bits),
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        })
    }

    /// Where a request comes from: the first one, counted from us, that is none of these. `None` when the listener does not say
    /// who is connected.
    pub(super) fn network(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<Network> {
        let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        let said: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).collect();
        let mut from = peer.ip().to_canonical();
        for hop in said.into_iter().rev() {
            if !self.trusts(from) {
                break;
            }
            // What is no address was not written by a server of ours.
            let Some(before) = address(hop.trim()) else { break };
            from = before;
        }
        Some(Network::of(from))
    }
}

fn network(one: &str) -> Option<(IpAddr, u32)> {
    let (ip, bits) = one.split_once('/').map_or((one, None), |(ip, bits)| (ip, Some(bits)));
    let ip = ip.parse::<IpAddr>().ok()?.to_canonical();
    let most = if ip.is_ipv4() { 32 } else { 128 };
    let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
    (bits <= most).then_some((ip, bits))
}

fn same(one: u128, other: u128, length: u32, bits: u32) -> bool {
    bits == 0 || (one ^ other) >> (length - bits) == 0
}

/// As web servers write it: with a port or without.
fn address(hop: &str) -> Option<IpAddr> {
    let ip = hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()));
    ip.map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let (mut extensions, mut headers) = (Extensions::new(), HeaderMap::new());
        extensions.insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 40000)));
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        Proxies::read(proxies).unwrap().network(&extensions, &headers).unwrap().0.to_string()
    }

    #[test]
    fn only_the_word_of_ones_own_web_server_is_taken() {
        assert_eq!(from("", "192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(from("127.0.0.1", "127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", "127.0.0.1", &["203.0.113.9, 198.51.100.1"]), "198.51.100.1", "what the visitor wrote herself is not believed");
        assert_eq!(from("127.0.0.1, 10.0.0.0/8", "127.0.0.1", &["203.0.113.9, 198.51.100.1", "10.1.2.3"]), "198.51.100.1");
        assert_eq!(from("127.0.0.1", "127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", "127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", "::ffff:127.0.0.1", &["198.51.100.1:55012"]), "198.51.100.1");
        assert_eq!(from("fd00::/8", "fd00::1", &["[2001:db8:1:2:3:4:5:6]:443"]), "2001:db8:1:2::");
        assert_eq!(from("0.0.0.0/0", "192.0.2.7", &["198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn a_network_is_told_roughly() {
        assert_eq!(Network::of("192.0.2.77".parse().unwrap()).roughly(), "192.0.2.*");
        assert_eq!(Network::of("2001:db8:1:2:3:4:5:6".parse().unwrap()).roughly(), "2001:db8:1:*");
    }

    #[test]
    fn what_is_no_network_is_named() {
        assert_eq!(Proxies::read("127.0.0.1, proxy.kommun.se"), Err("proxy.kommun.se".to_owned()));
        assert_eq!(Proxies::read("10.0.0.0/33"), Err("10.0.0.0/33".to_owned()));
    }
}
