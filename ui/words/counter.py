"""The words of drawer and customer display. Pure tables."""

SENTENCES: dict[str, str] = {
    "drawer_left_open": "The drawer stands open: push it shut.",
    "drawer_shut": "The drawer is shut again.",
    "drawer_open": "The drawer stands open: push it shut, then pay.",
    "display_ok": "The customer display {device} is back.",
    "display_lost": "The customer display {device} is gone: look at its cable. Selling goes on.",
}

TITLES: dict[str, str] = {
    "drawer_open": "Drawer open",
}

SUBJECTS: dict[str, str] = {
    "drawer": "Drawer",
    "display": "Display",
}

LIGHTS: dict[str, str] = {
    "drawer_left_open": "open",
    "drawer_shut": "shut",
    "drawer_ok": "ready",
    "drawer_lost": "gone",
    "display_ok": "ready",
    "display_lost": "gone",
}
