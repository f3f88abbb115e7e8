"""The demo's policies, files and stories; the same builders make the worlds of tests."""
