"""Texts of the simulated devices that came after the first sale."""

DE: dict[str, str] = {
    "Card: break off": "Karte: Abbruch",
    "Card: silent": "Karte: stumm",
    "Card: answer": "Karte: Antwort",
}

AR: dict[str, str] = {
    "Card: break off": "البطاقة: انقطاع",
    "Card: silent": "البطاقة: صمت",
    "Card: answer": "البطاقة: رد",
}
