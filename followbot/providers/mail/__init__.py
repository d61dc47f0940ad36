"""What mailboxes of raw messages share, Maildir and IMAP alike: judging what became of a draft, and taking each mail once."""
