"""What an article costs in a basket: discounts on lines and baskets. Pure."""
