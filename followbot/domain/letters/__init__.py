"""Letters, part by part: notes, specifics, what a letter speaks of, its sentences. `domain.drafting` puts it together."""
