"""What a scan says to people and machines."""
