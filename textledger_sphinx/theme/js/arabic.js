// What search and filters share: spellings of one word folded so that they compare as equal, and the keys of search.
// The rules are those of textledger/folding.py, which explains them; a test compares the two on every word of the book.
window.textledger ??= {};

{
  const INVISIBLE = /\p{Cf}/gu;
  const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
  const GROUPED = /([0-9])[,\u066c\u060c\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))/g;
  const APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u0060\u2032";
  const SIGNS = new RegExp(`[${APOSTROPHES}\u02be\u02bf]`, "g");  // and ayn and hamza of transliteration
  const MARKS = /[\p{Mn}\u0640]/gu;
  const LETTERS = "\u0671\u0649\u06cc\u06a9\u0629\u06d5", LEVELLED = "\u0627\u064a\u064a\u0643\u0647\u0647";
  const UNLEVEL = new RegExp(`[${LETTERS}]`, "g");
  const AMERICA = /\u0627\u0645\u064a\u0631\u0643(?=[\u0627\u064a])/g;

  textledger.fold = text => text.replace(INVISIBLE, "").replace(DIGITS, digit => digit.charCodeAt(0) & 15)
    .replace(GROUPED, "$1").replace(/\u066b/g, ".").replace(SIGNS, "").normalize("NFKD").replace(MARKS, "")
    .toLowerCase().replace(UNLEVEL, letter => LEVELLED[LETTERS.indexOf(letter)]).replace(AMERICA, "\u0627\u0645\u0631\u064a\u0643");

  // A word: Arabic letters with their marks; Latin letters with theirs, the signs for ayn and hamza and apostrophes; or
  // a number.
  const LATIN = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u02be\u02bf\u0300-\u036f]+";
  const DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]+";
  const WORD = new RegExp("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0640\u064b-\u065f\u0670]+"
    + `|${LATIN}(?:[${APOSTROPHES}]${LATIN})*|${DIGIT}(?:[.,\u066b\u066c\u060c]${DIGIT})*`, "g");
  const ARABIC = /[\u0621-\u065f\u066e-\u06ef\u06fa-\u06ff]/;
  const CONJUNCTIONS = ["\u0648", "\u0641"];  // wa-, fa-
  const SINGLE = new Set([...CONJUNCTIONS, "\u0628", "\u0643", "\u0644"]);  // and bi-, ka-, li-
  const ARTICLES = ["", ...CONJUNCTIONS]
    .flatMap(c => ["\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", "\u0644\u0644"].map(rest => c + rest))
    .sort((a, b) => b.length - a.length);
  const ENDINGS = ["اتها", "اتهم", "اته", "تها", "تهم", "ته", "ات", "ون", "ين", "ها", "هم", "ه"];
  const TANWIN_ALEF = /\u064b\u0627$|\u0627\u064b$/;
  const STEM_LEAST = 3, SINGLE_LEAST = 4;

  const leaves = (word, part) => word.length - part.length >= STEM_LEAST;

  const stem = word => {
    const article = ARTICLES.find(part => word.startsWith(part) && leaves(word, part)) || "";
    word = word.slice(article.length);
    const ending = ENDINGS.find(part => word.endsWith(part) && leaves(word, part)) || "";
    word = word.slice(0, word.length - ending.length);
    while (SINGLE.has(word[0]) && word.length - 1 >= (word[0] === "\u0648" ? STEM_LEAST : SINGLE_LEAST)) word = word.slice(1);
    return word;
  };

  const visible = text => text.replace(INVISIBLE, "").normalize("NFKC");

  textledger.searchKey = word => ARABIC.test(word) ? stem(textledger.fold(word.replace(TANWIN_ALEF, ""))) : textledger.fold(word);
  textledger.isArabic = text => ARABIC.test(text);
  textledger.words = text => visible(text).match(WORD) || [];
  // A text with each of its words replaced: what stands between the words (ids, quotation marks) stays.
  textledger.replaceWords = (text, replace) => visible(text).replace(WORD, word => replace(word));
}
