"""What the scripts do in the cloud; each `scripts/*.sh` runs one of these modules."""
