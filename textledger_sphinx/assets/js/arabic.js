// What search and filters share: Arabic and Latin letters folded so that spellings of one word compare as equal.
// The rules are those of textledger.lexicon (`match_key`).
window.textledger = window.textledger || {};

textledger.fold = text => text.normalize("NFKD").toLowerCase()
  .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
  .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
