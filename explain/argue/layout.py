"""The explanation of a verdict, or of any proposition, laid out for reading in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.answer import CONTROL_STATES
from engine.superseded import SupersededAnswer
from explain.argue.argument import Argument, Derivation
from explain.argue.explanation import (
    ControlReport,
    ExceptionReport,
    Explanation,
    FindingReport,
    GroundReport,
    MisconceptionReport,
    ReliefReport,
)
from explain.argue.first_layout import first_sections, stated_section
from explain.argue.law_layout import law_sections
from explain.argue.legal_layout import legal_sections
from explain.argue.outlook_layout import can_change, headline, presumed_section
from explain.argue.resting import rests_elsewhere
from explain.forms.footing import known
from explain.forms.forms import OUTLINE
from explain.forms.outline import Line, Outline, Section
from explain.forms.spoken import (
    authority_lines,
    cited,
    described_work,
    question_lines,
    remark,
    signed,
    statement_lines,
)
from knowledge.conditions.wording import in_words
from knowledge.entries import derived_names as names
from knowledge.languages.clauses import clauses
from knowledge.languages.english import short_name
from knowledge.languages.words import Words

# in the order in which they are told
FINDING_KINDS = ("consequence", "transition", "contradiction", "caution", "note")


@OUTLINE.register(Explanation)
def outline(explanation: Explanation, words: Words) -> Outline:
    """All that the explanation tells: the answer, what it rests on, what bears on it, sources."""
    title = words.statement(explanation.proposition, explanation.headline)
    return Outline(
        subject=explanation.name,
        title=headline(title, explanation.outlook, words),
        lead=(
            *(words.statement(one.entry, one.title) for one in explanation.banners),
            *([explanation.as_if.told(words)] if explanation.as_if else ()),
            words.say("as_of", day=explanation.on),
            *([can_change(explanation.outlook, words)] if explanation.outlook else ()),
            *filter(
                None, (words.explaining(explanation.proposition, "because", explanation.because),)
            ),
        ),
        sections=tuple(_Layout(explanation, words).sections()),
        notice=_notice(explanation, words),
    )


def _notice(explanation: Explanation, words: Words) -> str:
    """That it is no legal advice, what it rests on, and how old the review of the law is."""
    said = words.say(
        "notice",
        notice=words.say("no_legal_advice"),
        knowledge=known(explanation.knowledge, words),
        chainer=explanation.chainer,
    )
    if explanation.consulted is None:
        return said
    age = (explanation.on - explanation.consulted).days
    told = (
        words.count("law_consulted", age, day=explanation.consulted)
        if age > 0
        else words.say("law_consulted_then", day=explanation.consulted)
    )
    return f"{said} {told}"


class _Layout:
    def __init__(self, explanation: Explanation, words: Words):
        self.explanation, self.words, self.say = explanation, words, words.say
        self._told: set[str] = set()  # conclusions whose argument stands above

    def sections(self) -> Iterator[Section]:
        """In the order in which they are read."""
        found = self.explanation
        if found.first is not None:
            yield from first_sections(found.first, self.words)
            yield stated_section(found.first, self.words)
        if found.outlook is None:
            yield Section(title=self.say("candidates"), lines=tuple(self._candidates()), head=True)
        yield self._section("superseded", map(self._superseded, found.superseded))
        if found.grounds or found.exceptions:
            yield from self._why()
            yield self._section("exceptions", map(self._exception, found.exceptions))
            for state in CONTROL_STATES:
                yield self._controls(state)
            yield self._section("misconceptions", map(self._misconception, found.misconceptions))
            for kind in FINDING_KINDS:
                alike = [one for one in found.findings_of(kind) if one.told_as == kind]
                own = [one for one in found.findings_of(kind) if one.told_as != kind]
                yield self._section(f"{kind}s", map(self._finding, alike))
                yield self._section("own_judgements", map(self._finding, own))
            if found.legal:
                yield from legal_sections(found.legal, found.outlook, self.words)
                yield from law_sections(found.legal.laws, self.words)
            yield presumed_section(found.outlook, self.words)
        else:
            yield Section(
                title=self.say("argument"), lines=(self._argument(found.argument),), head=True
            )
        yield self._section("questions", question_lines(found.questions, self.words))
        yield self._section("profile", self._profile())
        yield self._section("since", self._since())
        yield self._section("sources", self._sources())

    def _section(self, key: str, lines: Iterable[Line]) -> Section:
        return Section(title=self.say(key), lines=tuple(lines))

    def _profile(self) -> Iterator[Line]:
        """With which profile it was asked, and which of its candidates were answered no."""
        profile, words = self.explanation.profile, self.words
        if profile is None:
            return
        name = f"profile.{profile.id}"
        yield remark(self.say("profile_asked", title=words.statement(name, profile.title)))
        mistaken = words.text(("meanings", name), profile.often_mistaken_for)
        yield remark(self.say("profile_mistaken", text=mistaken))
        for one in profile.denied:
            answer = words.answer(one.attribute, one.value, one.meaning)
            yield remark(self.say("candidate_denied", value=one.value, answer=answer))

    def _titles(self, propositions: Iterable[str], titles: Iterable[str]) -> Iterator[Line]:
        for name, title in zip(propositions, titles, strict=True):
            yield Line(text=self.words.statement(name, title), proposition=name)

    def _candidates(self) -> Iterator[Line]:
        found = self.explanation
        for line in self._titles(found.possible, found.candidates):
            yield line.model_copy(update={"sign": "asked", "word": self.say("sign_asked")})

    def _why(self) -> Iterator[Section]:
        """What the verdict rests on, and the grounds."""
        found = self.explanation
        grounds = {ground.argument.proposition for ground in found.grounds}
        elsewhere = rests_elsewhere(found.argument, grounds)
        if elsewhere:
            yield self._section("grounds", statement_lines(elsewhere, self.words))
        yield self._grounds("grounds_beside" if elsewhere else "grounds")

    def _grounds(self, title: str) -> Section:
        heads = ("ground", "rests_on", "source", "because")
        return Section(
            title=self.say(title),
            lines=tuple(map(self._ground, self.explanation.grounds)),
            columns=("", *(self.say(f"head_{name}") for name in heads)),
        )

    def _ground(self, ground: GroundReport) -> Line:
        argument, authority = ground.argument, ground.authority
        stated = ground_statement(ground, self.words)
        rests_on = tuple(statement_lines(argument.statements(), self.words))
        remarks = tuple(authority_lines(authority, self.words))
        shown = remarks if ground.status == "stands" else ()
        word = self.say(f"sign_{ground.status}")
        source, basis = cited(authority, self.words)
        return Line(
            text=stated,
            sign=ground.status,
            word=word,
            source=source,
            below=(*rests_on, *shown),
            cells=(
                word,
                stated,
                self.words.listed(line.text for line in rests_on),
                " ".join(source) + (f", {basis}" if authority.basis == "interpretation" else ""),
                " ".join(line.text for line in shown),
            ),
            proposition=argument.proposition,
            status=argument.status,
        )

    def _controls(self, state: str) -> Section:
        heads = ("control", "what", "required")
        found = [item for item in self.explanation.controls if item.state == state]
        return Section(
            title=self.say(f"controls_{state.replace(' ', '_')}"),
            lines=tuple(map(self._control, found)),
            columns=tuple(self.say(f"head_{name}") for name in heads),
            counted=True,
        )

    def _control_title(self, control: ControlReport) -> str:
        return self.words.control(control.id, control.title, from_vendor=control.from_vendor)

    def _control(self, control: ControlReport) -> Line:
        title = self._control_title(control)
        name = self.words.control_name(control.id, short_name(control.id))
        reasons = clauses(
            (
                " ".join(
                    (
                        self.words.statement(reason.proposition, reason.title),
                        *self.words.cited(reason.citations),
                    )
                )
                for reason in control.reasons
            ),
            self.words,
        )
        return Line(
            text=self.words.titled(name, title),
            below=(remark(self.say("required_because", reasons=reasons)),),
            cells=(name, title, reasons),
            proposition=names.required(control.id),
        )

    def _exception(self, item: ExceptionReport) -> Line:
        source, _ = cited(item.authority, self.words)
        lifted = (
            remark(self.say("lifts", ground=self.words.statement(name, title)))
            for name, title in zip(item.lifts_grounds, item.lifts, strict=True)
        )
        title = self.words.statement(item.proposition, item.title)
        return Line(
            text=self.words.titled(title, self._outcome(item)),
            sign=item.outcome,
            word=self._outcome(item),
            source=source,
            below=(
                *statement_lines(item.statements, self.words),
                *lifted,
                *authority_lines(item.authority, self.words),
            ),
            proposition=item.proposition,
        )

    def _outcome(self, item: ExceptionReport | ReliefReport) -> str:
        return self.say(f"sign_{item.outcome.replace(' ', '_')}")

    def _misconception(self, belief: MisconceptionReport) -> Line:
        both = belief.voiced and belief.acted_out
        how = "voiced_and_acted_out" if both else "voiced" if belief.voiced else "acted_out"
        source, _ = cited(belief.authority, self.words)
        title = self.words.statement(belief.proposition, belief.title)
        named = [self.words.control_name(name, short_name(name)) for name in belief.takes]
        controls = ", ".join(named)
        takes = [remark(self.say("takes", controls=controls))] if controls else []
        return signed(
            "warning",
            f"{self.say('quoted', text=title)} ({self.say(how)})",
            self.words,
            source=source,
            below=(
                remark(self.words.explaining(belief.proposition, "reality", belief.reality)),
                remark(
                    self.words.explaining(belief.proposition, "consequence", belief.consequence)
                ),
                *takes,
                *statement_lines(belief.statements, self.words),
                *authority_lines(belief.authority, self.words),
            ),
            proposition=belief.proposition,
        )

    def _finding(self, finding: FindingReport) -> Line:
        title = finding_statement(finding, self.words)
        source, _ = cited(finding.authority, self.words)
        return signed(
            "warning",
            title,
            self.words,
            source=source,
            below=(
                *statement_lines(finding.statements, self.words),
                *authority_lines(finding.authority, self.words),
            ),
            proposition=finding.entry,
        )

    def _superseded(self, answer: SupersededAnswer) -> Line:
        """The reading of an old answer, and the answers to state in its place."""
        name = answer.attribute
        if len(answer.superseded_by) == 1:
            return remark(
                self.say("superseded_renamed", attribute=name, new=answer.superseded_by[0])
            )
        read_as = ", ".join(f"{new}: {in_words(value)}" for new, value in answer.read_as.items())
        told = (
            self.say("superseded_as", attribute=name, read_as=read_as)
            if read_as
            else self.say("superseded_plain", attribute=name)
        )
        if answer.to_state:
            told = self.say("superseded_state", told=told, names=", ".join(answer.to_state))
        return remark(told)

    def _sources(self) -> Iterator[Line]:
        for work in self.explanation.sources:
            yield remark(f"[{self.words.place(work.cited_as)}] {described_work(work, self.words)}")

    def _since(self) -> Iterator[Line]:
        """Of an answer by knowledge of an earlier day: which of its rules are others today."""
        found = self.explanation.since
        if found is None:
            return
        yield remark(self.words.count("since_same", found.same, version=found.version))
        for rule in found.differing:
            yield remark(self.say(f"since_{rule.state}", entry=rule.entry))

    def _argument(self, argument: Argument) -> Line:
        """A conclusion with every rule that bears on it; told in full where it comes first."""
        again = argument.proposition in self._told and bool(argument.derivations)
        self._told.add(argument.proposition)
        below = (
            (remark(self.say("explained_above")),)
            if again
            else tuple(line for rule in argument.derivations for line in self._derivation(rule))
        )
        return Line(
            text=self.words.statement(argument.proposition, argument.statement),
            sign=argument.status,
            word=self.say(f"sign_{argument.status}"),
            name=argument.proposition,
            below=below,
            status=argument.status,
            proposition=argument.proposition,
        )

    def _derivation(self, derivation: Derivation) -> Iterator[Line]:
        source, basis = cited(derivation.authority, self.words)
        yield remark(
            self.say("by"),
            rule=derivation.rule,
            source=source,
            basis=basis,
            below=(
                *authority_lines(derivation.authority, self.words, because=False),
                *statement_lines(derivation.statements, self.words, signs=True),
                *map(self._argument, derivation.premises),
            ),
        )


def ground_statement(ground: GroundReport, words: Words) -> str:
    """The statement of a ground, and the exceptions that lift it or would."""
    stated = words.statement(ground.argument.proposition, ground.argument.statement)
    if ground.own_judgement:
        stated = words.say("by_own_judgement", statement=stated)
    if not ground.lifted_by:
        return stated
    lifting = [
        words.statement(name, title)
        for name, title in zip(ground.lifted_by_exceptions, ground.lifted_by, strict=True)
    ]
    key = "lifted_by" if ground.status == "lifted" else "would_be_lifted_by"
    return words.say(key, ground=stated, exceptions=", ".join(lifting))


def finding_statement(finding: FindingReport, words: Words) -> str:
    """What a finding says, with its day or its figure."""
    title = words.statement(finding.entry, finding.title)
    if finding.due is not None:
        return words.say("due_by", title=title, day=finding.due)
    if not finding.figure:
        return title
    return words.titled(title, finding.figure_in(words))
