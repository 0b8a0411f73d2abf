"""How fast the engine is beside others that are given the same rules.

Says so, and asserts nothing about time.
"""
