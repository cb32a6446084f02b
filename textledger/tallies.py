"""Rows for charts: what each text does with events, groups and words, in codes that charts put into words."""

import pandas as pd

from . import edtf, records
from .charts.theme import ar

_SPEECH = "nato2021stoltenberg"  # the announcement itself, on which all others report


def _first_day(values: pd.Series) -> pd.Series:
    return values.map(lambda value: str(edtf.bounds(value)[0]))


def in_order_of_days(rows: pd.DataFrame, when: str = "edtf") -> pd.DataFrame:
    """Return rows in the order of the first days that their EDTF values allow, then of the last; others keep theirs.

    Args:
        rows: the rows, each with a date.
        when: the column of EDTF values, which as texts are in another order: a set begins with a bracket.
    """
    return rows.sort_values(when, key=lambda dates: dates.map(edtf.bounds), kind="stable")


def qualified_reports() -> pd.DataFrame:
    """Return which qualifications of the figure each report prints, by date; the speech comes first on its day."""
    rows = records.table("figure_qualifiers")
    return in_order_of_days(rows.sort_values("version", key=lambda version: version != _SPEECH, kind="stable"))


def dated_reports() -> pd.DataFrame:
    """Return the reports of events with the best-supported date of each (`edtf`) and how the reported date compares.

    The column `date_relation` has the codes of `edtf.relation`, `none` where the report has no date, and nothing where
    there is no date to compare it with.
    """
    reports = records.table("event_reports").merge(records.table("events")[["event_id", "title_en", "edtf"]])

    def relation(reported, best) -> str | None:
        if pd.isna(reported):
            return "none"
        return None if pd.isna(best) else edtf.relation(reported, best)

    pairs = zip(reports["edtf_reported"], reports["edtf"], strict=True)
    return reports.assign(date_relation=pd.array([relation(*pair) for pair in pairs], dtype="string"))


def checks_of_claims() -> pd.DataFrame:
    """Return the checks that concern each claim: one row per claim and check (`claim_id`, `check_id`, `verdict`).

    A check may concern several claims, or none: then it is of a date, a figure or a report.
    """
    checks = records.table("checks")[["check_id", "target_ids", "verdict"]]
    pairs = checks.assign(claim_id=checks["target_ids"].map(records.split_ids)).explode("claim_id")
    pairs = pairs[pairs["claim_id"].isin(records.table("claims")["claim_id"])]
    return pairs[["claim_id", "check_id", "verdict"]].reset_index(drop=True)


def coverage(since: str, until: str) -> pd.DataFrame:
    """Return for each event that begins between two days, and each text, whether and how the text reports it.

    Args:
        since: the first day, `2020-01-01`.
        until: the last day.

    Returns:
        One row per event and text, in order of time: `event_id`, `title_en`, `edtf`, `month` (of its first day),
        `doc_id`, `reported`: `dated`, `undated`, `absent`, or `later` where the text was written before the event, and
        `told`: whether it reports it.
    """
    events = records.table("events").dropna(subset=["edtf"])
    events = events.assign(begins=_first_day(events["edtf"])).sort_values("begins", kind="stable")
    events = events[events["begins"].between(since, until)]
    documents = records.table("documents")
    texts = documents[["doc_id"]].assign(written=_first_day(documents["published_edtf"]))
    events = events.assign(month=pd.to_datetime(events["begins"]).dt.strftime("%B %Y"))
    cells = events[["event_id", "title_en", "edtf", "month", "begins"]].merge(texts, how="cross")
    reports = records.table("event_reports").groupby(["event_id", "doc_id"], observed=True)["edtf_reported"]
    dated = reports.agg(lambda dates: dates.notna().any())

    def reported(event: str, doc: str, later: bool) -> str:
        if (event, doc) in dated.index:
            return "dated" if dated[event, doc] else "undated"
        return "later" if later else "absent"

    later = cells["begins"] > cells["written"]
    cells["reported"] = [reported(*cell) for cell in zip(cells["event_id"], cells["doc_id"], later, strict=True)]
    is_reported = [cell in dated.index for cell in zip(cells["event_id"], cells["doc_id"], strict=True)]
    return cells.assign(told=is_reported).drop(columns=["begins", "written"])


def _members(group: dict, parents: pd.Series) -> set[str]:
    """Return the actors of a compared group, with the actors below them where the group includes those."""
    members = set(records.split_ids(group["actor_ids"]))
    while group["with_parts"] and (parts := set(parents.index[parents.isin(members)]) - members):
        members |= parts
    return members


def naming() -> pd.DataFrame:
    """Return for each compared group and each text in how many paragraphs, and how often, the text names the group.

    Returns:
        One row per group and text: `group_id`, `label_en`, `kind`, `doc_id`, `paragraphs`, `mentions`, and `named_as`:
        `actor`, `word` where there is only its adjective or word, or `absent`; `mark` is the number, (a) or a dash.
    """
    mentions, parents = records.table("mentions"), records.table("actors").set_index("actor_id")["parent_id"]
    counted = records.table("tokens").groupby(["lemma", "doc_id"], observed=True)["n"].sum()
    rows, group_columns = [], ["group_id", "label_en", "kind"]
    for group in records.table("compared_groups").sort_values("rank").to_dict("records"):
        member_mentions = mentions[mentions["actor_id"].isin(_members(group, parents))]
        where = member_mentions.groupby("doc_id", observed=True)["par"].nunique()
        times = member_mentions.groupby("doc_id", observed=True)["n"].sum()
        for doc in records.labels():
            n, word = int(where.get(doc, 0)), int(counted.get((group["lemma"], doc), 0))
            state, mark = ("actor", str(n)) if n else ("word", "(a)") if word else ("absent", "–")
            rows.append((*(group[name] for name in group_columns), doc, n, int(times.get(doc, 0)), state, mark))
    columns = [*group_columns, "doc_id", "paragraphs", "mentions", "named_as", "mark"]
    return pd.DataFrame(rows, columns=columns)


def participation(least: int = 1) -> pd.DataFrame:
    """Return in how many events of each kind the most active actors take part: those with `least` events or more.

    Returns:
        One row per actor and kind (`actor_id`, `kind`, `n`), the most active first.
    """
    part = records.table("event_actors").merge(records.table("events")[["event_id", "kind"]])
    total = part["actor_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    actors = total.index[total >= least]
    counts = part.groupby(["actor_id", "kind"], observed=True).size().rename("n").reset_index()
    counts = counts[counts["actor_id"].isin(actors)]
    counts = counts.assign(actor_id=pd.Categorical(counts["actor_id"], actors))
    return counts.sort_values(["actor_id", "kind"], kind="stable").reset_index(drop=True)


def term_counts(subject: str, by_segment: bool = False, as_meant: bool = False) -> pd.DataFrame:
    """Return how often each text has the words that `word_sets.csv` counts for a subject.

    Args:
        subject: a code of the column `subject`.
        by_segment: whether to count by the segments of the running text, and not in whole texts.
        as_meant: whether to leave out the forms to which `senses.csv` gives another sense.

    Returns:
        One row per word and text (and segment): `set`, `lemma`, `term` (the word with its English), `doc_id`, `n`; sets
        in the order of the schema.
    """
    chosen = records.table("word_sets").query("subject == @subject")
    chosen = chosen.assign(set=chosen["set"].cat.remove_unused_categories()).sort_values(["set", "seq"], kind="stable")
    terms = [f"{ar(lemma)}  {gloss}" for lemma, gloss in zip(chosen["lemma"], chosen["gloss_en"], strict=True)]
    tokens = records.table("tokens")
    if as_meant:
        other = records.table("senses").dropna(subset=["form"])
        other = set(zip(other["lemma"], other["doc_id"], other["form"], strict=True))
        tokens = tokens[
            [row not in other for row in zip(tokens["lemma"], tokens["doc_id"], tokens["form"], strict=True)]
        ]
    place = ["doc_id", "segment"] if by_segment else ["doc_id"]
    tokens = tokens[tokens["zone"] == "body"] if by_segment else tokens
    counts = tokens.groupby(["lemma", *place], observed=True)["n"].sum().reset_index()
    return (
        chosen.assign(term=pd.Categorical(terms, terms))
        .merge(counts, on="lemma")
        .drop(columns=["subject", "seq", "gloss_en"])
    )


def dated(name: str) -> pd.DataFrame:
    """Return the records of a set of `record_sets.csv` with the dates they give.

    Args:
        name: the set. Its records are dates, reports of events, events (then it is the best-supported date), later
            events or texts (when they were written).

    Returns:
        One row per record, in order: `id`, `what` (its name in the set, or what the record says of itself), `edtf`, and
        `whose`: the text's id, or `outside` for an event, later ones included.

    Raises:
        ValueError: there is no such set.
    """
    members = records.table("record_sets").query("set == @name").sort_values("seq")
    if members.empty:
        raise ValueError(f"there is no set {name!r} in record_sets.csv")
    labels = records.labels()
    texts, titles = (
        records.table(name).set_index(key)[column]
        for name, key, column in (("documents", "doc_id", "published_edtf"), ("events", "event_id", "title_en"))
    )
    rows = []
    for record_id in members["record_id"]:
        if record_id in labels:
            rows.append((record_id, f"{labels[record_id]} written", texts[record_id], record_id))
            continue
        row = records.get(record_id)
        if "date_id" in row:
            rows.append((record_id, row["what"], row["edtf_resolved"], row["doc_id"]))
        elif "report_id" in row:
            what = f"{labels[row['doc_id']]}: {titles[row['event_id']]}"
            rows.append((record_id, what, row["edtf_reported"], row["doc_id"]))
        else:
            rows.append((record_id, row["title_en"], row["edtf"], "outside"))
    frame = pd.DataFrame(rows, columns=["id", "what", "edtf", "whose"])
    return frame.assign(what=members["label_en"].reset_index(drop=True).fillna(frame["what"]))


def kinds_of_paragraphs(doc: str) -> pd.Series:
    """Return what each paragraph of a page is: article, pull_quote, other_story or furniture; the index is `par`."""
    paragraphs = records.table("paragraphs").query("doc_id == @doc").set_index("par")
    quotes = records.table("passages").query("doc_id == @doc and theme == 'pull_quote'")["par"]
    last = paragraphs.index[paragraphs["zone"] == "body"].max()
    kinds = pd.Series("furniture", paragraphs.index, name="page")
    kinds[paragraphs["zone"] == "body"] = "article"
    kinds[paragraphs.index > last] = "other_story"
    kinds[quotes] = "pull_quote"
    return kinds


def ordered_changes() -> pd.DataFrame:
    """Return the changes of the passages that were compared with a source which is credited or older."""
    changes = records.table("borrowing_changes").merge(records.table("borrowings"), on="borrowing_id")
    return changes[changes["precedence"] != "not_shown"]
