"""What an editor runs: begin a fact, compare, release, ask whether addresses still answer."""
