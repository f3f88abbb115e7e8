"""The bank's files and numbers: what is written once and sent, and what comes back and is read whole or not at all. Pure."""
