"""What a page can ask for (views/) and how it looks (templates/)."""
