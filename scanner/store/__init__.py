"""What is kept of a scan: outcomes, findings, keyed facts; never a value."""
