"""What pages show: frozen values built from queries, in the reader's words."""
