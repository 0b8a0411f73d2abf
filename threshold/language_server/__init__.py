"""The language server: packs and cases checked, completed and explained while they are written."""
