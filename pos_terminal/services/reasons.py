"""Why a discount, a return, a cash movement: codes to choose from, put into words by screen and paper."""

REASONS: dict[str, tuple[str, ...]] = {
    "discount": ("damaged", "expiring", "loyal", "staff", "promotion", "competitor", "complaint", "manager"),
    "price": ("damaged", "expiring", "competitor", "promotion", "wrong_price", "manager"),
    "return": ("changed_mind", "defective", "wrong_size", "wrong_article", "not_collected", "other"),
    "cash_in": ("change", "refill", "found", "other"),
    "cash_out": ("purchase", "wages", "post", "change", "other"),
    "cash_drop": ("safe", "bank"),
    "no_sale": ("change", "check", "customer", "other"),
    "card_by_hand": ("slip", "terminal_journal", "provider", "bank_statement", "other"),
    "card_dispute": ("given_back", "charged_again", "provider", "written_off", "other"),
    "stock_raise": ("order_refused", "counted", "other"),
    "paper_drop": ("not_wanted", "got_otherwise", "printer_broken", "other"),
    "tender": ("wrong_key", "customer_changed", "other"),
}
