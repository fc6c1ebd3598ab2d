"""The practice: the weekly hour, coverage, giving and asking; pure, of a network and a day."""
