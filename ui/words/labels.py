"""The words of what codes say: dates, labels, cases, own numbers: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "code_gs1_bad_element": "A part of that code is wrong: scan the other barcode, or find it with F2.",
    "code_gs1_missing_separator": (
        "The scanner leaves out separators (FNC1): scan the other barcode. IT sets it to send GS."
    ),
    "code_gs1_date": "That code holds a date that there is not: scan the other barcode, or find it with F2.",
    "code_gs1_no_article": "That code names no article, but a shipment, place or document: scan another one.",
    "code_gs1_unmarked": (
        "Perhaps a GS1 code; the scanner does not say so: scan the other barcode. IT switches AIM on."
    ),
    "code_label_verifier": "The label's value was read wrongly: scan again, or have it labelled anew.",
    "code_link_bad": "That web address names an article in a wrong way: scan the other barcode.",
    "code_link_compressed": "That web address is compressed, it cannot be read: scan the other barcode.",
    "code_pack_of": "A case of {name}; how many are in it is not on file. Scan one piece, type how many.",
    "pack_not_sold": "A case of {count} {name}: cases are not sold here. Scan one piece.",
    "past_use_by_block": "Use by {day}: it may not be sold. Take it off the shelf.",
    "past_best_before_block": "Best before {day}: it is not to be sold. Take it off the shelf.",
    "past_use_by_warn": "Use by {day}: it is in the basket past its date.",
    "past_best_before_warn": "Best before {day}: it is in the basket past its date. Tell the customer.",
    "label_currency": "The label of {name} is in {currency}: take it to be labelled anew.",
    "label_price_missing": "The label of {name} says no price: have it labelled anew.",
    "label_measure": "The label of {name} measures in {measure}; it is not sold by that. Call the manager.",
    "label_not_weighed": "The label of {name} says a weight, but it is sold by the piece. Call the manager.",
    "label_has_quantity": "The label of {name} says how much it is: scan each piece without a quantity.",
    "label_not_repeated": "Each piece of {name} has its own label: scan the next one.",
    "serial_one_piece": "{name} no. {serial} is one piece: scan the next one's own code.",
    "serial_twice": "{name} no. {serial} is in the basket already: one piece is sold once.",
    "own_no_article": "That is one of the shop's own numbers, not an article.",
    "own_gift_card": "Gift cards cannot be taken yet: choose another way of paying.",
    "own_coupon": "Coupons are not set up yet: nothing is taken off for it.",
    "customer_card": "A customer's card: the centre is asked whose it is.",
    "customer_card_unknown": "That card is nobody's: find the customer with F3.",
}

TITLES: dict[str, str] = {
    "code_gs1_bad_element": "Not readable",
    "code_gs1_missing_separator": "Not readable",
    "code_gs1_date": "Not readable",
    "code_gs1_no_article": "Not an article",
    "code_gs1_unmarked": "Not readable",
    "code_label_verifier": "Label read wrongly",
    "code_link_bad": "Not readable",
    "code_link_compressed": "Not readable",
    "code_pack_of": "A case",
    "pack_not_sold": "A case",
    "past_use_by_block": "Not to be sold",
    "past_best_before_block": "Not to be sold",
    "past_use_by_warn": "Use by {day}",
    "past_best_before_warn": "Best before {day}",
    "serial_twice": "In the basket already",
    "own_gift_card": "No gift cards yet",
    "own_coupon": "No coupons yet",
    "customer_card": "Customer's card",
    "customer_card_unknown": "Unknown card",
}

BADGES: dict[str, str] = {
    "label_price": "price on label",
    "past_date": "past its date",
}

# What stands under the name of a line's article: of this very piece.
PIECE: dict[str, str] = {
    "lot": "lot {lot}",
    "serial": "no. {serial}",
    "expiry": "use by {day}",
    "best_before": "best before {day}",
}
