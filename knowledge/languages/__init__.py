"""The languages that people read: the texts of the knowledge base in English, German and French."""
