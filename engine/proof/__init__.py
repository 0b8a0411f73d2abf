"""The program as formulas over many cases at once: bit masks and Z3, and what is proven
with them.
"""
