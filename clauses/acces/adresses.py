"""Origin of a request: this computer (loopback), or elsewhere."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

_PROXY_NAMES = frozenset(
    {
        "forwarded",
        "via",
        "client-ip",
        "true-client-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-real-ip",
        "x-real-port",
        "x-remote-addr",
        "x-remote-user",
        "x-host",
        "x-scheme",
        "x-envoy-external-address",
        "fastly-client-ip",
    }
)
_PROXY_PREFIXES = ("x-forwarded", "x-original-", "x-proxy", "x-envoy-", "x-amzn-", "x-arr-", "cf-", "fly-")


def is_loopback(host: str) -> bool:
    """True if a name or an address without port is this computer's.

    >>> [is_loopback(each) for each in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "192.168.1.2", "a.example")]
    [True, True, True, False, False, False]
    """
    host = host.strip().lower().removeprefix("[").removesuffix("]")
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_loopback_host(header: str) -> bool:
    """The same for a ``Host`` header, with or without its port.

    >>> is_loopback_host("localhost:8501"), is_loopback_host("[::1]:8501"), is_loopback_host("127.0.0.1.evil.example")
    (True, True, False)
    """
    try:
        parts = urlsplit(f"//{header}")
        return not parts.path and parts.username is None and is_loopback(parts.hostname or "")
    except ValueError:
        return False


def is_proxied(headers: Mapping[str, str]) -> bool:
    """True if a request has a proxy header; names in lower case.

    >>> is_proxied({"host": "localhost"}), is_proxied({"x-forwarded-for": ""}), is_proxied({"cf-ray": "1"})
    (False, True, True)
    """
    return any(name in _PROXY_NAMES or name.startswith(_PROXY_PREFIXES) for name in headers)


def is_https(headers: Mapping[str, str], scheme: str = "") -> bool:
    """True if the browser uses HTTPS, to us or to the proxy in front of us; ``scheme`` is what the server sees.

    Some proxies say ``wss`` when a websocket opens.

    >>> is_https({"X-Forwarded-Proto": "https, http"}), is_https({"x-forwarded-proto": "wss"}), is_https({}, "http")
    (True, True, False)
    """
    lower = {name.lower(): value for name, value in headers.items()}
    forwarded = lower.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return not {forwarded, scheme}.isdisjoint(("https", "wss"))


def same_site(origin: str, host: str) -> bool:
    """True if an ``Origin`` header (or a ``Referer``) has the same host and port as a ``Host`` header.

    >>> same_site("https://a.example", "a.example"), same_site("https://b.example", "a.example"), same_site("null", "a")
    (True, False, False)
    """
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return bool(parts.netloc) and parts.netloc.lower() in (host.lower(), host.lower().removesuffix(default))


def client_key(address: str) -> str:
    """Name under which the tries of an address are counted: a subscriber has a whole /64 of IPv6.

    >>> client_key("203.0.113.9"), client_key("2001:db8::1:2:3:4"), client_key("testclient")
    ('203.0.113.9', '2001:db8::/64', 'testclient')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(getattr(found, "ipv4_mapped", None) or found)
