"""Text to nodes with places, and back: pure, and of one file at a time."""
