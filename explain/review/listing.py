"""The content of the knowledge base, as text or JSON: entries in short, one entry in full,
attributes.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Collection, Iterator
from datetime import date
from textwrap import indent, wrap

from explain.forms.spoken import entry_title
from explain.review.readers import Readers, name_read, readers
from knowledge.authoring.citations import by_provision
from knowledge.base import KnowledgeBase, load
from knowledge.cases.files import described
from knowledge.entries import Attribute, Control, Entry, Parameter, RuleEntry, Work
from knowledge.faults import UnknownName, nearest
from knowledge.languages.told import Told
from knowledge.languages.words import Words
from knowledge.outputs import on_one_line
from knowledge.renamed import of_today
from knowledge.sentence import Sentence

MOST_NAMED = 6  # of what rests on an entry
SENTENCES = ("reality", "consequence", "because", "reading", "note")  # keys that hold sentences


def list_entries(base: KnowledgeBase, as_json: bool, words: Words | None = None) -> str:
    """Every entry that concludes something, and every parameter, one a line, with its source."""
    entries = [
        entry
        for entry in base.entries.values()
        if isinstance(entry, (RuleEntry, Control, Parameter))
    ]
    if as_json:
        return _json([_described(base, entry) for entry in entries])
    words = Words.of(words)
    lines, kind = [], ""
    for entry in sorted(entries, key=lambda entry: entry.kind):
        if entry.kind != kind:
            kind = entry.kind
            lines += ["", words.titled(words.say(f"kind_{kind}"), "").rstrip()]
        read = getattr(entry, "basis", "stated") != "stated"
        basis = f", {words.say('our_interpretation')}" if read else ""
        cited = " ".join(words.cited(_citations(base, entry)))
        lines.append(f"  {name_read(entry):<42} {_title(entry, words)}  {cited}{basis}")
    return "\n".join([*lines, "", words.say("rules_more")]).lstrip("\n")


def _title(entry: Entry, words: Words) -> str:
    return entry_title(entry, words) if entry.title else ""


def list_attributes(base: KnowledgeBase, as_json: bool, words: Words | None = None) -> str:
    """Every attribute, with its question and what it takes."""
    attributes = list(base.attributes.values())
    if as_json:
        return _json([attribute.model_dump(mode="json") for attribute in attributes])
    words = Words.of(words)
    return "\n".join(
        f"{attribute.id:<34} {words.question(attribute.id, attribute.question)}"
        f"  ({'; '.join(_takes(attribute, words))})"
        for attribute in attributes
    )


def _takes(attribute: Attribute, words: Words) -> Iterator[str]:
    """What an attribute takes, and what is stated today in its place."""
    yield words.mark(described(attribute))
    if attribute.superseded:
        yield words.say("superseded_listed", names=", ".join(attribute.superseded_by))


def list_provisions(
    base: KnowledgeBase,
    article: str | None,
    law: str | None,
    as_json: bool,
    words: Words | None = None,
) -> str:
    """The entries that rest on an article or annex, given as 26, 26(6) or Annex III, or as the
    language calls it; on a law, given by the id of its work or as reports cite it; or on an article
    of a law.

    Raises `UnknownName` where nothing does.
    """
    known, words = by_provision(base), Words.of(words)
    if law is not None:
        work = _work_named(base, law, {work for work, _ in known}, words)
        known = {key: entries for key, entries in known.items() if key[0] == work}
    found = known
    if article is not None:
        wanted = _as_cited(article, words)
        found = {key: entries for key, entries in known.items() if _is_part(key[1], wanted)}
        if not found:
            names = {provision for _, provision in known}
            laws = [work] if law is not None else sorted({work for work, _ in known})
            raise UnknownName(
                Told("no_such_provision", place=words.place(wanted)),
                expected=Told("listed_by", command=f"threshold rules --law {laws[0]}")
                if len(laws) == 1
                else Told("provision_of_a_law", laws=", ".join(laws)),
                nearest=words.place(nearest(wanted, names) or ""),
            )
    if as_json:
        return _json(
            {
                f"{_work(base, work)} {provision}": [_described(base, entry) for entry in entries]
                for (work, provision), entries in found.items()
            }
        )
    lines, reading_it = [], readers(base) if article is not None else {}
    for (work, provision), entries in found.items():
        lines.append(words.place(f"{_work(base, work)} {provision}"))
        for entry in entries:
            kind = words.say(f"kind_{entry.kind}")
            lines.append(f"  {kind:<14} {name_read(entry):<44} {_headline(entry, words)}")
            if article is not None:
                lines += _how_it_was_read(entry, reading_it, words)
    return "\n".join(lines)


def _how_it_was_read(entry: Entry, reading_it: Readers, words: Words) -> list[str]:
    """The reading of an entry's text and its day, how sure that is, and the entries that rest on
    it.
    """
    basis, day = getattr(entry, "basis", ""), getattr(entry, "reviewed", None)
    reading = words.explaining(entry.key, "reading", on_one_line(getattr(entry, "reading", "")))
    said = words.say("our_interpretation" if basis == "interpretation" else "stated_there")
    told = [words.titled(said, reading) if reading else said] if basis else []
    if day:
        told.append(words.say("text_checked_on", day=day))
    if isinstance(entry, Parameter):
        sure = dict.fromkeys(value.certainty for value in entry.values if value.certainty)
        told += [words.say(f"certainty_{one}") for one in sure if one != "certain"]
    lines = [" · ".join(told)] if told else []
    rests = reading_it.get(name_read(entry), ())
    if found := [name_read(one) for one in rests if one is not entry]:
        rest = len(found) - MOST_NAMED
        more = [words.say("and_more", count=rest)] if rest > 0 else []
        lines.append(
            words.titled(words.say("what_rests_on_it"), words.listed([*found[:MOST_NAMED], *more]))
        )
    return [
        wrapped
        for line in lines
        for wrapped in wrap(line, 100, initial_indent=" " * 17, subsequent_indent=" " * 19)
    ]


def _work_named(base: KnowledgeBase, law: str, cited: Collection[str], words: Words) -> str:
    """The id of a cited work, given by its id or as reports cite it, in English or the language.

    Raises `UnknownName`.
    """
    names = {
        name.lower(): work.id
        for work in base.of_kind(Work)
        if work.id in cited
        for name in (words.place(work.cited_as), work.cited_as, work.id)
    }
    if law.lower() not in names:
        raise UnknownName(
            Sentence("no cited law is called {name}", name=repr(law)),
            expected=", ".join(sorted(cited)),
            nearest=nearest(law.lower(), names),
        )
    return names[law.lower()]


def _as_cited(article: str, words: Words) -> str:
    """An article or annex as entries cite it: `Art. 26` for 26, Article 26, Artikel 26."""
    typed = " ".join(article.split())
    if typed[:1].isdigit():
        return f"Art. {typed}"
    for word in ("Annex", "Art."):
        said = words.place(f"{word} 1").removesuffix("1").strip().rstrip(".")
        found = re.match(
            rf"(?:{word.rstrip('.')}|{said})[^\W\d]*\.?\s*(?=[\dIVX])", typed, re.IGNORECASE
        )
        if found:
            return f"{word} {typed[found.end() :]}"
    return typed


def _is_part(provision: str, wanted: str) -> bool:
    return (
        provision.lower().startswith(wanted.lower()) and not provision[len(wanted) :][:1].isalnum()
    )


def _work(base: KnowledgeBase, work: str) -> str:
    entry = base.entries[f"work:{work}"]
    return entry.cited_as if isinstance(entry, Work) else work


def article_index() -> str:
    """The index from article to rules, as Markdown; docs/article_index.md holds it."""
    base = load()
    lines = [
        "# What rests on which article",
        "",
        (
            "Generated by `python -m threshold.article_index`; a test checks that it is current."
            " This is no legal advice."
        ),
        "",
        "| article | kind | entry | what it says | basis |",
        "|---|---|---|---|---|",
    ]
    for (work, provision), entries in by_provision(base).items():
        for entry in entries:
            basis = getattr(entry, "basis", "")
            lines.append(
                f"| {_work(base, work)} {provision} | {entry.kind} | `{name_read(entry)}` |"
                f" {_headline(entry)} | {basis} |"
            )
    return "\n".join(lines) + "\n"


def _headline(entry: Entry, words: Words | None = None) -> str:
    """The statement of an entry, or its question."""
    words = Words.of(words)
    if isinstance(entry, Attribute):
        return words.question(entry.id, entry.question)
    return _title(entry, words) or str(getattr(entry, "question", ""))


def show_entry(base: KnowledgeBase, name: str, as_json: bool, words: Words | None = None) -> str:
    """One entry in full: what it says, its source and basis, the plain rules it makes.

    Raises `UnknownName`.
    """
    found = _find(base, name)
    if as_json:
        return _json(_described(base, found))
    words = Words.of(words)
    heading = f"{words.say(f'kind_{found.kind}')} {name_read(found)}"
    text = [words.titled(heading, _headline(found, words))]
    if isinstance(found, Attribute):
        text += [
            words.text(("meanings", found.id), found.meaning) if found.meaning else "",
            words.say("rules_takes", values=words.mark(described(found))),
            *(
                f"  {words.titled(value, words.answer(found.id, value, meaning))}"
                for value, meaning in found.values.items()
            ),
        ]
    if isinstance(found, Parameter):
        text += [
            f"{words.value(value.value)} {words.unit(found)} {since}"
            f" {' '.join(base.cite(source) for source in value.source)}"
            for value in found.values
            for since in (
                words.say("since_day", day=value.from_)
                if value.from_
                else words.say("rules_first"),
            )
        ]
    for label in (
        "from_",
        "until",
        "when",
        "requires",
        "ends_when",
        "lifts",
        "excepted_by",
        "exception_to",
        "given",
        "always",
        "exclusive",
        "unchanged",
        "whatever",
        "never_relaxed_by",
        "strictness",
        "stable",
        "but_for",
        "voiced_when",
        "acted_out_when",
        "reality",
        "consequence",
        "because",
        "basis",
        "reading",
        "note",
    ):
        value = getattr(found, label, None)
        if value:
            shown = (
                ", ".join(map(_on_one_line, value))
                if isinstance(value, list)
                else _on_one_line(value)
            )
            said = words.explaining(found.key, label, shown) if label in SENTENCES else shown
            text += _wrapped(words.titled(label.replace("_", " ").strip(), on_one_line(said)))
    if cited := " ".join(words.cited(_citations(base, found))):
        text.append(words.titled(words.say("rules_source"), cited))
    if rules := ", ".join(rule.id for rule in base.rules if rule.entry == found.key):
        text += _wrapped(words.titled(words.say("rules_plain"), rules))
    written = base.written.get(found.key)
    if written:
        place = f"{written.place()} ({written.origin})"
        text.append(words.titled(words.say("rules_written"), place))
        if written.reason:
            why = words.say("rules_retired" if written.retired else "rules_overridden")
            text += _wrapped(words.titled(why, words.mark(written.reason)))
    return text[0] + "\n" + indent("\n".join(line for line in text[1:] if line), "  ")


def _since(day: date | None, words: Words) -> str:
    return words.say("since_day", day=day) if day else words.say("rules_first")


def _wrapped(text: str) -> list[str]:
    return wrap(text, 100, subsequent_indent="    ")


def _on_one_line(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_on_one_line(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return " | ".join(map(_on_one_line, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _find(base: KnowledgeBase, name: str) -> Entry:
    candidates: dict[str, Entry] = {}
    for entry in base.entries.values():
        for key in (entry.id, entry.key, name_read(entry), entry.proposition):
            candidates.setdefault(key, entry)
    candidates |= base.attributes
    for proposition in base.propositions.values():
        if proposition.entry and proposition.entry in base.entries:
            candidates.setdefault(proposition.name, base.entries[proposition.entry])
    name = of_today(name, candidates, base.renames)
    if name not in candidates:
        wanted = _as_cited(name, Words.of(None))
        if any(_is_part(provision, wanted) for _, provision in by_provision(base)):
            command = shlex.join(["threshold", "rules", "--article", name])
            raise UnknownName(
                Told("no_such_entry", name=repr(name)),
                expected=Told("what_rests_on_article", command=command),
            )
        raise UnknownName(
            Told("no_such_entry", name=repr(name)),
            expected=Told("listed_by", command="threshold rules"),
            nearest=nearest(name, candidates),
        )
    return candidates[name]


def _citations(base: KnowledgeBase, entry: Entry) -> list[str]:
    if isinstance(entry, Work):
        return [f"[{entry.cited_as}]"]
    return list(base.citations(entry))


def _described(base: KnowledgeBase, entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "name": name_read(entry),
        **entry.model_dump(mode="json"),
        "citations": _citations(base, entry),
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
