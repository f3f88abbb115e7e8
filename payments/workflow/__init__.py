"""What the user of payments means to do: one function per intention."""
