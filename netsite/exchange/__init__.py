"""Formats that other programs read, one a module: pure, from values to text."""
