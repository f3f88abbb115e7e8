"""What people do with care, one function per intention."""
