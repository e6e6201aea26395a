"""Customer displays (pole displays) of two rows of 20 characters."""
