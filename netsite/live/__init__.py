"""A site while it is worked on: watched, built again, and served to a browser on this machine."""
