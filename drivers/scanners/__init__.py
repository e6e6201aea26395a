"""Barcode scanners: framing (pure), byte lines, the keyboard wedge (pure) and what single models need."""
