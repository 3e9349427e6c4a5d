"""Terms, systems and the one-line syntax: what is said, before anything is derived."""
