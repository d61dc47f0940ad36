"""A labelled corpus of calendar entries: `tune` was looked at while the rules were written, `hold` was not, and is learned
from but for its unread part. `sealed` was written by people who know nothing of the program; it was measured when everything
else was done, its differences were then read and explained, and nothing was changed or learned for them. Whoever changes
detection next merges it into `tune`, and has new events written that nobody reads.
"""
