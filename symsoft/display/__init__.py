"""How terms and proofs look, shared by every target: order, brackets, names, words, line breaks.

Nothing here changes or judges a term, and nothing here knows a file format as a whole.
"""
