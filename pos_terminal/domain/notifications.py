"""What a mail is, and which address may be one. Pure.

An event never holds an address or a text: it names the row of the table `personal` that does, which can be
erased.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

MailKind = Literal["receipt", "low_stock", "cash_difference", "z_report", "text"]
AddressProblem = Literal[
    "mail_address_empty", "mail_address_long", "mail_address_at", "mail_address_sign", "mail_address_domain"
]

# RFC 5321, section 4.5.3.1, and RFC 3696, erratum 1690; in octets.
_MOST_LOCAL_BYTES = 64
_MOST_ADDRESS_BYTES = 254
_MOST_LABEL_BYTES = 63

# Specials of RFC 5322 and the quotes around them: legal in quotes, and in practice a slip or an attack.
_REFUSED_SIGNS = frozenset("\"'`(),:;<>[\\]")
# IDNA 2003 and 2008 take these to different domains (UTS 46, section 7): a mail must not reach a stranger.
_AMBIGUOUS = frozenset("ßς")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person.

    to_id: the row of `personal` with the address. attachments: the names under which its files arrive.
    """

    mail_id: str
    kind: MailKind
    to_id: str
    subject: str
    text: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LowStock:
    """An article of which little is left. left_units: base units; unit: the article's."""

    product_id: str
    name: str
    left_units: int
    unit: str

    @property
    def subject_id(self) -> str:
        """Article and rest, as the mail's event names them."""
        return f"{self.product_id}:{self.left_units}"


def address_problem(text: str) -> AddressProblem | None:
    """Why this cannot be a mail address, None where it can.

    Only what a form can know; whether somebody reads there, the mail server finds out. It is taken as it
    is: the caller strips what was typed around it.
    """
    if not text:
        return "mail_address_empty"
    if any(_refused(sign) for sign in text):
        return "mail_address_sign"
    local, _, domain = text.partition("@")
    if not local or not domain or "@" in domain:
        return "mail_address_at"
    if len(local.encode()) > _MOST_LOCAL_BYTES or len(text.encode()) > _MOST_ADDRESS_BYTES:
        return "mail_address_long"
    if not all(local.split(".")):
        return "mail_address_sign"
    return None if _is_domain(domain) else "mail_address_domain"


def _refused(sign: str) -> bool:
    """Whether it may stand nowhere: what is not printed (line ends, direction marks), blanks, specials."""
    return not sign.isprintable() or sign.isspace() or sign in _REFUSED_SIGNS


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    if len(labels) < 2 and domain != "localhost":
        return False
    return not _AMBIGUOUS & set(domain) and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    if not 0 < len(label.encode()) <= _MOST_LABEL_BYTES or label[0] == "-" or label[-1] == "-":
        return False
    return all(sign.isalnum() or sign == "-" or unicodedata.category(sign)[0] == "M" for sign in label)
