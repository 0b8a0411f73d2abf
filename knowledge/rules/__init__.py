"""Plain rules, what each kind of entry means in them, their strata, and writing them out."""
