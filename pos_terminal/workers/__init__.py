"""One thread for each kind of outward work; no worker knows another."""
