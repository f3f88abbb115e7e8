"""From the browser to payments and back."""
