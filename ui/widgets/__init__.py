"""Parts of the window: each paints a piece of the view and posts nothing by itself."""
