"""Clusters of customers: which k, which clusters, what they mean, and how far to trust them."""
