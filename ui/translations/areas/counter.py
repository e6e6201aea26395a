"""Texts of drawer and customer display."""

DE: dict[str, str] = {
    "The drawer stands open: push it shut.": "Die Lade steht offen: zuschieben.",
    "The drawer is shut again.": "Die Lade ist wieder zu.",
    "The drawer stands open: push it shut, then pay.": "Die Lade steht offen: zuschieben, dann zahlen.",
    "The customer display {device} is back.": "Die Kundenanzeige {device} ist wieder da.",
    "The customer display {device} is gone: look at its cable. Selling goes on.": (
        "Die Kundenanzeige {device} ist weg: Kabel prüfen. Es geht weiter."
    ),
    "Drawer open": "Lade offen",
    "Drawer": "Lade",
    "Display": "Anzeige",
    "open": "offen",
    "shut": "zu",
}

AR: dict[str, str] = {
    "The drawer stands open: push it shut.": "الدرج مفتوح: أغلقه.",
    "The drawer is shut again.": "أُغلق الدرج.",
    "The drawer stands open: push it shut, then pay.": "الدرج مفتوح: أغلقه ثم ادفع.",
    "The customer display {device} is back.": "عادت شاشة الزبون {device}.",
    "The customer display {device} is gone: look at its cable. Selling goes on.": (
        "غابت شاشة الزبون {device}: افحص سلكها. البيع مستمر."
    ),
    "Drawer open": "الدرج مفتوح",
    "Drawer": "الدرج",
    "Display": "شاشة الزبون",
    "open": "مفتوح",
    "shut": "مغلق",
}
