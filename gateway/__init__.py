"""One GraphQL graph over the services of a province."""
