"""Receipt printers: links to them, and the safe way of asking how they are."""
