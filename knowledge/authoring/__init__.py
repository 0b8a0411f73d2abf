"""What helps whoever writes packs: skeletons, unfinished texts, defects of wording, unused names, citations."""
