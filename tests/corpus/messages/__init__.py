"""Mails in the shapes that people and machines really send, written for this project, with what each one means.

A message belongs to `tune` or `hold` by a hash of its name. The batches b1 to b5 were written by somebody who had not seen the
rules; each was measured untouched, then split, and its half of `hold` measured again after the other half had been read, before
its own confusions were. By now both halves of those have been read, so they are a floor and no longer a blind test. Of
g1 and g2, by yet another author, only the half in `tune` has been read. On all 120 of them, untouched, the kind was right in
0.992, `stops` in 0.967, the outcome in 0.917, and dates in 0.960 where one is stated or found. For an honest figure, add
messages and run them once before a rule is touched. The batches of h say the news without any of the usual words, in French,
Spanish, Portuguese, Italian, Japanese and Chinese; when each was first run (the one before it being mended), kind, `stops`,
outcome and dates stood at 0.953, 0.927, 0.622, 0.500 (h1), 0.975, 0.994, 0.686, 0.400 (h2) and 0.958, 0.958, 0.583, 0.553 (h3).
h4, mail of machines (0.800, 0.875, 0.900), has hardly a date; h5 stood at 1.000, 1.000, 0.714, 1.000; h6 (1.000, 1.000, 0.667)
is everyday mail that could be taken for news and is none; h7 stood at 1.000, 1.000, 0.833, 0.857, h8 (everyday again) at 1.000,
1.000, 0.778, h9 (few and hard) at 0.875, 0.875, 0.458, 0.857.
All persons, companies and addresses are invented; only recruiting systems' domains are real.

The batches of c do the same in English, German, Dutch, Swedish, Polish and Turkish. Untouched, each after the one before it
had been mended: 0.952, 0.952, 0.661, 0.632 (c1), 0.939, 0.924, 0.606, 0.533 (c2), 1.000, 0.979, 0.604, 0.667 (c3), 1.000,
1.000, 0.500, 0.500 (c4), 0.955, 0.909, 0.591, 0.462 (c5).

k1 and k2 are everyday mail of contacts in twelve languages (lost umbrellas, receipts, suppliers), k2 with letters of real
news beside such things: outcomes 0.617 (k1), and after a rule for it 0.723 (k2). k3 is what people write through recruiting
systems, and form letters from the same addresses: 0.682, 0.795, 0.682, 0.667. k4 is automatic answers (people who left,
tickets, challenges): 0.875, 0.946, 0.946, 0.769. k5 is bulk, everyday applications for other things, list posts, spoofs,
other employers: 0.941, 0.980, 0.980. k6 is calendar mail, schedulers, delivery reports: 0.963, 0.963, 0.981. k7 is everyday
mail again: 1.000, 1.000, 0.921. k8 is houses that answer by machine without saying so in any header, and terse notices of
portals: 0.512, 0.561, 0.805, 0.500. k9 is who counts (delegates, other addresses, namesakes, lists, own copies): 0.971,
0.971, 0.941, 0.857. k10 is plain everyday mail: 1.000, 1.000, 0.984. k11 is notices of recruiting and testing systems:
1.000, 0.867, 0.933. k12 is everyday mail once more, with regrets of all sorts: 0.975, 0.975, 0.975. k13 and k14 are houses
that answer by machine and people near them, in other words each time: 0.568, 0.682, 0.864, 0.700 and 0.500, 0.500, 0.900.
k15 mixes own refusals through relays, houses, everyday mail and other employers, all in words not used before: 1.000, 1.000,
0.833.

w1 and w2 (twelve languages, unusual and usual letters) came when the wording of letters was learned for the first time
(`learn.py`); each was labelled, then run before it was learned. Outcomes of w1 stood at 0.750 by the rules alone and at 0.883
with the wording, those of w2 at 0.948 and 0.969; dates of w2 at 0.854 before, 0.917 with what w1 had shown. mc and mb are mails
of strangers that had been measured and read before they came here: of mc (144), untouched by learning, outcomes stood at
0.903 by the rules and at 0.965 with the wording.

w3 avoids every usual word on purpose (yards sold, lockers with a name on them): outcomes 0.417 by the rules alone, 0.688 with
the wording. md (105 mails of another stranger) stood at 0.829 by the rules of the day it came, and at 0.943 with the wording
before it was read; dates at 0.818 and 1.000.

n1 and n2 are terse, personal letters of small houses in twelve languages (votes, gear), with absences and promises in many
forms. Untouched, kind and `stops` were right in all of both; outcomes stood at 0.776 (n1) and 0.722 (n2), dates at 0.818
and 0.851. What n1 taught moved outcomes of me, held out from learning, from 0.762 to 0.798, and rules counting for less
than they did, to 0.869.

n3 and n4 are about what stops: departures, own and other applications, delivery reports for good and for now. Of n3,
`stops` was right in 0.757 untouched (36 of 48 departures missed), of n4, after rules for those, in 0.764; with departures
learned from the rest, 45 of 48 in n4 are found. mf and mh (100 mails each, of two more strangers, a third of them ordinary)
stood at 0.990, 0.980, 0.970, 0.960 and 0.980, 0.980, 0.940, 0.913 when n1 and n2 had been learned.

mj, ml and ms are the mails of three more strangers (110, 125 and 140: trades, schools, hospitals, authorities). Untouched
they stood at 1.000, 0.982, 0.909, 0.964 (mj), 0.920, 0.920, 0.880, 0.920 (ml) and 0.914, 0.936, 0.814, 0.935 (ms); ms, when
ml had been learned and all traits decided together who wrote a mail (`answers.bearing`), at 0.979, 0.950, 0.829, 0.848. n5 and
n6 were written after that, in the plain words of trades, and of houses that send no header; they had seen of ms what it is
about, so its figure with them (0.993, 0.979, 0.871, 0.875) is no longer that of mails unseen.

n7 (portals, recruiting systems, offices that answer by machine, people) stood at 1.000, 0.905, 0.833, 0.982 untouched, and at
1.000, 0.994, 0.929, 0.982 before it was learned, when what a form letter says of those who will not be taken counted for
nothing. n8, of the same kinds, stood at 0.983, 0.810, 0.719, 0.967 before that and at 0.983, 0.818, 0.736, 0.967 with n7
learned.
mw are the mails of one more stranger (228): 0.947, 0.939, 0.912, 0.815 untouched. Ten of its errors were notes left by people
who are away, in a person's words and without any header; n9 has more of these and of people who write like that: kind and
`stops` 0.486 untouched. Held out, mw stands at 0.982, 0.974, 0.943, 0.955 now, but the rules for days have seen it.
mg and mk are the mails of two strangers (110 and 124) that had stayed closed longest: 0.991, 0.973, 0.973, 0.900 and 0.968,
0.976, 0.903, 0.929 before anybody read them. n10 (other words for all kinds) stood at 0.871, 0.881, 0.861, 0.650 untouched;
n11 is about what stops (links that expire, other posts of the same house, colleagues who have left): 0.956, 0.700, 0.733,
0.167 untouched, when n10 had been learned. n12 has the same in other words (days on trial, contracts to sign, notes without a
header): 0.931, 0.889, 0.889, 0.750 before it was learned; n13 is thanks of people who travel beside notes of people who do:
0.854, 0.854, 0.750, 0.806.
ma are the mails of one more stranger (180, trades and small houses): 0.978, 0.972, 0.900, 0.848 untouched, and at 0.989, 0.983,
0.900, 0.879 when their confusions of kinds had been mended, before they were learned. Its six letters that ask for papers for
the contract had been labelled a next step: who is asked for them has been offered the job.

mx are the mails of one more stranger (180, chatty small houses, notes and help desks in a person's voice): 0.933, 0.922, 0.850,
0.689 untouched; held out from learning, when what their confusions had in common was mended: 0.983, 0.989, 0.917, 0.929. s1 has
more of these (refusals told as stories, trials proposed in passing, notes for all who write): 0.965, 0.958, 0.729, 0.920 before
it was learned; s2, refusals and trials told as stories beside everyday choices (roofers, vets), at 1.000, 1.000, 0.625 after
that.

my and mz are the mails of two more strangers (192 and 180), my everyday ones of all kinds, mz hard ones on purpose: notes of
help desks and of people who are away told as stories and without any header, news without one usual word, days told by a
feast. Untouched they stood at 0.948, 0.953, 0.958, 0.886 (my) and 0.878, 0.878, 0.889, 0.511 (mz).

A decision about another role or another employer has no outcome here. Its words say one all the same: `says` in the labels
keeps it for learning.

Since then both halves teach the wording, so `hold` is a floor against losing ground and says nothing of mails unseen: for that,
`python -m tests.corpus.messages.heldout` holds out one stranger after the other, and new batches are run before they are
learned.

`sealed` holds the mails of four strangers (ta, tb, tc and td: 696) that taught nothing. The figures of the last, first and only
run: 0.986, 0.986, 0.993, 1.000; the other three had been counted before, never looked at. When the figures had been taken
(`python -m tests.corpus.messages`), what differs was read and explained, and nothing was changed for it. Whoever works on
replies next merges them into `tune`, and has new ones written.
"""
