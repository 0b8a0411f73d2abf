"""From typed explanations to text, Markdown, HTML and pictures. Nothing here computes a truth."""
