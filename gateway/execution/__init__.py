"""An operation: read, plan, fetch, project."""
