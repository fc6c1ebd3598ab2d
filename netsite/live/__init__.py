"""A site while it is being worked on: watched, built again, and served to this machine's browser."""
