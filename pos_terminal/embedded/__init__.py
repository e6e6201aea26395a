"""What a till is on its machine: one process on a data folder, and the servers that it brings with it."""
