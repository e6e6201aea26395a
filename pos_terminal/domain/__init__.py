"""The pure, synchronous business rules. No I/O, no clock, no ids made here: they arrive in the message."""
