"""What changes while the gateway runs: its configuration, and the operator's switches."""
