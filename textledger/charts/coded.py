"""How coded values look in charts: the words, the order and the colours of each variable."""

from typing import NamedTuple

import altair as alt
import pandas as pd

from .. import records
from ..labels import VERDICTS, words
from .theme import FRAME_COLOURS, INK, WIDTH

# One neutral ramp, from ink to next to nothing. Ink is the page's, and the greys let the page through, so that the ramp
# turns over in the dark; its steps are even: two shades of one key differ. Hues are the texts' and the verdicts'.
STRONG, MIDDLE, SOFT, PALE, BLANK = "#6b7280", "#6b7280bd", "#6b72807a", "#6b72803d", "#6b728000"
RAMP = INK, STRONG, MIDDLE, SOFT, PALE, BLANK
EDGE = {"stroke": INK, "strokeWidth": 0.6}  # of a flat area: bounds what is paler than 3:1 against the page
AREAS = {"symbolType": "square", "symbolStrokeColor": INK, "symbolStrokeWidth": 0.6}  # in a legend of flat areas
# What stands behind the words of a cell in place of each shade: as far apart as words keep their contrast.
_DEEP, _MEDIUM, _LIGHT = "#6b7280d4", "#6b72808d", "#6b728047"
BEHIND_WORDS = {INK: _DEEP, STRONG: _DEEP, MIDDLE: _MEDIUM, SOFT: _LIGHT, PALE: _LIGHT, BLANK: BLANK}

# Verdicts whose colour is no hue of their own: in a divided bar they are told apart by shade.
_PLAIN_VERDICTS = {
    "consistent": STRONG, "consistent_with_nuance": SOFT, "not_applicable": PALE, "not_checked": BLANK}  # fmt: skip

_SAY = "say, announce"  # told as one: no shade is left for each

# Variables whose values readers see in other words or colours than `words` and the palette give them: the heading of
# the variable, then for each code, in order, words and colour.
_VARIABLES = {
    "par": ("Paragraph", {}),
    "edtf": ("Best-supported date", {}),
    "title_en": ("Event", {}),
    "label_en": ("Group", {
        "NATO or its mission": ("NATO or its mission", SOFT), "The Coalition": ("The Coalition", INK)}),
    "part": ("Part", {"A": ("part A (after Reuters)", STRONG), "B": ("part B (older report)", SOFT)}),
    "reference": ("Reference", {
        "full": ("full, with page", STRONG), "no_issue": ("no page or issue", STRONG),
        "broken_off": ("breaks off", INK)}),
    "force": ("Force", {"coalition": ("the Coalition", STRONG), "american": ("American forces and bases", INK)}),
    "attribution": ("On whose word", {
        "named": ("a named source", PALE), "anonymous": ("an unnamed source", SOFT),
        "author": ("the text itself", INK)}),
    "modality": ("Put as", {
        "asserted": ("asserted", PALE), "hedged": ("hedged", INK), "reported": ("reported", SOFT)}),
    "evidence": ("Evidence", {
        "direct": ("direct", INK), "indirect": ("indirect", SOFT), "contradicts": ("contradicts", STRONG),
        "none_found": ("none found", PALE), "not_sought": ("not sought", BLANK)}),
    "outcome": ("Outcome", {
        "borne_out": ("borne out", INK), "partly_borne_out": ("partly borne out", STRONG),
        "not_borne_out": ("not borne out", MIDDLE), "overtaken": ("overtaken", SOFT), "open": ("open", PALE),
        "not_testable": ("not testable", BLANK)}),
    "severity": ("Weight", {"low": ("low", PALE), "medium": ("medium", MIDDLE), "high": ("high", INK)}),
    "speaker_kind": ("Speaker", {
        "named": ("a named person", PALE), "body": ("a named body or state", SOFT),
        "unnamed": ("unnamed, or nobody", INK), "author": ("the text itself", BLANK)}),
    "origin": ("Arose in", {
        "author": ("the text's author", INK), "ocr": ("scanning or typing", SOFT),
        "translation": ("translation", STRONG), "unknown": ("not known", BLANK)}),
    "kind": ("Kind", {
        "say": (_SAY, BLANK), "announce": (_SAY, BLANK), "cite_or_count": ("cite or count", MIDDLE),
        "think": ("think", SOFT), "expect": ("expect", PALE), "seem": ("seem", PALE),
        "plan_or_want": ("plan or want", INK), "ask_or_demand": ("ask or demand", STRONG)}),
    "agent": ("Who did it is", {
        "absent": ("not in the report", INK), "adjective": ("by an adjective (American)", MIDDLE),
        "claimed": ("through a claim of responsibility", PALE), "named": ("named", BLANK)}),
    "target": ("Who is hit", {
        "us_or_coalition": ("US or Coalition side", INK), "iran_or_allied": ("Iran, groups placed with it", MIDDLE),
        "other": ("others, or not said", PALE)}),
    "date_relation": ("Date in the text", {
        "same": ("the same", PALE), "less_exact": ("less exact", SOFT), "more_exact": ("more exact", MIDDLE),
        "apart": ("lies apart", INK), "none": ("no date in the text", BLANK)}),
    "kept": ("Kept", {
        "kept": ("as NATO has it", INK), "changed": ("changed", MIDDLE), "elsewhere": ("from elsewhere", PALE),
        "not_printed": ("not printed", BLANK)}),
    "relation": ("Relation", {
        "translation": ("translation", INK), "verbatim": ("verbatim", INK), "near_verbatim": ("near verbatim", STRONG),
        "paraphrase": ("paraphrase", MIDDLE), "attribution_lost": ("attribution lost", STRONG),
        "parallel": ("parallel", SOFT),
        "differs_from": ("differs from", INK), "agrees": ("agrees with the essay", PALE),
        "softened": ("softened", MIDDLE), "added": ("added", STRONG),
        "not_found": ("not found in the part read", BLANK), "agrees_nato": ("agrees with a text of NATO", SOFT)}),
    "page": ("Kind", {
        "article": ("article", MIDDLE), "pull_quote": ("pull-quote", INK),
        "other_story": ("headline of another story", PALE), "furniture": ("section, title, by-line", BLANK)}),
    "postponed": ("Postponed, as printed", {
        "announcement": ("the announcement of the end", SOFT), "end": ("the end of the mission", INK),
        "none": ("no object named", INK), "mission": ("the mission itself", INK)}),
    "side": ("Subject", {
        "united_states": ("United States", STRONG), "iraqi": ("Iraqi persons and bodies", STRONG),
        "nato": ("NATO's officials", STRONG), "author": ("the text itself", STRONG),
        "nobody": ("nobody named", STRONG)}),
    "whose": ("Whose", {}),
    "state": ("State", {
        "with_figure": ("with the figure", INK), "elsewhere": ("elsewhere in the text", MIDDLE),
        "present": ("present", INK), "absent": ("not in the text", PALE), "not_read": ("not in the part read", BLANK)}),
    "qualifier": ("Qualification", {
        "about": ("“about” at the target", STRONG), "gradual": ("gradual", STRONG),
        "conditions": ("depends on conditions", STRONG), "iraqi_wish": ("Iraqi wish or consent", STRONG)}),
    "reported": ("Reported", {
        "dated": ("reported with a date", INK), "undated": ("reported, undated", MIDDLE),
        "absent": ("not reported", PALE), "later": ("later than the text", BLANK)}),
    "wording": ("How", {
        "named": ("called a vacuum", INK), "other_words": ("in other words", SOFT),
        "none": ("nothing is left empty", BLANK)}),
    "question": ("Question", {
        "left_by_en": ("left by", STRONG), "empty_en": ("what is empty", STRONG),
        "filled_by_en": ("filled by", STRONG)}),
    "named_as": ("Named as", {
        "actor": ("paragraphs that name it", INK), "word": ("(a) adjective or word only", SOFT),
        "absent": ("not named", BLANK)}),
    "place": ("Filled by", {
        "outside_power": ("power from outside", STRONG), "region": ("neighbours, the region", STRONG),
        "country": ("the country itself", STRONG), "armed_groups": ("armed groups", STRONG),
        "none": ("there is no vacuum", STRONG)}),
    "role": ("Role", {
        "offered": ("is to fill it, or may", STRONG), "feared": ("is feared", INK),
        "refused": ("the picture is refused", STRONG)}),
    "set": ("Set", {
        "in_iraq": ("What is in Iraq", STRONG), "islamic_state": ("The Islamic State", STRONG),
        "armed_groups": ("Armed groups", STRONG), "united_states": ("The United States", STRONG),
        "vacuum": ("vacuum, filling", INK), "leaving": ("leaving, reducing", STRONG),
        "presence": ("presence, staying", STRONG), "increase": ("increase, widening", STRONG)}),
}  # fmt: skip


class Look(NamedTuple):
    """How a variable is shown: its heading, and for each code in order what readers see and its colour."""

    heading: str
    words: dict[str, str]
    colours: dict[str, str]

    def scale(self, present) -> alt.Scale:
        """Return the colour scale of those codes that are present, keyed by what readers see."""
        shown = {self.words[code]: self.colours[code] for code in self.words if code in set(present)}
        return alt.Scale(domain=[*shown], range=[*shown.values()])

    def behind_words(self, present) -> alt.Scale:
        """Return the scale of `scale` in shades on which words can be read."""
        shown = self.scale(present)
        return alt.Scale(domain=shown.domain, range=[BEHIND_WORDS[shade] for shade in shown.range])


def _named_elsewhere(variable: str) -> dict[str, tuple[str, str]]:
    """Return words and colours of values that tables name: texts for every variable, sources and actors for theirs."""
    looks = {"outside": ("outside source", STRONG)}
    if variable in ("version", "source_key"):
        looks |= {key: (label, STRONG) for key, label in records.table("sources")[["source_key", "label"]].to_numpy()}
        looks |= {"nato": ("NATO's transcript", STRONG)}
    if variable == "actor_id":
        actors = records.table("actors")[["actor_id", "name_en"]].to_numpy()
        return {key: (name.split(" (")[0].split(" and agencies")[0], STRONG) for key, name in actors}
    colours = records.colours()
    texts = records.labels().items()
    return looks | {code: (label, colours[doc]) for doc, label in texts for code in (doc, label)}


def _shades(n: int) -> list[str]:
    """Return `n` shades, from ink downwards: two that stand out from the page, more as far apart as they can be."""
    if n <= 2 or n > len(RAMP):
        return [RAMP[k % len(RAMP)] for k in range(n)]
    return [RAMP[round(k * (len(RAMP) - 2) / (n - 1))] for k in range(n)]


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
            {code: _PLAIN_VERDICTS.get(code, colour) for code, (_, _, colour) in VERDICTS.items()},
        )
    if name == "frame":
        return Look("Frame", {code: words(code) for code in FRAME_COLOURS}, FRAME_COLOURS)
    plain = words(name.removesuffix("_en"))
    heading, known = _VARIABLES.get(name, (plain[:1].upper() + plain[1:], {}))
    order = present.cat.categories if isinstance(present.dtype, pd.CategoricalDtype) else pd.unique(present)
    named = _named_elsewhere(name)
    looks = {
        code: named.get(code, (words(code), hue))
        for code, hue in zip(map(str, order), _shades(len(order)), strict=True)
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
