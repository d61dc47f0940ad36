"""What a mail is and what it stops: the conventions, and what the neighbours got wrong, one test each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followbot.domain import replies
from followbot.domain.model import Address, Folder, MessageKind, Outcome, ReplyContext
from tests.domain.replies.mails import CONTEXT, HEARD, ME, SENT, mail, read, rules

REJECTION = "Hi Alex,\n\nwe have decided to move forward with another candidate.\n\nJane"


class TestPeople:
    def test_a_contact_in_the_thread_is_a_human_answer_that_stops(self) -> None:
        reading = read(mail("Hi Alex,\n\nthank you, likewise!\n\nJane", thread=True))
        assert (reading.kind, reading.outcome, reading.stops) == (MessageKind.HUMAN_REPLY, None, True)

    def test_an_answer_in_a_sibling_thread_counts_as_well(self) -> None:
        reading = read(mail("Hi Alex,\n\ndo you know a good book on queues?\n\nJane", subject="Books"))
        assert (reading.kind, reading.stops) == (MessageKind.HUMAN_REPLY, True)

    @pytest.mark.parametrize(
        "sender",
        [
            "Jane <Jane.Doe+jobs@BRIGHTWAVE.example>",
            "Tom <tom@emea.brightwave.example>",
            "Robin Fox <robin@foxtalent.example>",
        ],
    )
    def test_other_spellings_colleagues_and_the_agency_count(self, sender: str) -> None:
        assert read(mail("Hi Alex,\n\nthanks for your mail.\n\nBest", sender=sender)).kind is MessageKind.HUMAN_REPLY

    def test_a_private_address_counts_in_the_thread_only(self) -> None:
        sender = "Jane Doe <jane.doe@gmail.com>"
        assert read(mail("Hi Alex, it's me, Jane.", sender=sender, thread=True)).stops
        stranger = read(mail("Hi Alex, it's me, Jane.", sender=sender))
        assert (stranger.kind, stranger.stops) == (MessageKind.UNRELATED, False)

    def test_an_unknown_system_that_carries_a_conversation_passes_on_a_persons_words(self) -> None:
        told = "Jane Doe wrote to you about the role:\n\nAlex, could you come by on Thursday? Tom wants to meet you.\n\nJane"
        relayed = '"Jane Doe (via Hirewell)" <reply+8f2c11@msg.hirewell.example>'
        assert read(mail(told, sender=relayed, subject="Jane Doe sent you a message")).kind is MessageKind.HUMAN_REPLY
        posing = "Jane Doe <jane@msg.hirewell.example>"
        assert not read(mail(told, sender=posing, subject="Jane Doe sent you a message")).stops

    def test_a_person_behind_a_recruiting_relay_is_a_person(self) -> None:
        reading = read(
            mail(
                "Hi Alex,\n\nI loved your question about caching. Which paper was it?\n\nJane",
                sender="Jane Doe <jane.doe.1@us.greenhouse-mail.io>",
                thread=True,
            )
        )
        assert reading.kind is MessageKind.HUMAN_REPLY

    @pytest.mark.parametrize(("local", "person"), [("jdoe", True), ("doej", True), ("jane.doe", True), ("jroe", False)])
    def test_a_relay_shows_the_name_that_a_contacts_address_abbreviates(self, local: str, person: bool) -> None:
        reading = read(
            mail(
                "Hi Alex,\n\nI loved your question about caching. Which paper was it?\n\nJane",
                sender="Jane Doe <k7f2@us.greenhouse-mail.io>",
                subject="Caching",
            ),
            ReplyContext(me=frozenset({"alex.muster@example.org"}), contacts=(Address(f"{local}@unnamed.example"),)),
        )
        assert (reading.kind is MessageKind.HUMAN_REPLY) is person

    @pytest.mark.parametrize(
        ("name", "body", "person"),
        [
            (
                "Jane Doe",
                "We chose a colleague from Cork who has run a cache before. I enjoyed the talk.\n\nJane",
                True,
            ),
            ("Jane Doe", "Thank you for applying. We decided on another candidate.\n\nJane Doe", False),
            ("Jane Doe", "We decided on another candidate.\n\nJane Doe\n\nPlease do not reply to this email.", False),
            ("Nadia Fox (Brightwave)", "I am sorry, we decided on another candidate.\n\nNadia", True),
            ("Brightwave Talent", "We decided on another candidate.\n\nBrightwave Talent", False),
        ],
    )
    def test_a_refusal_in_a_persons_own_words_and_a_form_letter_through_one_address(
        self, name: str, body: str, person: bool
    ) -> None:
        reading = read(
            mail(f"Hi Alex,\n\n{body}", sender=f"{name} <no-reply@us.greenhouse-mail.io>", subject="Brightwave")
        )
        kind = MessageKind.HUMAN_REPLY if person else MessageKind.ATS_NOTIFICATION
        assert (reading.kind, reading.outcome, reading.stops) == (kind, Outcome.REJECTION, True)

    def test_a_passed_stage_is_no_reminder_and_a_survey_refuses_nothing(self) -> None:
        robot = "Hiring Team <no-reply@us.greenhouse-mail.io>"
        passed = "Congratulations, you passed at Brightwave! Next step: complete the online test. It is due in 5 days."
        asked = "How was Brightwave? Take the survey. It will not affect the outcome of your application."
        assert read(mail(passed, sender=robot)).outcome is Outcome.NEXT_STEP
        assert (read(mail(asked, sender=robot)).outcome, read(mail(asked, sender=robot)).stops) == (None, False)

    @pytest.mark.parametrize(
        "header", ["Precedence: bulk", "List-Unsubscribe: <mailto:u@x.example>", "X-Auto-Response-Suppress: All"]
    )
    def test_one_header_is_no_proof_of_a_machine(self, header: str) -> None:
        reading = read(mail("Hi Alex,\n\nour automatic tests are Tom's work.\n\nJane", header, thread=True))
        assert reading.kind is MessageKind.HUMAN_REPLY

    def test_only_the_new_text_is_judged(self) -> None:
        body = (
            "Thank you, Alex!\n\nJane\n\nOn Tue, 10 Jun 2025 at 09:00 X <x@y.example> wrote:\n> "
            + REJECTION.replace("\n", "\n> ")
        )
        assert read(mail(body, thread=True)).outcome is None


class TestOwnMail:
    """The neighbours counted own mail as their reply, and own drafts as the latest message."""

    def test_mail_from_any_alias_is_no_answer(self) -> None:
        for sender in (ME, "Alex <ALEX@home.example>"):
            assert not read(mail("Dear Jane, thanks.", sender=sender, thread=True)).stops

    def test_a_sent_copy_and_an_own_draft_are_no_answers(self) -> None:
        assert not read(mail("Dear Jane", thread=True, folder=Folder.SENT)).stops
        assert not read(mail("Dear Jane", "X-Draft-Ref: 4f", thread=True)).stops


class TestMachines:
    def test_out_of_office_is_no_answer_and_states_the_first_day_back(self) -> None:
        reading = read(
            mail(
                "I am out of the office through June 20.", "Auto-Submitted: auto-replied", subject="Automatic reply: Hi"
            )
        )
        assert (reading.kind, reading.stops, reading.until) == (MessageKind.AUTO_REPLY, False, date(2025, 6, 21))

    def test_out_of_office_without_any_header_is_recognised(self) -> None:
        body = "I am on annual leave until Monday 16 June. For urgent matters please contact tom@brightwave.example."
        reading = read(mail(body, thread=True))
        assert (reading.kind, reading.until) == (MessageKind.AUTO_REPLY, date(2025, 6, 16))

    def test_a_delegate_is_reported_and_not_written_to(self) -> None:
        body = "I am away until 16 June. In urgent cases contact tom@brightwave.example."
        reading = read(mail(body, "Auto-Submitted: auto-replied"))
        assert any("tom@brightwave.example" in line for line in reading.evidence)

    def test_a_person_who_is_away_and_writes_is_a_person(self) -> None:
        body = (
            "Hi Alex,\n\nthanks for your note! I'm on vacation this week and back on Monday, let's talk then.\n\nJane"
        )
        reading = read(mail(body, thread=True))
        assert (reading.kind, reading.until) == (MessageKind.HUMAN_REPLY, date(2025, 6, 16))

    def test_a_mail_that_greets_in_japanese_is_a_persons(self) -> None:
        body = "大野様\n面接は好評でしたが、財務部長が25日まで不在のため、戻り次第決めるとのことです。\n桐山"
        greeted = mail(body, to=f"大野 美咲 <{ME}>", thread=True)
        assert read(greeted).kind is MessageKind.HUMAN_REPLY

    @pytest.mark.parametrize(
        "body",
        [
            "Su correo ha sido recibido y trasladado al departamento. Acuse generado automáticamente.",
            "O seu pedido foi registado com o número 77. Um assistente responderá em 48 horas.",
        ],
    )
    def test_an_office_that_promises_an_answer_by_machine_has_not_answered(self, body: str) -> None:
        reading = read(mail(body, sender="Office <office@brightwave.example>", thread=True))
        assert (reading.kind, reading.stops) == (MessageKind.AUTO_REPLY, False)

    @pytest.mark.parametrize(
        ("name", "domain"), [("Ruano e Hijos", "ruanoehijos.example"), ("海云科技招聘", "haiyun-tech.example")]
    )
    def test_a_decision_of_the_company_is_known_by_its_name(self, name: str, domain: str) -> None:
        context = replace(CONTEXT, company="", company_domains=(domain,), contacts=(Address(f"ana@{domain}"),))
        body = "Thank you for the interview. Your application was not successful."
        reading = read(mail(body, sender=f"{name} <no-reply@greenhouse.io>"), context)
        assert (reading.kind, reading.outcome) == (MessageKind.ATS_NOTIFICATION, Outcome.REJECTION)
        assert reading.stops

    def test_a_decision_under_a_name_nobody_can_compare_has_to_speak_of_a_talk(self) -> None:
        context = replace(CONTEXT, company="", company_domains=("haiyun-tech.example",))
        sender = "海云科技招聘 <no-reply@greenhouse.io>"
        assert not read(mail("Your application was not successful.", sender=sender), context).stops

    def test_a_decision_of_another_company_stops_nothing(self) -> None:
        context = replace(CONTEXT, company="", company_domains=("ruanoehijos.example",))
        sender = "Panaderías Loureiro <no-reply@greenhouse.io>"
        assert not read(mail("Your application was not successful.", sender=sender), context).stops

    def test_a_closed_mailbox_that_tells_another_is_dead(self) -> None:
        reading = read(mail("Questa casella è stata disattivata. Scrivete a info@brightwave.example.", thread=True))
        assert (reading.kind, reading.stops, reading.dead) == (MessageKind.AUTO_REPLY, True, True)

    def test_a_person_who_says_that_a_colleague_left_is_a_person(self) -> None:
        body = "Hi Alex,\n\nTom has left the company, so I take over. Shall we talk on Friday?\n\nJane"
        assert read(mail(body, thread=True)).kind is MessageKind.HUMAN_REPLY

    @pytest.mark.parametrize(
        "body",
        [
            "Buongiorno, domani vado in ferie e potrò decidere solo al rientro, il 25. Abbia pazienza.",
            "Boa tarde, vou de férias amanhã e só poderei decidir quando voltar, no dia 25.",
            "您好，我明天起休假，25号回来才能定，请您等到那时。",
        ],
    )
    def test_somebody_who_decides_after_a_holiday_is_a_person(self, body: str) -> None:
        assert read(mail(body, thread=True)).kind is MessageKind.HUMAN_REPLY

    def test_somebody_who_has_left_is_dead(self) -> None:
        reading = read(mail("Jane Doe is no longer with Brightwave.", "Auto-Submitted: auto-replied"))
        assert (reading.kind, reading.stops, reading.dead) == (MessageKind.AUTO_REPLY, True, True)

    def test_a_contact_who_left_says_so_in_a_mail_of_its_own_without_any_header(self) -> None:
        body = "This is an automatic answer: Jane Doe is no longer with Brightwave. This mailbox is not read any more."
        reading = read(mail(body, subject="Your message"))
        assert (reading.kind, reading.stops, reading.dead) == (MessageKind.AUTO_REPLY, True, True)

    def test_a_newsletter_signed_by_the_contact_stops_nothing(self) -> None:
        body = "Hi Alex,\n\nread more in this issue of our newsletter.\n\nJane\n\nUnsubscribe"
        reading = read(mail(body, "List-Unsubscribe: <https://x.example>", "Precedence: bulk", subject="News"))
        assert (reading.kind, reading.stops) == (MessageKind.NEWSLETTER, False)

    def test_a_list_post_of_the_contact_stops_nothing(self) -> None:
        reading = read(
            mail("Anyone seen this?\n\nJane", "List-Post: <mailto:l@x.example>", to="l@x.example", subject="[l] Help")
        )
        assert (reading.kind, reading.stops) == (MessageKind.UNRELATED, False)


class TestShortAnswers:
    @pytest.mark.parametrize(
        "text",
        [
            "Got it, thanks. We start the new project on 2 November.",
            "Danke für die netten Worte. Am 26. Oktober tagt der Vorstand.",
            "Gracias por el mensaje. El comité se reúne el 26 de octubre.",
            "Bedankt! Op 26 oktober vergadert het bestuur.",
            "谢谢。10月26日开会讨论。",
        ],
    )
    def test_a_short_answer_that_names_a_day_is_no_note_of_somebody_away(self, text: str) -> None:
        reading = read(mail(text, date="Wed, 14 Oct 2026 10:00:00 +0100", thread=True))
        assert (reading.kind, reading.stops) == (MessageKind.HUMAN_REPLY, True)

    @pytest.mark.parametrize(
        ("text", "gone"),
        [
            ("I no longer work here. Bob will be back in the office on Monday 19 October and will take over.", True),
            ("Ich bin nicht mehr für die Firma tätig. Das Büro ist ab dem 19. Oktober wieder besetzt.", True),
            ("My last day before leave is Friday 16th October; my first day back is Monday 16th November.", False),
        ],
    )
    def test_only_ones_own_return_takes_a_departure_back(self, text: str, gone: bool) -> None:
        date = "Wed, 14 Oct 2026 10:00:00 +0100"
        reading = read(mail(text, "Auto-Submitted: auto-replied", subject="Automatic reply", date=date, thread=True))
        assert (reading.kind, reading.stops) == (MessageKind.AUTO_REPLY, gone)


class TestForgery:
    def test_failing_dmarc_never_stops_anything_and_is_reported(self) -> None:
        reading = read(mail(REJECTION, "Authentication-Results: mx.example.org; dmarc=fail", thread=True))
        assert not reading.stops
        assert "DMARC" in reading.evidence[0]

    def test_who_quotes_what_only_they_received_is_believed_although_dmarc_fails(self) -> None:
        failed = "Authentication-Results: mx.example.org; dmarc=fail"
        quoting = f"{REJECTION}\n\nOn 9 June Alex Muster wrote:\n> Thank you for your time."
        believed = read(mail(quoting, failed, thread=True))
        assert believed.outcome is Outcome.REJECTION
        assert any("doubts its sender" in told for told in believed.evidence)
        assert not read(mail(quoting, failed)).stops
        assert not read(mail(f"{REJECTION}\n\n> Some words of anybody.", failed, thread=True)).stops
        assert not read(mail(quoting, failed, thread=True, sender="Jane Doe <jane@elsewhere.example>")).stops
        assert not read(mail(quoting, failed, f"In-Reply-To: <{HEARD}>")).stops, (
            "whoever was copied in knows that number"
        )

    def test_no_server_reports_from_a_contacts_own_address(self) -> None:
        told = "Dear sender,\n\nthis address is no longer read and will be closed. Please write to info@brightwave.example."
        assert (
            read(mail(told, subject="Delivery failed: this address does not exist any more")).kind
            is not MessageKind.BOUNCE
        )

    def test_of_two_domains_of_one_company_neither_imitates_the_other(self) -> None:
        both = replace(CONTEXT, company_domains=("brightwave.com", "brightwave.co"))
        assert read(mail("Hi Alex, good talk.", sender="Max Roe <max@brightwave.co>"), both).stops
        one = replace(both, company_domains=("brightwave.com",))
        assert "looks like brightwave.com" in read(mail("Hi Alex.", sender="Max Roe <max@brightwave.co>"), one).doubt

    def test_what_is_not_believed_in_the_name_of_the_process_is_doubted_and_nothing_else(self) -> None:
        failed = "Authentication-Results: mx.example.org; dmarc=fail"
        assert "DMARC" in read(mail(REJECTION, failed)).doubt
        assert read(mail(REJECTION)).doubt == ""
        assert read(mail(REJECTION, failed, sender="Tom <tom@x.example>")).doubt == ""
        assert read(mail("Thanks again!", failed, sender=f"Alex <{ME}>", thread=True)).doubt == "", "one's own mail"
        namesake = read(mail("Hi Alex, good talk.", sender="Jane Doe <jd77@home.example>"))
        assert namesake.doubt in namesake.evidence

    def test_only_the_topmost_authentication_result_counts(self) -> None:
        own, foreign = "Authentication-Results: mx.example.org; dmarc=pass", "Authentication-Results: evil; dmarc=fail"
        assert read(mail(REJECTION, own, foreign, thread=True)).stops

    @pytest.mark.parametrize("domain", ["brlghtwave.example", "brightwavve.example", "brightwave-jobs.example"])
    def test_a_look_alike_domain_never_stops_anything(self, domain: str) -> None:
        reading = read(mail("We are happy to offer you the job.", sender=f"Jane Doe <jane.doe@{domain}>"))
        assert (reading.kind, reading.stops) == (MessageKind.UNRELATED, False)

    @pytest.mark.parametrize("domain", ["brlghtwave.example", "brightwavve.example"])
    def test_nor_does_one_that_knows_the_conversation(self, domain: str) -> None:
        reading = read(mail(REJECTION, sender=f"Jane Doe <jane.doe@{domain}>", thread=True))
        assert (reading.kind, reading.stops) == (MessageKind.UNRELATED, False)
        assert "looks like brightwave.example" in reading.evidence[0]


class TestRecruitingSystems:
    SENDER = "Brightwave Hiring Team <no-reply@us.greenhouse-mail.io>"

    def test_a_decision_closes_although_nobody_reads_the_address(self) -> None:
        body = "Dear Alex,\n\nwe have decided not to move forward with your application.\n\nThe Brightwave Team"
        reading = read(mail(body, sender=self.SENDER, subject="Your application to Brightwave"))
        assert (reading.kind, reading.outcome, reading.stops) == (
            MessageKind.ATS_NOTIFICATION,
            Outcome.REJECTION,
            True,
        )

    def test_the_decision_of_another_employer_stops_nothing(self) -> None:
        body = "Dear Alex,\n\nGlobex has decided not to move forward with your application.\n\nThe Globex Team"
        sender = "Globex <no-reply@us.greenhouse-mail.io>"
        assert not read(mail(body, sender=sender, subject="Your application to Globex")).stops

    @pytest.mark.parametrize(
        ("text", "ours"),
        [
            ("Bonjour, la maison Brightwave a retenu d'autres candidatures. Nous ne donnons pas suite.", True),
            (
                "Bonjour, nous ne donnons pas suite chez Brightwave. Votre autre candidature est toujours en cours.",
                False,
            ),
        ],
    )
    def test_others_who_apply_are_no_other_role(self, text: str, ours: bool) -> None:
        assert (
            read(mail(text, sender="Brightwave <no-reply@eu.greenhouse.io>", subject="Votre candidature")).stops is ours
        )

    @pytest.mark.parametrize("domain", ["kelder-water.example", "keldervalley.example"])
    def test_a_company_is_known_by_the_words_that_its_domain_is_made_of(self, domain: str) -> None:
        context = replace(CONTEXT, company="", company_domains=(domain,), contacts=(Address(f"ana@{domain}"),))
        sender = "Kelder Valley Water <no-reply@ashbyhq.com>"
        assert read(mail("Your application was not successful.", sender=sender), context).stops

    def test_an_application_received_does_nothing(self) -> None:
        body = "Hi Alex,\n\nthank you for applying to Brightwave. If selected, we will invite you to an interview."
        reading = read(mail(body, sender=self.SENDER, subject="Thank you for applying"))
        assert (reading.kind, reading.outcome, reading.stops) == (MessageKind.ATS_NOTIFICATION, None, False)


class TestOutcomes:
    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            ("We regret that we are unable to offer you the position.", Outcome.REJECTION),
            ("We have offered the role to another candidate.", Outcome.REJECTION),
            ("We are delighted to offer you the position.", Outcome.OFFER),
            ("We offer great coffee, and can offer you a tour.", None),
            ("Unfortunately I cannot find your slides.", None),
            ("We would like to invite you to a second interview.", Outcome.NEXT_STEP),
            ("We have not made a decision yet.", Outcome.DELAY),
            ("Let me know if anything is unclear.", None),
        ],
    )
    def test_an_outcome_is_what_is_said_and_not_a_keyword(self, text: str, outcome: Outcome | None) -> None:
        assert read(mail(f"Hi Alex,\n\n{text}\n\nJane", thread=True)).outcome is outcome

    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            ("The finance system declined your mileage claim.", None),
            ("Which wrench was it? Ours went with somebody cheaper.", None),
            ("Your photos went round the shop. We have chosen somebody else.", Outcome.REJECTION),
            ("Unfortunately you were not successful. Please send your train receipts.", Outcome.REJECTION),
        ],
    )
    def test_what_is_said_of_everyday_things_is_no_news_of_an_application(
        self, text: str, outcome: Outcome | None
    ) -> None:
        assert read(mail(f"Hi Alex,\n\n{text}\n\nJane", thread=True)).outcome is outcome

    def test_what_a_company_deals_in_is_no_everyday_thing(self) -> None:
        text = "Hi Alex,\n\nwe have chosen somebody else for the dog.\n\nJane"
        assert read(mail(text, thread=True)).outcome is None
        kennel = replace(CONTEXT, role="Dog groomer")
        assert read(mail(text, thread=True), kennel).outcome is Outcome.REJECTION

    def test_what_is_only_supposed_is_no_outcome(self) -> None:
        body = "Hi Alex,\n\nI will write to you by Friday, even if we decide not to move forward with you.\n\nJane"
        reading = read(mail(body, thread=True))
        assert (reading.outcome, reading.until) == (Outcome.DELAY, date(2025, 6, 13))


class TestCalendarMail:
    def test_an_accepted_invitation_stops_nothing_and_a_new_round_does(self) -> None:
        part = "BEGIN:VCALENDAR\nMETHOD:{}\nBEGIN:VEVENT\nDTSTART:20250620T150000Z\nEND:VEVENT\nEND:VCALENDAR"
        message = mail("Interview", subject="Interview")
        reply = read(replace(message, calendar=(part.format("REPLY"),)))
        request = read(replace(message, calendar=(part.format("REQUEST"),)))
        assert (reply.kind, reply.stops) == (MessageKind.CALENDAR_RESPONSE, False)
        assert (request.stops, request.outcome) == (True, Outcome.NEXT_STEP)

    def test_a_late_update_of_the_past_interview_is_no_new_round(self) -> None:
        part = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nDTSTART:20250609T150000Z\nEND:VEVENT\nEND:VCALENDAR"
        assert not read(replace(mail("x", subject="Updated"), calendar=(part,))).stops


class TestMissingContext:
    NOTHING = ReplyContext(me=frozenset())

    def test_without_any_context_an_answer_is_one_and_says_what_it_is_based_on(self) -> None:
        reading = read(mail(REJECTION), self.NOTHING)
        assert (reading.kind, reading.outcome, reading.stops) == (MessageKind.HUMAN_REPLY, Outcome.REJECTION, True)
        assert "known" in reading.evidence[-1]

    def test_without_any_context_news_of_an_application_are_one_too(self) -> None:
        fresh = mail("Hi Alex,\n\nwe have decided to go with another candidate.\n\nJane", subject="Your application")
        assert read(fresh, self.NOTHING).outcome is Outcome.REJECTION

    def test_without_any_context_a_stranger_who_writes_afresh_is_nobody(self) -> None:
        reading = read(mail("Hi Alex, hello!\n\nMax", subject="Hello"), self.NOTHING)
        assert (reading.kind, reading.stops) == (MessageKind.UNRELATED, False)
        assert "known" in reading.evidence[-1]

    def test_the_contact_alone_is_enough_to_know_the_company(self) -> None:
        context = ReplyContext(me=frozenset(), contacts=(Address("jane.doe@brightwave.example"),))
        assert read(mail("Hi Alex,\n\nthanks.\n\nTom", sender="Tom <tom@brightwave.example>"), context).stops


class TestStrangersUnderOneRoof:
    """Where everybody may have an address, a contact has no colleagues: only the contact answers."""

    WORDS = "Hi Alex, thank you, I liked our talk. Max"

    def stops(self, contact: str, sender: str, text: str = WORDS) -> bool:
        context = ReplyContext(me=frozenset(), contacts=(Address(contact),))
        return read(mail(text, sender=sender), context).stops

    def test_a_free_mail_contact_makes_no_colleagues(self) -> None:
        assert not self.stops("sam.lee@gmail.com", "Max <max@gmail.com>")
        assert not self.stops("acme-jobs@googlegroups.com", "Max <chess-club@googlegroups.com>")
        assert self.stops("sam.lee@gmail.com", "Sam <samlee@googlemail.com>")

    def test_a_contact_behind_a_recruiting_system_makes_no_colleagues(self) -> None:
        assert not self.stops("jane@us.greenhouse-mail.io", "Max Roe <max@us.greenhouse-mail.io>")
        assert self.stops("jane@us.greenhouse-mail.io", "Jane <jane@us.greenhouse-mail.io>")

    def test_a_contact_at_a_scheduler_makes_no_colleagues(self) -> None:
        booked = TestBooked.TEXT.format(host="Tom Roe", day=26)
        assert not self.stops("jane@calendly.com", "Calendly <notifications@calendly.com>", booked)
        own = TestBooked.TEXT.format(host="Jane Doe", day=26)
        assert self.stops("jane.doe@calendly.com", "Calendly <notifications@calendly.com>", own)

    def test_a_contact_on_a_shared_host_has_the_same_site_s_people_for_colleagues_only(self) -> None:
        assert not self.stops("jane@acme.wordpress.com", "Max Roe <max@globex.wordpress.com>")
        assert self.stops("jane@acme.wordpress.com", "Max Roe <max@mail.acme.wordpress.com>")


class TestMayConcern:
    def ask(
        self,
        sender: str,
        to: str = ME,
        subject: str = "Hi",
        ids: tuple[str, ...] = (),
        kind: str = "text/plain",
        sent: bool = False,
    ) -> bool:
        return replies.may_concern(
            Address(sender), (Address(to),), subject, frozenset(ids), kind, sent, CONTEXT, rules()
        )

    def test_everything_that_may_matter_is_read(self) -> None:
        assert self.ask("jane.doe@brightwave.example")
        assert self.ask("tom@hr.brightwave.example")
        assert self.ask("robin@foxtalent.example")
        assert self.ask("stranger@x.example", ids=(SENT,))
        assert self.ask("no-reply@us.greenhouse-mail.io")
        assert self.ask("mailer-daemon@x.example")
        assert self.ask("somebody@x.example", kind="multipart/report")
        assert self.ask("somebody@x.example", kind="text/calendar")
        assert self.ask(ME, to="jane.doe@brightwave.example")
        assert self.ask("unknown-alias@x.example", to="Jane.Doe+talk@brightwave.example", sent=True)

    def test_the_rest_of_a_mailbox_is_left_alone(self) -> None:
        assert not self.ask("friend@x.example")
        assert not self.ask("no-reply@shop.example")
        assert not self.ask(ME, to="friend@x.example")
        assert not self.ask("unknown-alias@x.example", to="friend@x.example", sent=True)
        assert not self.ask("unknown-alias@x.example", to="jane.doe@brightwave.example")


class TestWhoSpeaks:
    def test_a_contact_under_another_spelling_speaks_for_the_known_address(self) -> None:
        assert (
            read(mail("Hi Alex", sender="Jane <Jane.Doe+jobs@Brightwave.example>")).person
            == "jane.doe@brightwave.example"
        )

    def test_a_contact_who_answers_from_home_speaks_for_the_known_address(self) -> None:
        home = "Jane Doe <jd77@home.example>"
        assert read(mail("Hi Alex", sender=home, thread=True)).person == "jane.doe@brightwave.example"
        assert read(mail("Hi Alex", sender="Tom Roe <tr@home.example>", thread=True)).person == "tr@home.example"

    def test_a_note_from_home_speaks_for_the_known_address_and_names_it_for_nobody(self) -> None:
        note = "I am away until 16 June. Urgent? tom@brightwave.example. Jane, jane.doe@brightwave.example"
        reading = read(mail(note, "Auto-Submitted: auto-replied", sender="Jane <jd77@home.example>", thread=True))
        assert reading.person == "jane.doe@brightwave.example"
        assert [line.split()[2] for line in reading.evidence if "meantime" in line] == ["tom@brightwave.example"]

    def test_a_name_that_shows_a_contacts_address_is_not_believed(self) -> None:
        reading = read(mail("You are hired!", sender='"jane.doe@brightwave.example" <x@evil.example>', thread=True))
        assert (reading.kind, reading.stops) == (MessageKind.UNRELATED, False)
        assert "shows" in reading.evidence[0]


class TestMoreMachines:
    @pytest.mark.parametrize("subject", ["Read: Thank you", "Gelesen: Danke", "Letto: Grazie", "开封"])
    def test_a_receipt_in_words_is_no_answer(self, subject: str) -> None:
        receipt = mail("Opened on 10 June, thank you for that. Jane", subject=subject, thread=True)
        assert (read(receipt).kind is MessageKind.AUTO_REPLY) is (":" in subject)

    @pytest.mark.parametrize(("value", "receipt"), [("avvenuta-consegna", True), ("errore-consegna", False)])
    def test_registered_mail_confirms_by_a_header(self, value: str, receipt: bool) -> None:
        text = "Il messaggio e' stato consegnato nella casella di destinazione. Cordiali saluti, Paola"
        found = read(mail(text, f"X-Ricevuta: {value}", sender="posta-certificata@pec.example", thread=True))
        assert (found.kind is MessageKind.AUTO_REPLY) is receipt

    def test_a_portal_that_nobody_knows_confirms_an_application_elsewhere(self) -> None:
        text = "Hi Alex,\n\nwe have received your application for Warehouse Lead.\n\nThe Northgate Team"
        found = read(mail(text, sender="Northgate <hello@northgate.example>", subject="We've got it"))
        assert (found.kind, found.stops) == (MessageKind.ATS_NOTIFICATION, False)

    def test_a_mailbox_that_greets_nobody_and_sends_elsewhere_is_a_machines(self) -> None:
        told = "Jane is no longer with us. Please write to jobs@brightwave.example."
        assert read(mail(told, thread=True)).kind is MessageKind.AUTO_REPLY
        assert (
            read(mail(f"Hi Alex,\n\n{told} I liked your talk, by the way.", thread=True)).kind
            is MessageKind.HUMAN_REPLY
        )

    def test_a_house_that_says_how_it_reads_its_mail_has_not_answered(self) -> None:
        habit = "Thanks for your email. We open the inbox at lunchtime. For anything urgent, ring 01632 555010."
        assert read(mail(habit, thread=True)).kind is MessageKind.AUTO_REPLY
        own = "Hi Alex,\n\nI only read mail in the evenings, hence the delay. Which train did you get?\n\nJane"
        assert read(mail(own, thread=True)).kind is MessageKind.HUMAN_REPLY

    @pytest.mark.parametrize(
        ("body", "machine"),
        [
            ("You have reached the desk. Bookings by telephone only, 01632 555 010. This box is for invoices.", True),
            ("You have reached the desk. Bookings by telephone only, 01632 555 010.\n\nJane", False),
            ("You have reached the desk, Alex. Bookings by telephone only, 01632 555 010.", False),
            ("You have reached me at the desk. Bookings by telephone only, 01632 555 010.", False),
        ],
    )
    def test_nobody_who_speaks_to_nobody_is_a_machine(self, body: str, machine: bool) -> None:
        assert (read(mail(body, thread=True)).kind is MessageKind.AUTO_REPLY) is machine

    def test_a_confirmation_that_speaks_of_what_comes_for_others_is_no_news(self) -> None:
        sender = "Brightwave <no-reply@us.greenhouse-mail.io>"
        text = "Thank you for applying to Brightwave. We will invite shortlisted candidates to an interview."
        reading = read(mail(text, sender=sender, subject="Application received"))
        assert (reading.kind, reading.outcome, reading.stops) == (MessageKind.ATS_NOTIFICATION, None, False)

    def test_what_else_people_apply_for_is_no_application(self) -> None:
        text = "Thank you for applying for a credit card. We are sorry to tell you that you were not successful."
        assert (
            read(mail(text, sender="Bank <no-reply@bank.example>", subject="Our decision")).kind
            is MessageKind.UNRELATED
        )

    def test_the_users_own_calendar_invites_nobody(self) -> None:
        sender = "Google Calendar <calendar-notification@google.com>"
        reading = read(
            mail("You have an event: second interview at Brightwave.", sender=sender, subject="Daily agenda")
        )
        assert (reading.kind, reading.stops) == (MessageKind.CALENDAR_RESPONSE, False)

    def test_who_has_left_for_today_has_not_left(self) -> None:
        body = "I have left the office for today. Your message will be answered on Wednesday 11 June."
        reading = read(mail(body, "Auto-Submitted: auto-replied"))
        assert (reading.stops, reading.until) == (False, date(2025, 6, 11))

    def test_a_tenant_of_a_system_is_no_forger_and_a_person_there_is(self) -> None:
        refusal = "Dear Alex,\n\nyour application to Brightwave was not successful."
        tenant = mail(refusal, sender="no-reply@brightwave.hiringtool.example", subject="Your application")
        assert (read(tenant).kind, read(tenant).stops) == (MessageKind.ATS_NOTIFICATION, True)
        assert not read(mail(refusal, sender="Jane Doe <jane.doe@brightwave.hiringtool.example>")).stops
        assert not read(mail(refusal, sender="no-reply@brightwave.example.evil.example")).stops

    def test_an_invitation_to_many_is_no_next_round(self) -> None:
        part = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nDTSTART:20250701T100000Z\nEND:VEVENT\nEND:VCALENDAR"
        webinar = mail("Our webinar", sender="events@brightwave.example", subject="Webinar")
        assert not read(replace(webinar, calendar=(part,))).stops


class TestDatesOfCountries:
    def test_tomorrow_is_the_authors_tomorrow(self) -> None:
        body = "Hi Alex,\n\nyou will hear from me tomorrow.\n\nJane"
        late = mail(body, date="Tue, 10 Jun 2025 22:30:00 -0700", thread=True)
        assert read(late).until == date(2025, 6, 11)

    @pytest.mark.parametrize(("zone", "day"), [("-0500", date(2025, 12, 3)), ("+0000", date(2025, 12, 3))])
    def test_a_slashed_day_is_read_as_it_makes_sense(self, zone: str, day: date) -> None:
        body = "Hi Alex,\n\nyou will hear from me by 12/3.\n\nJane"
        assert read(mail(body, date=f"Mon, 24 Nov 2025 10:00:00 {zone}", thread=True)).until == day

    @pytest.mark.parametrize(("zone", "day"), [("-0500", date(2025, 6, 7)), ("+0100", date(2025, 7, 6))])
    def test_where_both_make_sense_the_authors_clock_decides(self, zone: str, day: date) -> None:
        body = "Hi Alex,\n\nyou will hear from me by 6/7.\n\nJane"
        assert read(mail(body, date=f"Mon, 2 Jun 2025 10:00:00 {zone}", thread=True)).until == day

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("Sie hören von mir in KW 26.", date(2025, 6, 27)),
            ("Du får besked under vecka 26.", date(2025, 6, 27)),
            ("Uiterlijk 3-7 hoor je van me.", date(2025, 7, 3)),
            ("下周三之前我会给你答复。", date(2025, 6, 18)),
            ("The board sits on 12 June. You will hear from me then.", date(2025, 6, 12)),
            ("I said a week, I know. You will hear from me by the 24th.", date(2025, 6, 24)),
            ("Vai ter notícias minhas até ao dia 1º de julho.", date(2025, 7, 1)),
            ("Le daré una respuesta antes del 1.º de julio.", date(2025, 7, 1)),
        ],
    )
    def test_more_ways_to_name_a_day(self, text: str, day: date) -> None:
        assert read(mail(f"{text}\n\nJane", thread=True)).until == day


class TestBooked:
    TEXT = "Your event has been scheduled.\n\nHost: {host}\n\n11:00 - Thursday, {day} June 2025"

    def stops(self, host: str, day: int, subject: str = "New Event: Second talk") -> bool:
        notice = mail(
            self.TEXT.format(host=host, day=day), sender="Calendly <notifications@calendly.com>", subject=subject
        )
        reading = read(notice)
        assert reading.kind is MessageKind.CALENDAR_RESPONSE
        return reading.stops

    def test_a_talk_that_a_scheduler_has_booked_with_a_contact_stops(self) -> None:
        assert self.stops("Jane Doe", 26)

    def test_one_with_somebody_else_does_not(self) -> None:
        assert not self.stops("Tom Roe", 26)

    def test_one_that_is_past_does_not(self) -> None:
        assert not self.stops("Jane Doe", 5)


def test_a_post_to_a_list_is_known_by_the_address_that_its_id_is_made_of() -> None:
    post = mail("Who has a spare laser?", "List-Id: Physics <physics.lists.example.org>", subject="[physics] laser")
    to_list = replace(post, to=(Address("physics@lists.example.org"),))
    assert read(to_list).kind is MessageKind.UNRELATED
    assert read(post).kind is MessageKind.HUMAN_REPLY
