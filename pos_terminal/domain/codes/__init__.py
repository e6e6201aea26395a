"""What codes carry beside a number: GS1 element strings, labels of the shop, its own numbers. Pure."""
