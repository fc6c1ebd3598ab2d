"""The site: views, templates, and the writing of it."""
