"""Decided tests and fired rules: derivations, and the inference graph as a view of them."""
