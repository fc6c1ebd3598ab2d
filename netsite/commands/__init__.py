"""What each command does: it reads a vault, and writes to the terminal."""
