"""The words of reports, one file a language, one entry a code; `report_wording.py` chooses among them."""
