"""A course of ninety minutes: its script and texts are data, its solutions are computed from the
knowledge base and stored nowhere.
"""
