"""The configuration's section of slips that are printed by themselves. Pure."""

from pos_terminal.config_base import Section


class Slips(Section, frozen=True):
    """Which slips are printed by themselves, docs/printers.md.

    cash: for cash put in, taken out or dropped, with a line to sign. no_sale: when the drawer is opened
    without a sale. parked: for a basket that is put aside, with a barcode that recalls it. voided: for a
    basket that is thrown away. card_customer, card_merchant: for payments on a connected card terminal.
    """

    cash: bool = True
    no_sale: bool = False
    parked: bool = False
    voided: bool = False
    card_customer: bool = False
    card_merchant: bool = False

    def kinds(self) -> frozenset[str]:
        """The kinds that are wanted; a float needs no slip, for who opens the day has counted it."""
        cash = ("cash_in", "cash_out", "cash_drop") if self.cash else ()
        rest = ("no_sale", "parked", "voided", "card_customer", "card_merchant")
        return frozenset((*cash, *(kind for kind in rest if getattr(self, kind))))
