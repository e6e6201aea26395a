"""Tokens of the look: colours, type scale and spacing."""
