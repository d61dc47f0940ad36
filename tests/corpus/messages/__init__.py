"""Mails in the shapes that people and machines really send, written for this project, with what each one means.

A message belongs to `tune` or `hold` by a hash of its name. The batches b1 to b5 were written by somebody who had not seen the
rules; each was measured untouched, then split, and its half of `hold` measured again after the other half had been read, before
its own confusions were. By now both halves of those have been read, so they are a floor and no longer a blind test. Of
g1 and g2, by yet another author, only the half in `tune` has been read. On all 120 of them, untouched, the kind was right in
0.992, `stops` in 0.967, the outcome in 0.917, and dates in 0.960 where one is stated or found. The batch h1 (fr, es, pt, it, ja
and zh: news without any of the usual words) stood at 0.953, 0.927, 0.622 and 0.500 when it was first run. For an honest figure,
add messages and run them once before a rule is touched. All persons, companies and addresses are invented; only recruiting
systems' domains are real.
"""
