"""Device drivers: bytes in, small messages out. A leaf library that knows nothing of sales."""
