"""The browser that a session belongs to, and where it was, in words as far as they are known."""

import ipaddress

from portevoix.domain.access.visits import device_name, shortened
from portevoix.doors.web.words import gettext as _

_NEAR = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
)


def name_of(device: str) -> str:
    """Returns "Firefox, Linux" for a `User-Agent`; its beginning when it is not known."""
    return device_name(device) or _("A browser")


def place_of(address: str) -> str:
    """Returns where an address, or a network, is: here, nearby, or the network alone.

    Nobody is asked where in the world a network is.
    """
    try:
        network = ipaddress.ip_network(address.partition("%")[0], strict=False)
    except ValueError:
        return _("from somewhere unknown")
    if network.is_loopback:
        return _("from this machine")
    if any(network.version == near.version and network.subnet_of(near) for near in _NEAR):  # type: ignore[arg-type]
        return _("from the local network")
    whole = network.num_addresses == 1
    return _("from the network %(network)s") % {
        "network": shortened(str(network.network_address)) if whole else str(network)
    }
