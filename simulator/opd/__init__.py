"""The simulated OPDs, one file each."""
