"""What somebody is asked to approve, in one sentence: who wants what, how much, why. Pure tables.

A row for every right of the core (tests/unit/ui/test_approval_words.py); `ui/flows/approval.py` fills it in.
`<right>_<form>` says the same of another case: of the whole basket, on paper, of a new article.
"""

SENTENCES: dict[str, str] = {
    "approval_open": "Something still waits to be approved: answer that first, or press Esc there.",
}

APPROVALS: dict[str, str] = {
    "sell": "{who}: sell {goods}?",
    "discount": "{who}: {off} off {goods}, {was} → {amount}. {reason}?",
    "discount_basket": "{who}: {off} off the whole basket, {was} → {amount}. {reason}?",
    "discount_large": "{who}: {off} off {goods}, {was} → {amount}. {reason}?",
    "discount_large_basket": "{who}: {off} off the whole basket, {was} → {amount}. {reason}?",
    "price_change": "{who}: {goods}, {was} → {amount}. {reason}?",
    "return_receipt": "{who}: take back {goods}, {amount}. {reason}?",
    "return_no_receipt": "{who}: take back {goods} without a receipt, {amount}. {reason}?",
    "return_unchecked": "{who}: take back {goods} unchecked, {amount}. {reason}?",
    "no_sale": "{who}: open the drawer without a sale. {reason}?",
    "cash_in": "{who}: put {amount} in. {reason}?",
    "cash_out": "{who}: take {amount} out. {reason}?",
    "cash_drop": "{who}: take {amount} out of the drawer for good. {reason}?",
    "open_shift": "{who}: open the day with {amount} in the drawer?",
    "close_shift": "{who}: close the day with {counted} counted?",
    "close_over_tolerance": "{who}: close the day with {counted} counted? It is off by more than {limit}.",
    "x_report": "{who}: show the X report of the open day?",
    "x_report_print": "{who}: print the X report of the open day?",
    "z_reprint": "{who}: show Z report {z_no} again?",
    "z_reprint_print": "{who}: print Z report {z_no} again?",
    "store_report": "{who}: show the report over all tills, {first} to {last}?",
    "void_sale": "{who}: void the whole sale of {amount}?",
    "stock_override": "{who}: sell {goods}, though only {left} are left?",
    "article_edit": "{who}: change {name} on file, {was} → {amount}?",
    "article_edit_new": "{who}: put {name} on file at {amount}?",
    "customer_edit": "{who}: change the customer {name} on file?",
    "tender_correct": "{who}: {amount} of receipt {receipt_no}, {was_method} → {method}. {reason}?",
    "card_by_hand": "{who}: {amount} was not charged to the card? {reason}.",
    "card_by_hand_charged": "{who}: {amount} was charged to the card, code {code}? {reason}.",
    "card_by_hand_disputed": "{who}: {amount}, a card payment with two answers, is seen to? {reason}.",
    "drop_paper": "{who}: never print receipt {receipt_no}? {reason}.",
    "staff_edit": "{who}: change the list of the staff?",
    "staff_edit_name": "{who}: change {name} on the list of the staff?",
    "findings": "{who}: show what is wrong with the stock?",
    "stock_raise": "{who}: raise the stock of {name} by {count}?",
    "backup": "{who}: make or bring back a backup?",
}

# What else has to be known, in rows below the sentence.
DETAILS: dict[str, str] = {
    "receipt_no": "The centre cannot check receipt {now} now.",
    "name": "Name: {was} → {now}",
    "tax_class": "Tax class: {was} → {now}",
    "code": "New barcode: {now}",
}
