"""The words of the page of the devices: modes, reasons, what a symbol read wrongly means. Pure tables."""

SENTENCES: dict[str, str] = {
    "devices_left": "Nobody scanned on the devices' page for two minutes: scans are sold again.",
}

DEVICE_MODES: dict[str, str] = {
    "keyboard": "keyboard mode",
    "hid_pos": "HID-POS mode",
    "com": "COM mode",
    "serial": "COM mode",
    "network": "network",
    "simulated": "simulated",
    "other": "a mode that is not read",
}

# Why a device may not be opened, and what helps.
DEVICE_REMEDIES: dict[str, str] = {
    "udev_rule": "May not be read: install the udev rules, then plug it in again.",
    "serial_group": "May not be read: add this user to the port's group (dialout).",
    "no_driver": "The system made no device of it: plug it in again, or set another mode.",
    "other_mode": "Scan the barcode 'USB HID-POS', else 'USB COM', of its manual.",
}

SCAN_BROKEN: dict[str, str] = {
    "unplugged": "Unplugged in mid-scan",
    "overrun": "Keys came too fast, some are missing",
    "late_start": "It began before the device was taken",
    "too_long": "Longer than any code",
    "garbage": "The line only hisses: check speed and cable",
    "merged": "The end of a scan was lost before the next",
    "no_prefix": "Its beginning, the prefix, was missing",
    "bad_report": "A report was not laid out as the device says",
    "incomplete": "Its rest did not come",
}

SCAN_MEANINGS: dict[str, str] = {
    "article": "Article: {name}",
    "own_staff": "A staff badge; its code is not shown",
    "own_customer": "A customer card",
    "own_gift_card": "A gift card; its code is not shown",
    "own_receipt": "A receipt",
    "own_coupon": "A coupon",
    "own_no_article": "A number of this shop",
    "catalogue_failed": "The article file cannot be read",
    "code_ambiguous": "Several articles have this code",
    "code_pack_of": "A case of {name}; how many is not on file",
    "code_unknown_code": "No article on file",
    "code_check_digit": "The check digit is wrong",
    "code_gs1_bad_element": "A GS1 element is wrong",
    "code_gs1_missing_separator": "The separator GS is missing",
    "code_gs1_date": "It holds a date that there is not",
    "code_gs1_no_article": "A shipment, place or document",
    "code_gs1_unmarked": "GS1 elements, but the scanner does not say so",
    "code_label_verifier": "The label's verifier digit is wrong",
    "code_link_bad": "A web address that names an article wrongly",
    "code_link_compressed": "A compressed web address",
    "code_empty": "Nothing was in it",
    "code_too_long": "Longer than any code",
    "code_unreadable": "It holds what is no text",
}

SCAN_FACTS: dict[str, str] = {
    "key": "Catalogue key",
    "number": "Number",
    "add_on": "Add-on",
    "case_of": "A case of",
    "lot": "Lot",
    "serial": "Serial number",
    "expiry": "Use by",
    "best_before": "Best before",
    "count": "Count",
    "weight": "Weight",
    "price": "Price",
    "elements": "GS1 elements",
}

TEST_LEVELS: dict[str, str] = {
    "ok": "as drawn",
    "hint": "read, could be set better",
    "differs": "differs",
}

# What a symbol read otherwise means ...
TEST_FINDINGS: dict[str, str] = {
    "no_aim": "Its AIM identifier {what} is missing.",
    "other_aim": "The scanner says {what}: another kind of symbol.",
    "not_gs1": "The scanner says {what}: it does not take it for GS1.",
    "no_check_digit": "Its check digit {what} is missing.",
    "no_gs": "The separator GS is missing: a lot runs into what follows.",
    "gs_replaced": "For the separator GS came {what}.",
    "caps": "Capital and small letters are exchanged.",
    "layout": "The scanner types in the keyboard layout {what}.",
    "before": "{what} came before it.",
    "behind": "{what} came behind it.",
    "cut": "Only a part came: {what}",
    "other_symbol": "Another symbol was read: {what}.",
    "different": "Something else came: {what}",
}

# ... and what to set, or do.
TEST_REMEDIES: dict[str, str] = {
    "no_aim": "In the scanner: switch 'transmit AIM ID' on.",
    "other_aim": "Scan the symbol that is shown here.",
    "not_gs1": "In the scanner: switch GS1 symbols on.",
    "no_check_digit": "In the scanner: switch 'transmit check digit' on.",
    "no_gs": "In the scanner: send FNC1 as ASCII 29 (GS).",
    "gs_replaced": "Send ASCII 29 there, or set gs in the configuration.",
    "caps": "In the scanner: switch Caps Lock handling off.",
    "layout": "Set layout in the configuration to it, or the scanner otherwise.",
    "before": "Set it as prefix, or take it off in the scanner.",
    "behind": "Set it as suffix, or take it off in the scanner.",
    "cut": "Scan again; then look at cable and speed.",
    "other_symbol": "Cover it, and scan the one that is shown.",
    "different": "Scan the symbol that is shown here.",
}
