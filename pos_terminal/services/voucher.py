"""Codes of store-credit vouchers: whoever holds one may spend it, so nobody must be able to guess it."""

import secrets

# Crockford's base 32: no letter that is taken for a digit or another letter.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# As many as fit as a barcode onto a roll of 58 mm; each try at guessing one asks the centre.
_LETTER_COUNT = 10


def new_code() -> str:
    """50 random bits that can be typed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LETTER_COUNT))
