"""Actions made of answers, with their days and owners, and their forms."""
