"""What follows from the facts: status on a day, evidence, addresses, citations, what was released."""
