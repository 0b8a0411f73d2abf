"""What a maintainer writes: the kinds of entry, where each was written, reading them, and their faults."""
