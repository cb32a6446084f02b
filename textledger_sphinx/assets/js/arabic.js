// What search and filters share: Arabic and Latin letters folded so that spellings of one word compare as equal, and
// the keys of search. The rules are those of textledger.lexicon (`match_key`, `search_key`); a test compares the two on
// every word of the book.
window.textledger = window.textledger || {};

textledger.fold = text => text.normalize("NFKD").toLowerCase()
  .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
  .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");

{
  // A word: Arabic letters with their marks, or Latin letters with theirs and the signs for ayn and hamza.
  const WORD = new RegExp("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    + "|[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02be\u02bf\u0300-\u036f]+", "g");
  const ARABIC = /[\u0621-\u06ff]/;
  const CONJUNCTIONS = ["\u0648", "\u0641"];  // wa-, fa-
  const SINGLE = new Set([...CONJUNCTIONS, "\u0628", "\u0643", "\u0644"]);  // and bi-, ka-, li-
  const ARTICLES = ["", ...CONJUNCTIONS]
    .flatMap(c => ["\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", "\u0644\u0644"].map(rest => c + rest))
    .sort((a, b) => b.length - a.length);
  const ENDINGS = ["اتها", "اتهم", "اته", "تها", "تهم", "ته", "ات", "ون", "ين", "ها", "هم", "ه"];
  const TANWIN_ALEF = /\u064b\u0627$|\u0627\u064b$/;
  const STEM_LEAST = 3, SINGLE_LEAST = 4;

  const matchKey = word => word.normalize("NFKC")
    .replace(/[\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => digit.charCodeAt(0) & 15).toLowerCase()
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  const leaves = (word, part) => word.length - part.length >= STEM_LEAST;

  const stem = word => {
    const article = ARTICLES.find(part => word.startsWith(part) && leaves(word, part)) || "";
    word = word.slice(article.length);
    const ending = ENDINGS.find(part => word.endsWith(part) && leaves(word, part)) || "";
    word = word.slice(0, word.length - ending.length);
    while (SINGLE.has(word[0]) && word.length - 1 >= (word[0] === "\u0648" ? STEM_LEAST : SINGLE_LEAST)) word = word.slice(1);
    return word;
  };

  textledger.searchKey = word => ARABIC.test(word) ? stem(matchKey(word.replace(TANWIN_ALEF, "")))
    : word.normalize("NFKD").replace(/[\u0300-\u036f\u02be\u02bf]/g, "").toLowerCase();
  textledger.isArabic = text => ARABIC.test(text);
  textledger.words = text => text.match(WORD) || [];
  // A text with each of its words replaced: what stands between the words (ids, figures, quotation marks) stays.
  textledger.replaceWords = (text, replace) => text.replace(WORD, replace);
}
