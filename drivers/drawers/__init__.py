"""Cash drawers that do not hang on the receipt printer, and what the printer says of the one that does."""
