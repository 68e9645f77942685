"""Tell each change once: what a message says, its forms, and the channels it goes through."""
