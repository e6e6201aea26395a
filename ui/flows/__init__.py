"""What the cashier is led through on a sheet: classes without widgets that make sheets and answer keys."""
