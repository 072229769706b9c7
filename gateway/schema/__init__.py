"""Config to Catalog to strawberry.Schema."""
