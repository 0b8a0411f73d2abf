"""Reports for maintainers: findings of a check, the impact of a change, failed case tests,
listings.
"""
