"""How coded values look in charts: the words, the order and the colours of each variable."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import records
from ..labels import VERDICTS, words
from .theme import FRAME_COLOURS, WIDTH

BLUE, SKY, GREEN, ORANGE, RED, PINK, GREY = (
    "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#999999")  # fmt: skip
FAINT = "#8883"  # a cell that has nothing to tell
_PALETTE = [BLUE, RED, GREEN, ORANGE, SKY, PINK, GREY]

# Variables whose values readers see in other words or colours than `words` and the palette give them: the heading of
# the variable, then for each code, in order, words and colour.
_VARIABLES = {
    "par": ("Paragraph", {}),
    "title_en": ("Event", {}),
    "label_en": ("Group", {}),
    "part": ("Part", {"A": ("part A (after Reuters)", BLUE), "B": ("part B (older report)", RED)}),
    "reference": ("Reference", {
        "full": ("full, with page", BLUE), "no_issue": ("no page or issue", SKY), "broken_off": ("breaks off", RED)}),
    "force": ("Force", {"coalition": ("the Coalition", BLUE), "american": ("American forces and bases", RED)}),
    "attribution": ("Vouched for by", {
        "named": ("a named source", GREEN), "anonymous": ("an unnamed source", ORANGE),
        "author": ("the text itself", GREY)}),
    "modality": ("Put as", {
        "asserted": ("asserted", BLUE), "hedged": ("hedged", ORANGE), "reported": ("reported", GREY)}),
    "evidence": ("Evidence", {
        "direct": ("direct", BLUE), "indirect": ("indirect", SKY), "contradicts": ("contradicts", RED),
        "none_found": ("none found", ORANGE), "not_sought": ("not sought", GREY)}),
    "outcome": ("Outcome", {
        "borne_out": ("borne out", GREEN), "partly_borne_out": ("partly borne out", SKY),
        "not_borne_out": ("not borne out", RED), "overtaken": ("overtaken", PINK), "open": ("open", ORANGE),
        "not_testable": ("not testable", GREY)}),
    "severity": ("Weight", {"low": ("low", "#9ecae1"), "medium": ("medium", ORANGE), "high": ("high", RED)}),
    "speaker_kind": ("Speaker", {
        "named": ("a named person", BLUE), "body": ("a named body or state", SKY),
        "unnamed": ("unnamed, or nobody", GREY), "author": ("the text itself", ORANGE)}),
    "origin": ("Arose in", {
        "author": ("the text's author", RED), "ocr": ("scanning or typing", BLUE),
        "translation": ("translation", GREEN), "unknown": ("not known", GREY)}),
    "agent": ("The doer is", {
        "absent": ("not in the report", GREY), "adjective": ("by an adjective (American)", SKY),
        "claimed": ("through a claim of responsibility", ORANGE), "named": ("named", BLUE)}),
    "target": ("Who is hit", {
        "us_or_coalition": ("US or Coalition side", BLUE), "iran_or_allied": ("Iran, groups placed with it", RED),
        "other": ("others, or not said", GREY)}),
    "date_relation": ("Date in the text", {
        "same": ("the same", GREEN), "less_exact": ("less exact", SKY), "more_exact": ("more exact", BLUE),
        "apart": ("lies apart", RED), "none": ("no date in the text", GREY)}),
    "kept": ("Kept", {
        "kept": ("as NATO has it", GREEN), "changed": ("changed", RED), "elsewhere": ("from elsewhere", SKY),
        "not_printed": ("not printed", GREY)}),
    "relation": ("Relation", {
        "translation": ("translation", BLUE), "verbatim": ("verbatim", GREEN), "near_verbatim": ("near verbatim", SKY),
        "paraphrase": ("paraphrase", PINK), "attribution_lost": ("attribution lost", ORANGE),
        "parallel": ("parallel", GREY),
        "differs_from": ("differs from", RED), "agrees": ("agrees with the essay", GREEN),
        "softened": ("softened", SKY), "added": ("added", ORANGE), "not_found": ("not found in the part read", GREY),
        "agrees_nato": ("agrees with a text of NATO", BLUE)}),
    "page": ("Kind", {
        "article": ("article", GREEN), "pull_quote": ("pull-quote", RED),
        "other_story": ("headline of another story", PINK), "furniture": ("section, title, by-line", GREY)}),
    "postponed": ("Postponed, as printed", {
        "announcement": ("the announcement of the end", BLUE), "end": ("the end of the mission", RED),
        "none": ("no object named", RED), "mission": ("the mission itself", RED)}),
    "side": ("Subject", {
        "united_states": ("United States", BLUE), "iraqi": ("Iraqi persons and bodies", BLUE),
        "nato": ("NATO's officials", BLUE), "author": ("the text itself", BLUE), "nobody": ("nobody named", BLUE)}),
    "whose": ("Whose", {}),
    "state": ("State", {
        "with_figure": ("with the figure", BLUE), "elsewhere": ("elsewhere in the text", SKY),
        "present": ("present", BLUE), "absent": ("not in the text", RED), "not_read": ("not in the part read", FAINT)}),
    "qualifier": ("Qualification", {
        "about": ("“about” at the target", BLUE), "gradual": ("gradual", BLUE),
        "conditions": ("depends on conditions", BLUE), "iraqi_wish": ("Iraqi wish or consent", BLUE)}),
    "reported": ("Reported", {
        "dated": ("reported with a date", BLUE), "undated": ("reported, undated", SKY),
        "absent": ("not reported", FAINT), "later": ("later than the text", "#E69F0055")}),
    "wording": ("How", {
        "named": ("called a vacuum", RED), "other_words": ("in other words", SKY),
        "none": ("nothing is left empty", GREY)}),
    "question": ("Question", {
        "empty_en": ("what is empty", BLUE), "left_by_en": ("left by", BLUE), "filled_by_en": ("filled by", BLUE)}),
    "named_as": ("Named as", {
        "actor": ("named", BLUE), "word": ("adjective or word only", SKY), "absent": ("not named", FAINT)}),
    "place": ("Filled by", {
        "outside_power": ("power from outside", BLUE), "region": ("neighbours, the region", BLUE),
        "country": ("the country itself", BLUE), "armed_groups": ("armed groups", BLUE),
        "none": ("there is no vacuum", BLUE)}),
    "role": ("Role", {
        "offered": ("is to fill it, or may", BLUE), "feared": ("is feared", RED),
        "refused": ("the picture is refused", GREY)}),
    "set": ("Set", {
        "in_iraq": ("What is in Iraq", BLUE), "islamic_state": ("The Islamic State", BLUE),
        "armed_groups": ("Armed groups", BLUE), "united_states": ("The United States", BLUE),
        "vacuum": ("vacuum, filling", RED), "leaving": ("leaving, reducing", BLUE),
        "presence": ("presence, staying", BLUE), "increase": ("increase, widening", BLUE)}),
}  # fmt: skip


class Look(NamedTuple):
    """How a variable is shown: its heading, and for each code in order what readers see and its colour."""

    heading: str
    words: dict[str, str]
    colours: dict[str, str]

    def scale(self, present) -> alt.Scale:
        """Return the colour scale of those codes that are present, keyed by what readers see."""
        codes = [code for code in self.words if code in set(present)]
        return alt.Scale(domain=[self.words[code] for code in codes], range=[self.colours[code] for code in codes])


def _named_elsewhere(variable: str) -> dict[str, tuple[str, str]]:
    """Return words and colours of values that tables name: texts for every variable, sources and actors for theirs."""
    looks = {"outside": ("outside source", GREY)}
    if variable in ("version", "source_key"):
        looks |= {key: (label, GREY) for key, label in records.table("sources")[["source_key", "label"]].to_numpy()}
        looks |= {"nato": ("NATO's transcript", GREY)}
    if variable == "actor_id":
        actors = records.table("actors")[["actor_id", "name_en"]].to_numpy()
        return {key: (name.split(" (")[0].split(" and agencies")[0], BLUE) for key, name in actors}
    colours = records.colours()
    texts = records.labels().items()
    return looks | {code: (label, colours[doc]) for doc, label in texts for code in (doc, label)}


def look(codes: pd.Series) -> Look:
    """Return how the values of a column are shown; its name is the name of the variable.

    Texts (`doc_id`), verdicts and frames have their own words and colours everywhere. A variable that this module does
    not know is shown by its values, in the order of its categories or of its rows; texts among them by their labels and
    colours.
    """
    name, present = str(codes.name), codes.dropna()
    if name == "doc_id":
        return Look("Text", records.labels(), records.colours())
    if name == "verdict":
        return Look(
            "Verdict",
            {code: f"{sign} {word}" for code, (sign, word, _) in VERDICTS.items()},
            {code: colour for code, (_, _, colour) in VERDICTS.items()},
        )
    if name == "frame":
        return Look("Frame", {code: words(code) for code in FRAME_COLOURS}, FRAME_COLOURS)
    plain = words(name.removesuffix("_en"))
    heading, known = _VARIABLES.get(name, (plain[:1].upper() + plain[1:], {}))
    order = present.cat.categories if isinstance(present.dtype, pd.CategoricalDtype) else pd.unique(present)
    named = _named_elsewhere(name)
    looks = {
        code: named.get(code, (words(code), _PALETTE[n % len(_PALETTE)])) for n, code in enumerate(map(str, order))
    } | known
    order = [*known, *(code for code in looks if code not in known)]
    return Look(heading, {code: looks[code][0] for code in order}, {code: looks[code][1] for code in order})


def in_words(codes: pd.Series) -> pd.Series:
    """Return the values of a column as readers see them."""
    return codes.astype("string").map(look(codes).words)


def in_order(codes: pd.Series) -> list[str]:
    """Return the values of a column as readers see them, each once: texts all and in their order, others as present.

    Values with an order of their own (those of a table's schema, or of this module) have it, others that of the rows.
    """
    present = in_words(codes).dropna().unique().tolist()
    ordered = codes.name in _VARIABLES or isinstance(codes.dtype, pd.CategoricalDtype)
    if codes.name == "doc_id":
        return list(look(codes).words.values())
    return [word for word in dict.fromkeys(look(codes).words.values()) if word in present] if ordered else present


def legend(names, **signs) -> alt.Legend:
    """Return a legend with as many columns as these names leave room for; `signs` say how its signs are drawn."""
    wide = [7 * len(str(name)) + 30 for name in names]
    return alt.Legend(columns=len(wide) if sum(wide) <= WIDTH else max(1, WIDTH // max(wide)), **signs)


def plot_width(labels, least: int = 200) -> int:
    """Return the width of a plot that, with these labels left of it, is as wide as a full-width chart."""
    return max(least, WIDTH - round(6.6 * max((len(str(label)) for label in labels), default=0)) - 14)
