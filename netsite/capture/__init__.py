"""Capture: what the writing commands do, as plans of edits; pure."""
