"""Decision graphs: their boxes, their style, and drawing them."""
