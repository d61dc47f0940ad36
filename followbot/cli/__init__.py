"""The command line: one module per group of commands, and the only place where errors become text and exit codes.

`app` assembles the commands; `invocation` gives each one its global options; `errors` explains failures; `output`, `when`
and `wording` say things. Every command imports what it needs inside its body, so that `--help` stays quick.
"""
