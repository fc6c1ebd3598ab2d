"""netsite: a personal CRM of plain files, and the static site it builds from them."""

__version__ = "0.1.0"
