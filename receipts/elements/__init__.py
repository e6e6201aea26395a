"""The elements of a receipt, one file each; every one draws itself on any surface.

The list is in `document.py`.
"""
