"""The button that copies the command that logs a contact, on file://."""

from pathlib import Path

from playwright.sync_api import Browser

from netsite.build import build
from tests.conftest import MakeVault
from tests.drawing import TODAY, ana
from tests.reading import person

COMMAND = 'netsite log "call with ana: "'


def made(vault: MakeVault) -> Path:
    """Build a site of two people, one of them overdue."""
    root = vault(ana("email: ana@example.com", history=("- 2026-01-02 call",))
                 | {"contacts/bo.md": person(name="Bo")})
    return build(root, TODAY).folder


def test_one_tap_copies_the_command(vault: MakeVault, browser: Browser) -> None:
    """On a person's page and on Today; the button says so, and has the focus."""
    folder = made(vault)
    page = browser.new_page()
    page.add_init_script("document.execCommand = () => { "
                         "window.copied = document.activeElement.value; return true; }; "
                         "Object.defineProperty(navigator, 'clipboard', {value: undefined});")
    page.goto((folder / "people/ana.html").as_uri())
    button = page.locator(".actions button")
    button.click()
    page.wait_for_function("document.activeElement.textContent === 'Copied'")

    assert page.evaluate("window.copied") == COMMAND
    assert page.locator("textarea").count() == 0
    page.goto((folder / "index.html").as_uri())
    assert page.locator(".row .actions button", has_text="Log").count() == page.locator(
        ".row").count()
    page.close()


def test_without_script_the_command_stands_there(vault: MakeVault, browser: Browser) -> None:
    """It can be read and selected, and there is no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((made(vault) / "people/ana.html").as_uri())

    assert (page.locator(".log code").inner_text(), page.locator(".actions button").count()) == (
        COMMAND.strip(), 0)
    context.close()
