"""Accounts on sites that everybody knows: `github: ana` is an address."""

from collections.abc import Mapping
from urllib.parse import quote

from netsite.text.names import fold

ACCOUNTS: Mapping[str, str] = {
    "github": "https://github.com/", "gitlab": "https://gitlab.com/",
    "linkedin": "https://www.linkedin.com/in/", "twitter": "https://twitter.com/",
    "instagram": "https://www.instagram.com/", "facebook": "https://www.facebook.com/"}


def account_url(label: str, text: str) -> str:
    """The address of an account that is given by its name alone, or ""."""
    account, name = ACCOUNTS.get(fold(label)), text.strip("@")
    return account + quote(name) if account and name and "/" not in name else ""
