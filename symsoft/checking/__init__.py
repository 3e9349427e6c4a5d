"""The judges: they share no code with the derivation and never import it."""
