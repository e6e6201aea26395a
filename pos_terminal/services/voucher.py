"""Codes of store-credit vouchers: whoever holds one may spend it, so nobody must be able to guess it."""

import secrets

# Crockford's base 32: no letter that is taken for a digit or another letter.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 4


def new_code() -> str:
    """80 random bits in four groups that can be typed."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
