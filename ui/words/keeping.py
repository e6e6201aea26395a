"""The words of backups, deposits and articles of this till alone: codes to English. Pure tables."""

SENTENCES: dict[str, str] = {
    "backup_done": "The till was backed up to {path}.",
    "backup_failed": "No backup was made: {reason} It is tried again in an hour.",
    "deposit_missing": "{name} cannot be sold: its deposit is not on file. Call the manager.",
    "return_line_fixed": "{name} comes back: void the line and return it anew with another quantity.",
    "article_saved_alone": "{name} is on file at this till.",
    "report_days_wrong": "These days cannot be reported: give the earlier one first, ten years at most.",
}
