"""`pos-terminal backup`: a backup at once, and a restore. Main thread."""
