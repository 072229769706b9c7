"""The credentials that simulated services demand: middlewares that refuse.

They check what a real service would, in code of their own, so that the gateway's
signing is held against something that does not share its mistakes. The secrets
protect nothing: connectors.yaml has them as the defaults of its variables.
"""
