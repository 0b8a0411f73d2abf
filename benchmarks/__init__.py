"""The speed of the engine beside others that are given the same rules.

It is told, and nothing about time is asserted.
"""
