"""Devices that are not there: shipped for the demo, for training and for the tests, with faults on demand."""
