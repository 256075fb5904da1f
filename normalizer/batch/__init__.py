"""Many documents: finding, treating and writing them, and what the commands do."""
