"""What invented therapists hold, what sources answer about it, and an invented exclusion list."""
