"""The edges: what is read from disk."""
