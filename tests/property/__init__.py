"""The laws: what holds for every input, searched by hypothesis and by random vaults."""
