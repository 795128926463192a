"""The whole site, built by the real `mkdocs build`, and what it rests on."""
