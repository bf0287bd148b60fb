"""The bank's files on disk: read, proofread, and every fault with its file and line."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizapp.documents.images import Image, image_beside
from quizapp.errors import Invalid, Problem
from quizapp.facts import Source
from quizapp.formats import native
from quizapp.proofreading import Finding, check_bank, check_terms
from quizapp.questions import Question

ENDINGS = (".yaml", ".yml")
LARGEST = 5_000_000  # bytes; a bank of 10,000 questions has about 10 MB in many files


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file; lines count from 1."""

    file: Path
    line: int
    problem: Problem


@dataclass(slots=True)
class BankFiles:
    """What the files hold, and what is wrong with them. `digest` tells whether anything changed."""

    questions: list[Question] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)  # worth a look, and no faults
    places: dict[str, tuple[Path, native.Place]] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)  # by the name to keep them under
    digest: str = ""


def read_files(question_paths: Iterable[Path], article_paths: Iterable[Path]) -> BankFiles:
    """Read question files and fact sheets (files, or folders of them) and check all of it."""
    bank = BankFiles()
    digest = hashlib.sha256()
    for path in _files(article_paths, bank):
        text = _text(path, bank)
        digest.update(f"{path.name}\0{text}\0".encode())
        if text is not None:
            _read_sheet(path, text, bank)
    for path in _files(question_paths, bank):
        text = _text(path, bank)
        digest.update(f"{path.name}\0{text}\0".encode())
        if text is not None:
            _read_questions(path, text, bank)
    for finding in check_bank(bank.questions, bank.sources):
        (bank.notes if finding.is_note else bank.faults).append(_placed(finding, bank))
    for found in (bank.faults, bank.notes):
        found.sort(key=lambda fault: (str(fault.file), fault.line))
    digest.update("\0".join(sorted(bank.images)).encode())
    bank.digest = digest.hexdigest()
    return bank


def _files(paths: Iterable[Path], bank: BankFiles) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix in ENDINGS) if path.is_dir() else [path]
        if not inside:
            bank.faults.append(Fault(path, 1, Problem("empty_folder")))
        found += inside
    return found


def _text(path: Path, bank: BankFiles) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            bank.faults.append(Fault(path, 1, Problem("file_too_large", params={"limit": LARGEST})))
            return None
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        bank.faults.append(Fault(path, 1, Problem("unreadable_file", params={"reason": str(error.strerror)})))
    except UnicodeDecodeError as error:
        bank.faults.append(Fault(path, 1, Problem("not_utf8", params={"position": error.start})))
    return None


def _read_sheet(path: Path, text: str, bank: BankFiles) -> None:
    read = native.read_source(text)
    bank.faults += [Fault(path, found.line, found.problem) for found in read.problems]
    if read.source is not None:
        bank.sources.append(read.source)
        for subject, place in read.places.items():
            bank.places.setdefault(subject, (path, place))


def _read_questions(path: Path, text: str, bank: BankFiles) -> None:
    read = native.read_questions(text)
    bank.faults += [Fault(path, found.line, found.problem) for found in read.problems]
    for question in read.questions:
        place = read.places[question.id]
        if question.id in bank.places:
            first = bank.places[question.id][0].name
            problem = Problem("duplicate_id", ("id",), {"id": question.id, "first": first})
            bank.faults.append(Fault(path, place.line_of(("id",)), problem))
            continue
        bank.places[question.id] = (path, place)
        bank.questions.append(_with_image(question, path, place, bank))


def _with_image(question: Question, path: Path, place: native.Place, bank: BankFiles) -> Question:
    """The question with the name under which its image is kept in place of that of the file beside it."""
    if not question.image:
        return question
    try:
        image = image_beside(path.parent, question.image["file"])
    except Invalid as invalid:
        line = place.line_of(("image", "file"))
        bank.faults += [Fault(path, line, problem) for problem in invalid.problems]
        return question
    bank.images[image.name] = image
    return replace(question, image={**question.image, "file": image.name})


def _placed(finding: Finding, bank: BankFiles) -> Fault:
    file, place = bank.places[finding.subject]
    return Fault(file, place.line_of(finding.problem.path), finding.problem)


def check_against_texts(bank: BankFiles, texts: Path) -> list[Fault]:
    """Check that each fact's terms stand in its paragraph of `texts`/<source id>.txt, where there is one."""
    faults: list[Fault] = []
    for source in bank.sources:
        file = texts / f"{source.id}.txt"
        if not file.is_file():
            faults.append(Fault(file, 1, Problem("no_text_of_source", params={"source": source.id})))
            continue
        found = check_terms(source, file.read_text(encoding="utf-8-sig"))
        faults += [_placed(finding, bank) for finding in found]
    return faults


def count_by_kind(questions: Sequence[Question]) -> dict[str, int]:
    """How many questions there are of each kind, the most frequent first."""
    counts: dict[str, int] = {}
    for question in questions:
        counts[question.kind] = counts.get(question.kind, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
