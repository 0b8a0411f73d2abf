"""What is proven or measured about a knowledge base: soundness, invariants, differences,
coverage.
"""
