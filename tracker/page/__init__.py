"""From bytes to blocks: all of a page, in whatever format and encoding it came; nothing is left out yet."""
