"""Any mailbox that speaks IMAP4rev1 (RFC 3501), with calendars by CalDAV (RFC 4791) or at an address."""
