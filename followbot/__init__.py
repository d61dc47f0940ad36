"""followbot leaves thank-you and follow-up mails after job interviews as drafts in your own mailbox. It never sends."""

from __future__ import annotations

__version__ = "0.1.0"
