"""Texts of slips and labels."""

DE: dict[str, str] = {
    "It goes to the printer.": "Es geht an den Drucker.",
    "Nothing was bought on this receipt: there is nothing to make a present of.": (
        "Auf diesem Bon wurde nichts gekauft: Es gibt nichts zu verschenken."
    ),
    "At most {most} labels at once: give a smaller number.": (
        "Höchstens {most} Etiketten auf einmal: kleinere Zahl eingeben."
    ),
    "Gift receipt, without prices": "Geschenkbon, ohne Preise",
    "Print labels": "Etiketten drucken",
    "For the shelf": "Für das Regal",
    "For the goods": "Für die Ware",
    "Label": "Etikett",
    "How many": "Wie viele",
    "Print": "Drucken",
}

AR: dict[str, str] = {
    "It goes to the printer.": "أُرسل إلى الطابعة.",
    "Nothing was bought on this receipt: there is nothing to make a present of.": (
        "لم يُشترَ شيء بهذا الإيصال: لا شيء لإهدائه."
    ),
    "At most {most} labels at once: give a smaller number.": "{most} ملصقًا على الأكثر: أدخل عددًا أصغر.",
    "Gift receipt, without prices": "إيصال هدية بلا أسعار",
    "Print labels": "طباعة ملصقات",
    "For the shelf": "للرف",
    "For the goods": "للبضاعة",
    "Label": "ملصق",
    "How many": "كم عددها",
    "Print": "اطبع",
}
