"""Codes to English words, a file for each area; `ui/wording.py` merges the tables by name."""
