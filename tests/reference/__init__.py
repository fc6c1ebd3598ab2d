"""A second reader of the vault, to compare the first one with, and random vaults for both."""
