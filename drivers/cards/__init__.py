"""Connected card terminals, the till's side of each. Without any, card sales are confirmed by hand."""
