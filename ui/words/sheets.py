"""The words of the sheets themselves, whatever they are about. Pure tables."""

SENTENCES: dict[str, str] = {
    "row_off": "This row cannot be chosen now.",
    "key_off": "This key does nothing now.",
    "nobody_to_lock": "Nobody is signed in, so there is nothing to lock.",
    "form_thrown_away": "Esc once more throws away what was typed.",
    "typed_kept": "Finish what is typed here first, or leave it with Esc.",
}
