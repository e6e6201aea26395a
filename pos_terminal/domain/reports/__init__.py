"""What a shop's figures say, as plain tables. Pure."""
