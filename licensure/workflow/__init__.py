"""What people and schedules do with licenses, evidence and lists."""
