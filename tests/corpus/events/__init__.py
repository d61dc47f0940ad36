"""A labelled corpus of calendar entries: `tune` was looked at while the rules were written, `hold` was not."""
