"""Which addresses may be asked: only http and https, and only machines that the whole internet can reach, unless the user says more.

A page, a feed or a redirect is written by others; without this it could make kg ask a router, a database or a cloud's own
service for what only this machine may see. A name is looked up once, and the address that was checked is the one connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

import anyio
import httpx

from kg.errors import SourceError

_PREFIXES = ("64:ff9b::/96", "2002::/16")  # IPv4 inside of IPv6: NAT64 and 6to4
_CARRIERS = tuple(ipaddress.IPv6Network(prefix) for prefix in _PREFIXES)
_MOST_LETTERS = 8_000

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def parsed(url: str, place: str) -> httpx.URL:
    """The address in its parts, without a name and a password in it. Raises SourceError for anything but http and https."""
    try:
        found = httpx.URL(url.strip()[:_MOST_LETTERS])
        host, port = found.host, found.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise SourceError(place, f"no address of the web ({error})", "check the spelling") from error
    if found.scheme not in {"http", "https"}:
        raise SourceError(
            place, f"{found.scheme or 'this'} is not read from the web", "give an address that begins with http:// or https://"
        )
    if not host:
        raise SourceError(place, "an address without a host", "check the spelling")
    return httpx.URL(scheme=found.scheme, host=host, port=port, raw_path=found.raw_path)


async def resolved(url: httpx.URL, private: Iterable[str], place: str) -> str:
    """The IP address to connect to. Raises SourceError for an unknown name, and where any address of it may not be asked."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        answers = await anyio.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(place, f"no such host: {url.host}", "check the spelling and the network") from error
    addresses = [str(answer[4][0]).split("%")[0] for answer in answers]
    networks = [ipaddress.ip_network(network) for network in private]
    for address in addresses:
        if not allowed(ipaddress.ip_address(address), networks):
            raise SourceError(place, f"{url.host} lies inside of a private network ({address})", "pass --allow-private if you mean it")
    return addresses[0]


def allowed(address: Address, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network] = ()) -> bool:
    """Whether a machine may be asked: anyone can reach it, or it lies in one of the networks.

    >>> allowed(ipaddress.ip_address("93.184.215.14")), allowed(ipaddress.ip_address("::ffff:127.0.0.1"))
    (True, False)
    """
    if any(address in network for network in networks):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo or (None,))[0]
        if carried is not None:
            return allowed(carried, networks)
        if any(address in carrier for carrier in _CARRIERS):
            return allowed(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF), networks)
    return address.is_global and not address.is_multicast
