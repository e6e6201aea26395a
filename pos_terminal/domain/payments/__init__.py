"""Ways to pay: each a strategy in one table. Pure."""
