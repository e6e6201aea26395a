"""Published layouts of labels with a weight, price or count, by country. Pure data.

A shop that weighs by itself may lay its labels out as it likes: it writes its own. Countries whose GS1
organisation publishes no national layout are left out on purpose. Tests hold each row against biip.
"""

from pos_terminal.domain.codes.meaning import LabelLayout

# gs1.se "how do I create my variable weight numbers"; for Norway no document is known, its labels read so.
_SCANDINAVIAN = (
    LabelLayout("20", "PPIIIIIIMMMMC", 2),
    LabelLayout("21", "PPIIIIIIMMMMC", 1),
    LabelLayout("22", "PPIIIIIIMMMMC", 0),
    LabelLayout("23", "PPIIIIIIWWWWC", 3),
    LabelLayout("24", "PPIIIIIIWWWWC", 2),
    LabelLayout("25", "PPIIIIIIWWWWC", 1),
)
# gs1lv.org "Variable measure in Latvia"; gs1.fi "How to identify a product".
_BALTIC = _SCANDINAVIAN[3:]

LABEL_PRESETS: dict[str, tuple[LabelLayout, ...]] = {
    # GS1 Germany, "Globale Artikelnummer GTIN in der Anwendung", SAN-4 concept.
    "de": (
        LabelLayout("22", "PPIIIIVMMMMMC", 2, "gs1-5"),
        LabelLayout("23", "PPIIIIVMMMMMC", 2, "gs1-5"),
        LabelLayout("25", "PPIIIIVNNNNNC", 0, "gs1-5"),
        LabelLayout("26", "PPIIIIVNNNNNC", 0, "gs1-5"),
        LabelLayout("28", "PPIIIIVWWWWWC", 3, "gs1-5"),
        LabelLayout("29", "PPIIIIVWWWWWC", 3, "gs1-5"),
    ),
    # gs1.dk, "GTIN-13 pris" and "GTIN-13 vægt".
    "dk": (
        LabelLayout("21", "PPIIIIMMMMMMC", 2),
        LabelLayout("22", "PPIIIIMMMMMMC", 2),
        LabelLayout("23", "PPIIIIMMMMMMC", 2),
        LabelLayout("24", "PPIIIIMMMMMMC", 2),
        LabelLayout("26", "PPIIIIWWWWWWC", 3),
        LabelLayout("27", "PPIIIIIWWWWWC", 3),
        LabelLayout("28", "PPIIIIWWWWWWC", 3),
    ),
    "ee": _BALTIC,
    "fi": _BALTIC,
    # gs1uk.org, "How to barcode variable measure items".
    "gb": (LabelLayout("20", "PPIIIIIVMMMMC", 2, "gs1-4"),),
    "lt": _BALTIC,
    "lv": _BALTIC,
    "no": _SCANDINAVIAN,
    "se": _SCANDINAVIAN,
    # Uniform Code Council guideline 11, number system 2: with the price verifier digit (up to 99.99), and
    # with a price of five digits in its place.
    "us": (LabelLayout("02", "PPIIIIIVMMMMC", 2, "gs1-4"),),
    "us-5": (LabelLayout("02", "PPIIIIIMMMMMC", 2),),
}
