"""The knowledge base as pictures and pages: the map, the chain of the law."""
