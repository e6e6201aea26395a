"""POS Terminal: a point-of-sale for physical checkout counters.

The name of the product's main package; it re-exports nothing.
"""

__version__ = "0.1.0"
