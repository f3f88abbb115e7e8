"""Every row of docs/duties.md, driven on rows of the database."""
