"""Where a cluster is, as the setting ``engine`` says it.

    opensearch://user:password@host1:9200,host2:9200/articles?tls=/etc/ssl/archive.pem

User and password, ports and ``tls`` may be left out. ``tls`` is ``on``, or the file of the
authority that signed the cluster's certificates; ``unchecked`` takes any certificate.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote

from search.errors import UsageError

SCHEME = "opensearch"
FORM = "opensearch://user:password@host1:9200,host2:9200/articles?tls=on"

_PORT = 9200
_ADDRESS = re.compile(
    rf"{SCHEME}://(?:(?P<credentials>[^/]*)@)?(?P<hosts>[^/@]*)/(?P<alias>[^?]*)"
    r"(?:\?(?P<options>.*))?"
)
_ALIAS = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Host:
    """One node of the cluster."""

    name: str
    port: int

    def __str__(self) -> str:
        return f"[{self.name}]:{self.port}" if ":" in self.name else f"{self.name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the cluster is, and which of its indices are ours.

    :param alias: of the index in use; the names of all our indices begin with it
    :param tls: whether the connection is encrypted
    :param checked: whether the cluster's certificate has to be a good one
    :param authority: file of the authority that signs it; None for those that the system trusts
    """

    hosts: tuple[Host, ...]
    alias: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    checked: bool = True
    authority: Path | None = None

    def __str__(self) -> str:
        """As one may show it: without user and password."""
        return f"{SCHEME}://{','.join(map(str, self.hosts))}/{self.alias}"


def parse_address(text: str) -> Address:
    """Read the address of a cluster.

    :raises UsageError: it is none; the message has nothing of the password
    """
    parts = _ADDRESS.fullmatch(text)
    if parts is None:
        raise _wrong("its parts cannot be told apart")
    user, _, password = (parts["credentials"] or "").partition(":")
    tls, checked, authority = _security(parts["options"] or "")
    return Address(
        hosts=tuple(map(_host, parts["hosts"].split(","))),
        alias=_alias(parts["alias"]),
        user=unquote(user),
        password=unquote(password),
        tls=tls,
        checked=checked,
        authority=authority,
    )


def _host(text: str) -> Host:
    found = _HOST.fullmatch(text)
    if found is None or int(found["port"] or 0) > 65_535:
        raise _wrong(
            "a host is missing, or is none; in a password write %2F for /, %40 for @ and so on"
        )
    return Host(found["host"].strip("[]"), int(found["port"] or _PORT))


def _alias(alias: str) -> str:
    if not _ALIAS.fullmatch(alias):
        raise _wrong(
            "behind the last / has to stand a name of small letters, digits, dots and hyphens"
        )
    return alias


def _security(query: str) -> tuple[bool, bool, Path | None]:
    """Whether to encrypt, whether to check, and by whose signature."""
    try:
        options = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise _wrong("behind the ? has to stand tls=on, or a file: tls=/etc/ssl/ca.pem") from None
    if set(options) - {"tls"}:
        raise _wrong("tls is the only option behind the ?")
    match options.get("tls", []):
        case []:
            return False, True, None
        case ["on"]:
            return True, True, None
        case ["unchecked"]:
            return True, False, None
        case [name] if Path(name).is_file():
            return True, True, Path(name)
    raise _wrong("tls is on, unchecked, or the file of an authority that can be read")


def _wrong(reason: str) -> UsageError:
    return UsageError(f"the engine's address is wrong: {reason}. It looks like {FORM}")
