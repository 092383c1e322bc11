"""What is known of a browser that comes to the door."""

import ipaddress
import re
from dataclasses import dataclass

# The first that fits: many browsers also give the names of those they resemble.
_BROWSERS = (
    ("Firefox", r"Firefox/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Chromium", r"Chrom(?:e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)
_LONGEST_NAME = 60
_KEPT_BITS = {4: 24, 6: 48}
_LONGEST_DEVICE = 300
_LONGEST_ADDRESS = 64


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A browser at the door: its `User-Agent`, its address, and the cookie by which it is known."""

    device: str = ""
    address: str = ""
    cookie: str = ""

    @property
    def device_kept(self) -> str:
        """The `User-Agent`, as long as it is kept."""
        return self.device.replace("\x00", "")[:_LONGEST_DEVICE]

    @property
    def address_kept(self) -> str:
        """The address, as long as it is kept."""
        return self.address.replace("\x00", "")[:_LONGEST_ADDRESS]


def shortened(address: str) -> str:
    """Returns the network that an address lies in: what a log needs, and no person's own.

    192.0.2.77 becomes 192.0.2.0/24, an IPv6 address its /48; what is no address becomes "".
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return str(found)
    return str(ipaddress.ip_network((found, _KEPT_BITS[found.version]), strict=False))


def device_name(device: str) -> str:
    """Returns "Firefox, Linux" for a `User-Agent`; its beginning when it is not known."""
    known = [
        next((name for name, pattern in table if re.search(pattern, device)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, known)) or device[:_LONGEST_NAME]
