// Asking the index in `pagefind/` (textledger_sphinx/search.py): the words typed, and where no passage has them all, the
// name in the other script or the passages that have some of them. Nothing is loaded before the first question.
{
  const LOOKED_AT = 5;  // results among which one may be what was named: a record by its id, a term
  const OF_A_NAME = 25;  // the same, where a name was asked for: its line in "Who is who" is short, and others name it often
  const PARTIAL = 50;  // results at most where only some of the words are found: the later ones are far off
  // Only text and title say what a passage is about; the rest narrows a search ("claim Baghdad") but finds nothing alone.
  const WEIGHTS = { title: 3, chapter: 0, section: 0, kind: 0, caption: 0, verdict: 0, url: 0 };
  const NONE = "No results. Try fewer words, the beginning of a word, a name in English or Arabic, or the id of a record "
    + "such as rewaq-c07. The glossary lists the Arabic terms, the ledger all claims.";
  const NAMES = new Set(["Name", "Term"]);  // kinds of passages whose title is what they are about
  const FEW = 3;  // results under which those with the name in the other script are added
  const root = document.documentElement.dataset.content_root || "";

  textledger.inBook = path => new URL(root + path, document.baseURI).href;
  // A word without the signs around it: before, the word, behind.
  textledger.WORD_CORE = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su;

  let loading = null;
  textledger.searchIndex = () => {
    loading ??= Promise.all([
      import(textledger.inBook(textledger.versioned("pagefind/pagefind.js"))).then(async pagefind => {
        await pagefind.options({ noWorker: true, ranking: { metaWeights: WEIGHTS, termSimilarity: 10 } });
        await pagefind.init();
        return pagefind;
      }),
      fetch(textledger.inBook("pagefind/names.json"), { cache: "no-cache" }).then(answer => answer.json()),
    ]);
    loading.catch(() => { loading = null; });  // a reader who is online again may try again
    return loading;
  };

  // The words as they are indexed: Arabic and transliteration by their keys, everything else as typed.
  const keyed = typed => textledger.replaceWords(typed.trim(), textledger.searchKey);
  const wordsOf = query => query.toLowerCase().split(/\s+/).map(word => word.match(textledger.WORD_CORE)[2]).filter(Boolean);
  // A name's key where it stands in `names`: as typed, without the and, in, as or for written on to its first word, or
  // with the article that was not typed.
  const nameKey = (names, typed) => {
    const key = textledger.words(typed).map(textledger.fold).join(" ");
    const bare = key.replace(/^[\u0648\u0641]/, "");
    const single = bare.replace(/^[\u0628\u0643\u0644]/, "");
    return [key, bare, bare.replace(/^\u0644\u0644/, "\u0627\u0644"), single, `\u0627\u0644${key}`, `\u0627\u0644${single}`]
      .find(one => names[one]);
  };
  // Latin letters spell an Arabic name in many ways (al-Kadhimi, Kazemi; Nasseri, Nasiri): the name as the book spells
  // it, where all that differs is the article, a doubled letter, e for i, o for u, or z for dh.
  const sound = key => key.replace(/\bal /g, "").replace(/dh/g, "z").replace(/[ey]/g, "i").replace(/o/g, "u")
    .replace(/(.)\1/gu, "$1");
  const respelt = (names, typed) => {
    const key = textledger.words(typed).map(textledger.fold).join(" "), asked = sound(key);
    if (names[nameKey(names, typed)] || !/^[a-z ]{4,}$/.test(asked)) return undefined;
    const other = names[Object.keys(names).find(one => sound(one) === asked)];
    return other && names[nameKey(names, other)];
  };
  const counted = results => `${results.length} result${results.length === 1 ? "" : "s"}`;

  // Where no passage has a word, the index answers with words that begin like it, down to a single letter. How near the
  // best result comes: 2 it has the words (an English ending apart), 1 it has words that begin alike, 0 neither.
  const bare = text => textledger.fold(text).replace(/[^\p{L}\p{N}\s]/gu, "");
  const nearness = ({ content, meta }, asked) => {
    const text = bare([content, ...Object.values(meta)].join(" "));
    // every name with the article begins with it
    return Math.min(...asked.map(word => bare(word.replace(/^al-/, ""))).filter(Boolean).map(word => {
      const inflected = /^[a-z]+$/.test(word);
      const stem = inflected ? word.slice(0, Math.max(3, word.length - 3)) : word;
      return text.includes(stem) ? 2 : text.includes(word.slice(0, 3)) ? 1 : 0;
    }));
  };

  // Words of a question that say nothing of what it is about: Lucene's list of English stop words, and question words.
  const STOP = new Set(("a an and are as at be but by for if in into is it no not of on or such that the their then there "
    + "these they this to was will with about can did do does from has have how what when where which who why were").split(" "));
  // One word that is left says little by itself, unless it is a name.
  const telling = (typed, names) => {
    const parts = typed.trim().split(/\s+/);
    const left = parts.filter(part => !STOP.has(part.match(textledger.WORD_CORE)[2].toLowerCase()));
    return left.length > 1 || names[nameKey(names, left.join(" "))] ? left.join(" ") : typed;
  };

  // First what is named by the words, then the text of the book, then the records and references behind it.
  const named = ({ meta }, asked) => {
    const words = bare(keyed(meta.title || "")).split(/\s+/).filter(Boolean), sought = asked.map(bare);
    return sought.every(word => words.includes(word)) && (NAMES.has(meta.kind) || words.length === sought.length);
  };
  const inquire = async (pagefind, query, lookedAt = LOOKED_AT) => {
    const [all, text] = await Promise.all([pagefind.search(query), pagefind.search(query, { filters: { part: "text" } })]);
    const hits = all.results.filter(result => result.score > 0), asked = wordsOf(query);
    if (!hits.length) return { results: [], asked, near: 0 };
    const first = await Promise.all(hits.slice(0, lookedAt).map(result => result.data()));
    const head = hits.slice(0, lookedAt).filter((_, place) => named(first[place], asked));
    const inText = new Set(text.results.map(result => result.id)), heads = new Set(head.map(result => result.id));
    const rest = hits.filter(result => !heads.has(result.id));
    const results = [...head, ...rest.filter(({ id }) => inText.has(id)), ...rest.filter(({ id }) => !inText.has(id))];
    return { results, asked, near: Math.max(...first.slice(0, LOOKED_AT).map(one => nearness(one, asked))) };
  };

  // Passages that have some of the words, first those with most; their scores add up, and so do the places to be marked.
  const some = async (pagefind, asked) => {
    const passages = new Map();
    for (const answer of await Promise.all([...new Set(asked)].map(word => inquire(pagefind, word)))) {
      if (answer.near < 2) continue;
      for (const result of answer.results) {
        const passage = passages.get(result.id) || { score: 0, parts: [] };
        passage.score += result.score;
        passage.parts.push(result);
        passages.set(result.id, passage);
      }
    }
    const ranked = [...passages.values()].sort((a, b) => b.parts.length - a.parts.length || b.score - a.score);
    return ranked.slice(0, PARTIAL).map(({ parts }) => ({
      data: async () => {
        let passage, locations = [];
        for (const part of parts) { // one after the other: Pagefind keeps one object a passage, with its last places
          passage = await part.data();
          locations = [...locations, ...passage.locations];
        }
        return { ...passage, locations };
      },
    }));
  };

  // What the index holds for what was typed: `results`, the words to mark (`asked`), what to tell the reader (`told`),
  // and the name in the other script (`name`), if it is one and was not asked for already.
  textledger.ask = async typed => {
    const [pagefind, names] = await textledger.searchIndex();
    const about = telling(typed, names), query = keyed(about), name = names[nameKey(names, about)];
    const whole = await inquire(pagefind, query, name ? OF_A_NAME : LOOKED_AT), other = name && await inquire(pagefind, keyed(name));
    const named = other?.near === 2 ? name : undefined;
    if (whole.near === 2 && named && whole.results.length < FEW) {
      const known = new Set(whole.results.map(result => result.id));
      const results = [...whole.results, ...other.results.filter(result => !known.has(result.id))];
      return { results, asked: [...whole.asked, ...other.asked], told: `${counted(results)}, also with \u201c\u2068${name}\u2069\u201d` };
    }
    if (whole.near === 2) return { ...whole, name: named, told: counted(whole.results) };
    if (named) {
      return { ...other, told: `Nothing with these words; ${counted(other.results)} with \u201c\u2068${name}\u2069\u201d` };
    }
    const spelt = respelt(names, about);
    if (spelt) {
      const found = await textledger.ask(spelt);
      return { ...found, told: `Nothing with this spelling; ${counted(found.results)} with \u201c\u2068${spelt}\u2069\u201d` };
    }
    const asked = whole.asked.filter(word => !STOP.has(word));
    const results = whole.asked.length > 1 ? await some(pagefind, asked) : [];
    if (results.length) {
      return { results, asked, told: `No passage has all these words; ${counted(results)} with some of them` };
    }
    return whole.near ? { ...whole, told: `Nothing with these words; ${counted(whole.results)} with words that begin alike` }
      : { results: [], asked: [], told: NONE };
  };
}
