"""The core thread and the protocols of what surrounds it."""
