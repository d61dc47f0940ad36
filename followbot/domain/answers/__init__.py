"""Reply analysis, part by part: envelope, new text, what it says, whose mail it is. `domain.replies` puts it together."""
