"""One package or module for each outside system, the sole importer of its client library."""
