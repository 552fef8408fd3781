"""Where data lies: lists items and opens them."""
