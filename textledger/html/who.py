"""*Who is who*: the actors that are explained, as a table whose lines the names in the prose lead to."""

import pandas as pd

from .. import records, views
from ..display import html_block
from . import links
from .tables import table_html

ID = "names"  # of the table, whose section is called who-is-who


def _sourced(gloss: str, keys: str) -> str:
    """Return a gloss and, in brackets, the sources that say so."""
    cited = views.citations(pd.Series(records.split_ids(keys))) if pd.notna(keys) else []
    return f"{gloss} ({'; '.join(cited)})" if cited else gloss


def who_is_who() -> pd.DataFrame:
    """Return the explained actors, the most often named first, without those whose name explains itself."""
    mentions = records.table("mentions")
    actors = records.table("actors").dropna(subset=["gloss_en", "forms_en"]).set_index("actor_id")
    short = {doc: label.split()[0] for doc, label in records.labels().items()}
    docs = mentions.groupby("actor_id")["doc_id"].unique()
    named = mentions.groupby("actor_id")["n"].sum().reindex(actors.index, fill_value=0)
    order = pd.DataFrame({"often": -named, "name": actors["name_en"]}).sort_values(["often", "name"])
    actors = actors.loc[order.index]
    return pd.DataFrame(
        {
            "Name": actors["name_en"],
            "Who or what": [_sourced(row["gloss_en"], row["source_keys"]) for _, row in actors.iterrows()],
            "بالعربيّة": actors["name_ar"] + ": " + actors["gloss_ar"],
            "Named in": [
                ", ".join(short[doc] for doc in short if doc in set(docs.get(one, ()))) for one in actors.index
            ],
        },
        index=actors.index,
    )


def show_who_is_who() -> None:
    """Show *Who is who*, each line with the address that the first use of the name in a chapter leads to."""
    frame = who_is_who()
    caption = f"Who is who: {len(frame)} names, and the texts that have them"
    start, head, *lines = table_html(frame, caption, id=ID).split("<tr>")
    rows = (f'<tr id="{links.name_anchor(one)}">{line}' for one, line in zip(frame.index, lines, strict=True))
    html_block(f"{start}<tr>{head}{''.join(rows)}", frame.to_string(index=False))
