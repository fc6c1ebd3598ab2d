"""Capture: what the writing commands do, as plans of edits; pure, so that each can be tried first."""
