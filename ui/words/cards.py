"""The words of a card terminal that died, and of the manager's way out: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "card_answers": "The card terminal may still answer: wait a minute, then press F2 again.",
    "card_settled": "The card payment is settled by hand.",
    "card_agrees": "The card terminal says what was settled by hand: {amount_minor}.",
    "card_contrary_charged": (
        "{amount_minor} were charged to a card after all: give them back. Manager: F11, card payments."
    ),
    "card_contrary_not": (
        "{amount_minor} were not charged to a card, though it was settled so. Manager: F11, card payments."
    ),
    "card_dispute_ended": "The card payment of {amount_minor} is seen to.",
}

# What a manager went by, and what was done about two answers.
CARD_REASONS: dict[str, str] = {
    "slip": "The terminal's paper slip",
    "terminal_journal": "The terminal's own list",
    "provider": "Asked the card provider",
    "bank_statement": "The account at the bank",
    "given_back": "Given back to the customer",
    "charged_again": "Paid otherwise meanwhile",
    "written_off": "Lost, written off",
    "other": "Other reason",
}
