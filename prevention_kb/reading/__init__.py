"""From files to records: what they say, what is wrong with it in plain words, and where."""
