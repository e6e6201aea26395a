"""Pages over the place of the cart: each arranges widgets and none knows another."""
