"""Whole worlds in virtual time: several accounts at all providers, faults everywhere, and an oracle that believes nothing.

`script` says what happens (from a seed), `sites` are the providers, `town` runs it, `promises` judges. By hand:

    python -m tests.property.simulation --worlds 1000        many worlds, from seed 0 on
    python -m tests.property.simulation --seed 17            one world, with what happens in it
    python -m tests.property.simulation --seed 17 --shrink   the shortest script that still breaks a promise
"""
