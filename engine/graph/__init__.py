"""What was decided and fired: derivations, and the inference graph as a view of them."""
