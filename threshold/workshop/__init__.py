"""A live page for workshops: a room answers, votes, and sees the decision graph redrawn.

It runs on this computer only.
"""
