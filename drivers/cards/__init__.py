"""Connected card terminals: none yet; card sales are confirmed by hand."""
