"""The words of papers that wait: what they are, why they wait, what became of them. Pure tables."""

SENTENCES: dict[str, str] = {
    "paper_parked": "A paper could not be made and was set aside: F11, Waiting papers.",
    "paper_elsewhere": "{paper} {number} prints on {printer} now.",
    "paper_saved": "Saved as PDF: {path}.",
    "paper_mailed": "{paper} {number} goes by e-mail now.",
    "paper_dropped_by_hand": "{paper} {number} will not be printed.",
    "paper_not_saved": "The PDF was not written: {reason} Try it again.",
    "paper_not_mailable": "Only receipts go by e-mail.",
    "paper_gone": "That paper does not wait any more.",
    "paper_prints_now": "That paper is being printed just now.",
    "paper_is_saved": "That paper is being written as PDF just now.",
    "paper_waits_there": "It waits at that printer already.",
    "printer_unknown": "There is no printer {name}.",
}

# What a paper is.
PAPERS: dict[str, str] = {
    "receipt": "Receipt",
    "copy": "Copy of receipt",
    "invoice": "Invoice",
    "z_report": "Z report",
    "x_report": "X report",
    "gift": "Gift receipt",
    "parked": "Slip of a parked basket",
    "voided": "Slip of a voided basket",
    "cash_float": "Float slip",
    "cash_in": "Cash in slip",
    "cash_out": "Cash out slip",
    "cash_drop": "Drop slip",
    "no_sale": "No-sale slip",
    "card_customer": "Card slip",
    "card_merchant": "Card slip for the shop",
    "shelf_label": "Labels for the shelf",
    "price_label": "Labels for the goods",
}

# Why it waits, in a column; as the printer's light.
WHY: dict[str, str] = {
    "queued": "its turn comes",
    "fault": "set aside",
    "paper_out": "no paper",
    "cover_open": "cover open",
    "offline": "printer away",
    "silent": "printer silent",
}

SALE_REASONS: dict[str, str] = {
    "not_wanted": "Nobody wants it",
    "got_otherwise": "The customer has it already",
    "printer_broken": "The printer is broken",
}
