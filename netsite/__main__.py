"""`python -m netsite` is the command `netsite`."""

from netsite.cli import main

main(prog_name="netsite")
