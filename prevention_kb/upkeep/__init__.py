"""What an editor runs: begin a fact, its page or its translation, review and compare, ask authorities and links, write what follows, release."""
