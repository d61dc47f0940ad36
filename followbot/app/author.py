"""From an assignment to a finished payload: what the letter may know, the letter, and the bytes of the message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from followbot.app.ports import Payload, ThreadLink
from followbot.app.world import Assignment
from followbot.app.written import Model, Written
from followbot.domain.channels import other_channels
from followbot.domain.drafting import Brief, Letter, Templates, compose
from followbot.domain.letters import card
from followbot.domain.letters.composing import letter_from, prompt_for
from followbot.domain.mime import build_message, message_id_for
from followbot.domain.model import Address, ContactRole, FollowUpKind, Profile, Thread
from followbot.domain.states import Sent
from followbot.errors import ModelFailed


@dataclass(frozen=True, slots=True)
class Author:
    """Writes payloads. Templates and card words are asked for at the first draft, not before: most cycles write nothing.

    With a `model` the words are its own where they pass every check, else the template's.
    """

    profile: Profile
    templates: Callable[[], Templates]
    card_rules: Callable[[], card.CardRules]
    prompt_line: bool = False
    model: Model | None = None

    def write(self, job: Assignment) -> Written:
        """The payload for an assignment. Raises whatever a broken template raises."""
        if job.kind is FollowUpKind.CARD:
            return Written(self._card(job))
        thread = latest_thread(job)
        profile = self.profile if self.profile.signature else replace(self.profile, signature=job.signature)
        brief = brief_of(job, profile, thread, prompt_line=self.prompt_line)
        letter, composer, remarks = self._letter(brief)
        to = tuple(Address(c.email or "", c.name) for c in job.to)
        payload = self._payload(job, letter.subject, letter.text, letter.html, to, thread, letter.language)
        channels = other_channels(brief, self.templates()) if job.kind is FollowUpKind.THANK_YOU else None
        return Written(payload, composer, remarks, letter.sources, letter.findings, channels)

    def _letter(self, brief: Brief) -> tuple[Letter, str, tuple[str, ...]]:
        """The letter, who worded it, and what there is to say about that."""
        refused = ""
        if self.model is not None and not brief.prompt_line:
            letter, refused = self._from_model(self.model, brief)
            if letter is not None:
                return letter, "llm", ()
        letter = compose(brief, self.templates())
        remarks = (refused, _plain_because(letter) if letter.fallback else "")
        return letter, "template", tuple(remark for remark in remarks if remark)

    def _from_model(self, model: Model, brief: Brief) -> tuple[Letter | None, str]:
        """The model's letter if it may be used, and why not otherwise."""
        prompt = prompt_for(brief, self.templates())
        try:
            letter = letter_from(model.answer(prompt.rules, prompt.data), brief, self.templates())
        except ModelFailed as failure:
            return None, f"{failure} The template is used."
        if letter.findings:
            return None, f"The language model's letter is not used. {letter.findings[0].text} The template is."
        return letter, ""

    def _card(self, job: Assignment) -> Payload:
        doubtful = tuple(i.summary for i in job.round.doubtful)
        subject, text = card.render(job.process.company or "", doubtful, self.profile.language, self.card_rules())
        return self._payload(job, subject, text, "", (), None, self.profile.language)

    def _payload(
        self,
        job: Assignment,
        subject: str,
        text: str,
        html: str,
        to: tuple[Address, ...],
        thread: Thread | None,
        language: str,
    ) -> Payload:
        sender = Address(job.sender, self.profile.name)
        message_id = message_id_for(job.key, job.sender.rpartition("@")[2])
        link = ThreadLink(thread.message_id, thread.references, thread.subject, thread.thread_ref) if thread else None
        mime = build_message(
            sender=sender,
            to=to,
            subject=subject,
            text=text,
            html=html,
            date=job.now.astimezone(ZoneInfo(self.profile.timezone)),
            message_id=message_id,
            key=job.key,
            in_reply_to=link.message_id if link else "",
            references=link.references if link else (),
            language=language,
        )
        return Payload(job.key, job.account, message_id, subject, sender, to, text, mime, link, language)


def _plain_because(letter: Letter) -> str:
    return "The simplest letter is used" + (f": {letter.findings[0].text}" if letter.findings else ".")


def latest_thread(job: Assignment) -> Thread | None:
    """The latest conversation, in the account that takes the draft, with the first addressee."""
    if not job.to:
        return None
    threads = [t for t in job.process.threads if t.account == job.account and t.person == job.to[0].email]
    return max(threads, key=lambda t: t.at, default=None)


def brief_of(job: Assignment, profile: Profile, thread: Thread | None, *, prompt_line: bool) -> Brief:
    """What the letter may know: the round's facts, the user's notes, and nothing else."""
    interviews = job.round.standing or job.round.interviews
    last = interviews[-1]
    thanked = any(isinstance(f.state, Sent) for f in job.round.follow_ups if f.kind is FollowUpKind.THANK_YOU)
    by_hand = any(s.people for s in job.process.signals if s.kind == "own_mail" and s.at > job.round.end)
    recruiter = all(c.role in (ContactRole.RECRUITER, ContactRole.COORDINATOR) for c in job.to)
    return Brief(
        kind=job.kind,
        profile=profile,
        to=job.to,
        start=last.start,
        zone=last.zone,
        others=job.absent,
        present=job.round.contacts,
        company=job.process.company,
        role=last.findings.role or job.process.role,
        interview_kind=last.findings.kind,
        language=(thread.language if thread else "") or last.findings.language or profile.language,
        late=job.late,
        second_round=any(r.standing and r.end < job.round.start for r in job.process.rounds),
        notes=job.round.notes,
        specifics=tuple(s for i in interviews for s in i.findings.specifics),
        strengths=profile.strengths,
        thread_subject=thread.subject if thread else None,
        thanked_before=thanked or by_hand,
        siblings=job.siblings,
        seed=job.key,
        prompt_line=prompt_line,
        agency=job.process.agency if recruiter else None,
    )
