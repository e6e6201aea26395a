"""Words of the screen in each language; the source texts are English."""
