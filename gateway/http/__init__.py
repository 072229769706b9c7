"""The edge: the endpoint and its protocols."""
