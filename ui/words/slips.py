"""The words of slips and labels: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "slip_printing": "It goes to the printer.",
    "gift_nothing": "Nothing was bought on this receipt: there is nothing to make a present of.",
    "labels_too_many": "At most {most} labels at once: give a smaller number.",
}
