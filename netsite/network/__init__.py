"""What the files mean together: people, links, due dates. Pure."""
