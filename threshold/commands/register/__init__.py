"""The command `threshold register`: one file for what is put in, looked at, proven, written out."""
