"""Help for writing packs: skeletons, unfinished texts, wording, unused names, citations."""
