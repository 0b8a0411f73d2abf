"""JSON Schemas and type stubs for editors, made from the packs."""
