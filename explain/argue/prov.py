"""An explanation as W3C provenance (PROV): what each conclusion was made from, by which rule, on
whose authority.

Facts and conclusions are entities, each application of a rule is an activity that used the ones and
generated the other, the rule is the plan it followed, and the works that the rule rests on are its
sources. Names are made of what they name, so that one explanation gives one document: those of a
case from the case, those of rules and works from the knowledge, so that documents of several cases
can be put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from itertools import zip_longest
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from explain.argue.argument import Argument, Derivation
from explain.argue.explanation import Explanation
from explain.forms.data import Authority, Statement
from explain.forms.forms import PROVENANCE
from knowledge.extras import needed_by

with needed_by("to_prov"):
    from prov.identifier import Identifier, Namespace, QualifiedName
    from prov.model import PROV, ProvDocument

Format = Literal["json", "provn"]

TERMS = Namespace("threshold", "urn:threshold:")
Attributes: TypeAlias = dict[str | Identifier, Any]
LABEL, TYPE = PROV["label"], PROV["type"]


def to_prov(explanation: Explanation) -> ProvDocument:
    """The provenance of what the explanation argues: of its proposition and, for a verdict, of
    every ground.
    """
    return _Record(explanation).document


@PROVENANCE.register(Explanation)
def serialize(explanation: Explanation, format: Format = "json") -> str:
    """The provenance as text, in PROV-JSON or PROV-N."""
    document = to_prov(explanation)
    return (
        str(document.serialize(format="json", indent=2))
        if format == "json"
        else str(document.get_provn())
    )


def arguments(explanation: Explanation) -> Iterator[Argument]:
    """Every proposition that the explanation argues, each once, before those it rests on."""
    seen: set[str] = set()
    waiting = [explanation.argument, *(ground.argument for ground in explanation.grounds)]
    for argument in waiting:
        if argument.proposition not in seen:
            seen.add(argument.proposition)
            yield argument
            waiting += (
                premise for derivation in argument.derivations for premise in derivation.premises
            )


class _Record:
    """The document, and what was written into it.

    An attribute has one value: prov keeps several in no order.
    """

    def __init__(self, explanation: Explanation):
        self.explanation = explanation
        self.document = ProvDocument()
        held = _hash(
            explanation.model_dump_json(
                include={"name", "on", "knowledge", "chainer", "argument", "grounds"}
            )
        )
        self.knowledge = Namespace(
            "knowledge", f"urn:threshold:knowledge:{_hash(str(explanation.knowledge))}:"
        )
        self.own = Namespace("case", f"urn:threshold:case:{held}:")
        for namespace in (TERMS, self.knowledge, self.own):
            self.document.add_namespace(namespace)
        self.works = {source.id: source for source in explanation.sources}
        self.written: set[QualifiedName] = set()
        self.case = self.entity(
            self.own["case"],
            TERMS["Case"],
            explanation.name,
            on=explanation.on.isoformat(),
            notice=explanation.notice,
        )
        self.software = _name(self.knowledge, "software", explanation.chainer)
        about: Attributes = {
            TERMS["knowledge"]: str(explanation.knowledge),
            TERMS["chainer"]: explanation.chainer,
        }
        self.document.agent(
            self.software, {LABEL: "Threshold", TYPE: PROV["SoftwareAgent"], **about}
        )
        for argument in arguments(explanation):
            self.argument(argument)

    def entity(
        self, name: QualifiedName, type: QualifiedName, label: str, **attributes: str
    ) -> QualifiedName:
        """Write an entity unless it is there; attributes without a value are left out."""
        if name not in self.written:
            self.written.add(name)
            told: Attributes = {TERMS[key]: value for key, value in attributes.items() if value}
            self.document.entity(name, {LABEL: label, TYPE: type, **told})
        return name

    def argument(self, argument: Argument) -> None:
        conclusion = self.conclusion(argument)
        for derivation in argument.derivations:
            activity = _name(self.own, "application", derivation.rule)
            self.document.activity(
                activity,
                None,
                None,
                {
                    LABEL: derivation.rule,
                    TYPE: TERMS["Application"],
                    TERMS["fired"]: derivation.fired,
                },
            )
            self.document.association(activity, self.software, self.rule(derivation))
            for statement in derivation.statements:
                self.document.usage(activity, self.fact(statement))
            for premise in derivation.premises:
                self.document.usage(activity, self.conclusion(premise))
            self.document.generation(conclusion, activity)

    def conclusion(self, argument: Argument) -> QualifiedName:
        name = _name(self.own, "conclusion", argument.proposition)
        return self.entity(
            name,
            TERMS["Conclusion"],
            argument.statement,
            proposition=argument.proposition,
            kind=argument.kind,
            status=argument.status,
        )

    def fact(self, statement: Statement) -> QualifiedName:
        """A comparison, which was made from the case."""
        name = _name(self.own, "fact", _hash(statement.status + statement.says))
        if name not in self.written:
            self.entity(name, TERMS["Fact"], statement.says, status=statement.status)
            self.document.derivation(name, self.case)
        return name

    def rule(self, derivation: Derivation) -> QualifiedName:
        name, authority = _name(self.knowledge, "rule", derivation.rule), derivation.authority
        if name not in self.written:
            told = {
                "basis": authority.basis,
                "because": authority.because,
                "reading": authority.reading,
            }
            self.entity(
                name,
                PROV["Plan"],
                derivation.rule,
                **told,
                pack=authority.pack,
                override=authority.override,
            )
            works = dict(zip_longest(authority.citations, authority.works, fillvalue=""))
            for citation, work in works.items():
                self.source(name, citation, work, authority)
        return name

    def source(self, rule: QualifiedName, citation: str, work: str, authority: Authority) -> None:
        """The work that a rule rests on: what it states is its primary source.

        What is read out of it, a derivation.
        """
        relate = (
            self.document.primary_source
            if authority.basis == "stated"
            else self.document.derivation
        )
        relate(rule, self.work(work, citation), other_attributes={TERMS["citation"]: citation})

    def work(self, id: str, citation: str) -> QualifiedName:
        """The cited work; where the explanation lists none for it, the citation stands for it."""
        source = self.works.get(id)
        if source is None:
            return self.entity(
                _name(self.knowledge, "citation", _hash(citation)), TERMS["Citation"], citation
            )
        return self.entity(
            _name(self.knowledge, "work", source.cited_as),
            TERMS["Work"],
            source.title,
            cited_as=source.cited_as,
            note=source.note,
        )


def _name(namespace: Namespace, kind: str, text: str) -> QualifiedName:
    return namespace[f"{kind}/{quote(text, safe='/')}"]


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
