"""Mails in the shapes that people and machines really send, written for this project, with what each one means.

`tune` is the half that rules were tuned on, `hold` the half they were not: a message belongs to one or the other by a hash of
its name. All persons, companies and addresses are invented; only the domains of recruiting systems are real.
"""
