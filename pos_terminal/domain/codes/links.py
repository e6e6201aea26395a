"""GS1 Digital Link: web addresses that hold application identifiers, read without asking the web. Pure.

Any domain, any path before the first key. Source: GS1 Digital Link standard, URI syntax (sections 4 and 5).
Compressed links need GS1's compression tables and are said to be that.
"""

import re
from itertools import pairwise
from urllib.parse import unquote

from pos_terminal.domain.codes.articles import Spoken, spoken
from pos_terminal.domain.codes.elements import Pairs, listed
from pos_terminal.domain.codes.meaning import CodeRules, UnknownReason

_ADDRESS = re.compile(r"https?://([^/?#\s]+)(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE | re.DOTALL)
# Eight digits behind 01 are as often a day in the address of a page; the standard wants fourteen.
_GTIN = re.compile(r"[0-9]{12,14}")
_KEY = re.compile(r"[0-9]{2,4}")
# What may follow a GTIN in the path, in this order.
_QUALIFIERS = ("22", "10", "21", "235")
# Keys of things that are no articles: shipments, places, assets, documents.
_OTHER_KEYS = frozenset(
    ("00", "253", "255", "401", "402", "414", "415", "417", "8003", "8004", "8006", "8010", "8013", "8017")
)
_COMPRESSED = re.compile(r"[0-9A-Za-z_-]{10,}")


def is_link(text: str) -> bool:
    """Whether a text is a web address."""
    return text[:4].lower() == "http" and _ADDRESS.fullmatch(text) is not None


def spoken_by_link(text: str, rules: CodeRules) -> Spoken | UnknownReason:
    """The article that a web address names; `unknown_code` where it is an ordinary one."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return "unknown_code"
    host, path, query = match.group(1), match.group(2) or "", match.group(3) or ""
    segments = path.removesuffix("/").split("/")[1:]
    at = _key_at(segments)
    if at is None:
        return _without_article(host, segments)
    pairs = _path_pairs(segments[at:])
    if isinstance(pairs, str):
        return pairs
    elements = listed(pairs + _query_pairs(query))
    return elements if isinstance(elements, str) else spoken(elements, rules)


def _key_at(segments: list[str]) -> int | None:
    """Where the GTIN's key stands: the first 01 with a number behind it."""
    for at, (key, number) in enumerate(pairwise(segments)):
        if key == "01" and _GTIN.fullmatch(number):
            return at
    return None


def _without_article(host: str, segments: list[str]) -> UnknownReason:
    if "01" in segments[:-1]:
        return "link_bad"
    if _OTHER_KEYS.intersection(segments[:-1]):
        return "gs1_no_article"
    of_gs1 = host.lower().partition(":")[0].rpartition("gs1.org")[1:] == ("gs1.org", "")
    return (
        "link_compressed" if of_gs1 and segments and _COMPRESSED.fullmatch(segments[-1]) else "unknown_code"
    )


def _path_pairs(segments: list[str]) -> Pairs | UnknownReason:
    """The GTIN and its qualifiers; anything else behind a GTIN is no Digital Link."""
    if len(segments) % 2:
        return "link_bad"
    keys, values = segments[2::2], [unquote(text) for text in segments[3::2]]
    order = [_QUALIFIERS.index(key) for key in keys if key in _QUALIFIERS]
    if len(order) < len(keys) or order != sorted(set(order)):
        return "link_bad"
    return ("01", segments[1].zfill(14)), *zip(keys, values, strict=True)


def _query_pairs(query: str) -> Pairs:
    """The attributes that are identifiers; others, as linkType, are nothing to a till. A plus is a plus."""
    parts = (part.partition("=") for part in re.split(r"[&;]", query))
    return tuple((key, unquote(text)) for key, _, text in parts if _KEY.fullmatch(key))
