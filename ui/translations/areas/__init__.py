"""Translations, a file for each area with its `DE` and `AR`; `ui/translations/tables.py` lists them."""
