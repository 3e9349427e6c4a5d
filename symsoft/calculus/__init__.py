"""The rule book and what applies it.  Never imported by ``checking``."""
