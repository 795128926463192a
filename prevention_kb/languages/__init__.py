"""What a language brings: what a word is, and how texts are put in order."""
