"""Receipts: a sale in, a document out, bytes out. Pure; touches no device."""
