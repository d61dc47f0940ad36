"""Mails in the shapes that people and machines really send, written for this project, with what each one means.

A message belongs to `tune` or `hold` by a hash of its name. The rules were written against `tune`; the confusions of `hold`
have been read since, so it is a floor and no longer a blind test: for an honest figure, add messages and run them once
before a rule is touched. All persons, companies and addresses are invented; only recruiting systems' domains are real.
"""
