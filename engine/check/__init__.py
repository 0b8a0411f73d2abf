"""Proofs and measurements about a knowledge base: soundness, invariants, differences, coverage."""
