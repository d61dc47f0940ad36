"""Reading a calendar entry: its texts, its people, its company, and whose interview it is. `domain.detection` is the door."""
