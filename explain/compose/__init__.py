"""From an explanation to its picture or its page: which boxes and arrows, and what stands behind
each.
"""
