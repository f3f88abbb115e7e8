"""What people do in vetting, one keyword-only function per intention, by topic."""
