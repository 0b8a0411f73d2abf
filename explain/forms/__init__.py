"""Forms of typed data: outline, text, Markdown and HTML."""
