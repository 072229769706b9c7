"""Every word of connectors.yaml, declared once, as data."""
