"""`followbot demo`: three weeks of a job search in seconds, on the real engine, a real Maildir and a virtual clock."""
