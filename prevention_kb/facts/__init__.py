"""What a fact is: its fields and their meaning, the kinds of facts, and all of them together. Knows neither files nor pages."""
