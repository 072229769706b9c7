"""connectors.yaml as frozen types; every mistake at once, each with its place."""
