"""The words of the sheets themselves, whatever they are about. Pure tables."""

SENTENCES: dict[str, str] = {
    "row_off": "This row cannot be chosen now.",
    "key_off": "This key does nothing now.",
    "typed_kept": "What is typed is not taken yet: Enter takes it, Esc leaves it.",
}
