"""What every section of the configuration is made of. Pure."""

from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
TerminalId = Annotated[str, msgspec.Meta(pattern=r"^[A-Z0-9]{1,8}$")]
CurrencyCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")]
Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]
BasisPoints = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all sections: frozen, and no key that is not listed."""
