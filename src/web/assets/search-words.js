// Compares words with a search as src/query/search/ does: folds and splits texts, reduces words to their stems, reads
// search texts. A test compares both on many searches.
globalThis.dixitWords = (() => {
  "use strict";
  // From so many letters on, a word that is being written may be the beginning of a longer one; so many characters of a
  // word are indexed.
  const OPEN_WORD_MIN = 3, WORD_MAX = 60;
  // Words and Han characters, as `search_tokens` splits them.
  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
  const TOKEN = new RegExp(`[${HAN}]|(?:(?![${HAN}])[\\p{Alphabetic}\\p{N}\\p{M}\\u00ad])+`, "gu");
  const ALL_HAN = new RegExp(`^[${HAN}]+$`, "u");
  const fold = (text) => Array.from(text.normalize("NFKD").replace(/[\p{M}\u00ad]/gu, ""), (c) => c.toLowerCase())
    .join("").replace(/œ/g, "oe").replace(/æ/g, "ae");
  const tokenize = (text) => [...text.matchAll(TOKEN)].flatMap((match) => fold(match[0])
    .split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean).map((word) => (
      { word, han: ALL_HAN.test(word), start: match.index, end: match.index + match[0].length })));

  // The common part of the forms of a word, as `inflection_stem` computes it.
  const FEMININE = ("iere ier 6,trice teur 7,euse eux 6,elle el 7,enne en 7,onne on 7,ive if 5,ale al 5,aine ain 7," +
    "aise ais 7,ante ant 7,ente ent 7,ee e 4").split(",").map((rule) => rule.split(" "));
  const french = (word, fixed) => {
    let stem = word.replace(/s$/, "");
    if (fixed.has(stem)) return stem;
    stem = /(eaux|eux|oux)$/.test(stem) ? stem.slice(0, -1) : stem.replace(/aux$/, "al");
    const rule = FEMININE.find(([ending, , least]) => stem.endsWith(ending) && stem.length >= least);
    if (rule) stem = stem.slice(0, -rule[0].length) + rule[1];
    for (const ending of "sx") if (stem.length > 4 && stem.endsWith(ending)) stem = stem.slice(0, -1);
    if (/ent$/.test(stem) && !/ment$/.test(stem)) return stem.length < 7 ? stem : stem.slice(0, -2);
    return stem.endsWith("er") && stem.length > 4 ? stem.slice(0, -1) : stem;
  };
  const syllables = (stem) => (stem.match(/[aeiouy]+/g) || []).length;
  const isShort = (stem) => syllables(stem) === 1 && /[^aeiouy][aeiouy][^aeiouywx]$/.test(stem);
  const completed = (stem) => {
    const double = /(.)\1$/.exec(stem);
    if (double && (!"lsz".includes(double[1]) || (double[1] === "l" && syllables(stem) > 1))) return stem.slice(0, -1);
    return isShort(stem) ? `${stem}e` : stem;
  };
  const english = (word, fixed) => {
    let stem = word;
    if (/sses$/.test(word)) stem = word.slice(0, -2);
    else if (/..ies$/.test(word)) stem = `${word.slice(0, -3)}y`;
    else if (!/(ss|us|is)$/.test(word)) stem = word.replace(/(?<=ch|sh|x)es$|s$/, "");
    if (fixed.has(stem)) return stem;
    const ending = /^(..+)(ed|ing)$/.exec(stem);
    if (/..ied$/.test(stem)) stem = `${stem.slice(0, -3)}y`;
    else if (/eed$/.test(stem)) stem = /[aeiouy].*eed$/.test(stem) ? stem.slice(0, -1) : stem;
    else if (ending && syllables(ending[1])) stem = completed(ending[1]);
    const rest = stem.slice(0, -1);
    return stem.endsWith("e") && rest.length > 2 && !isShort(rest) ? rest : stem;
  };
  // `mark` is that of a language in the files of words.
  const MARKS = { fr: "1", en: "2" }, RULES = { 1: french, 2: english };
  const stemOf = (mark, word, fixed) => (
    RULES[mark] && /^[a-z]{4,}$/.test(word) && !fixed[mark].has(word) ? RULES[mark](word, fixed[mark]) : word);
  // What the forms of a word other than its stem begin with.
  const formsBegin = (stem) => {
    if (stem.length < 3) return stem.length < 2 ? [] : ["ed", "in", stem[1]].map((ending) => stem + ending);
    return [stem.slice(0, stem.endsWith("teur") ? -3 : -1)];
  };

  // A search text as a list of what is required, each with its alternatives, and of what is excluded.
  const PHRASES = '"([^"]*)"?|«([^»]*)»?|“([^”]*)”?|「([^」]*)」?|『([^』]*)』?';
  const PIECE = new RegExp(`([-\\u2212]?)(?:${PHRASES})(\\*?)|[^\\s"«“「『]+`, "gu");
  const parse = (text) => {
    const query = { required: [], excluded: [] };
    let joins = false;
    for (const match of text.matchAll(PIECE)) {
      const phrase = match.slice(2, 7).find((found) => found !== undefined), quoted = phrase !== undefined;
      const minus = quoted ? match[1] : /^[-\u2212]/.test(match[0]);
      if (match[0] === "OR") { joins = query.required.length > 0; continue; }
      const tokens = tokenize(quoted ? phrase : match[0]), last = tokens[tokens.length - 1];
      if (!last) continue;
      const prefix = !last.han && (quoted ? match[7] === "*" : match[0].endsWith("*"));
      const term = { tokens, prefix, inflects: !quoted && !prefix && tokens.every((token) => !token.han),
        // The word that is being written may be the beginning of a longer one.
        open: !quoted && !minus && !last.han && last.word.length >= OPEN_WORD_MIN &&
          match.index + match[0].length === text.length };
      if (minus) query.excluded.push(term);
      else if (joins) query.required[query.required.length - 1].push(term);
      else query.required.push([term]);
      joins = false;
    }
    return query;
  };

  // Two degrees of a match: the words as they were written, or only their beginning, while they are being written.
  const WRITTEN = 2, BEGUN = 1;
  const wordMatch = (term, token, wanted, isLast, mark, fixed) => {
    if (token === wanted.word || (term.inflects && token[0] === wanted.word[0] &&
      stemOf(mark, token, fixed) === stemOf(mark, wanted.word, fixed))) return WRITTEN;
    return isLast && token.startsWith(wanted.word) ? (term.prefix ? WRITTEN : term.open ? BEGUN : 0) : 0;
  };
  const matchAt = (tokens, at, term, mark, fixed) => {
    let degree = WRITTEN;
    for (const [i, wanted] of term.tokens.entries()) {
      const token = tokens[at + i], before = tokens[at + i - 1], wantedBefore = term.tokens[i - 1];
      if (!token) return 0;
      degree = Math.min(degree, wordMatch(term, token.word, wanted, i + 1 === term.tokens.length, mark, fixed));
      // Han characters that are adjacent in the search must be adjacent in the words, and the others must not.
      if (!degree || (i && token.han && before.han &&
        (before.end === token.start) !== (wantedBefore.end === wanted.start))) return 0;
    }
    return degree;
  };

  // The units by which a term is looked up: its words, and its Han characters as pairs.
  const cut = (word) => Array.from(word).slice(0, WORD_MAX).join("");
  const units = ({ tokens }) => tokens.flatMap((token, i) => {
    const next = tokens[i + 1], before = tokens[i - 1];
    if (token.han && next && next.han && token.end === next.start) return [{ word: token.word + next.word, han: true }];
    // The pair before has it.
    return token.han && before && before.han && before.end === token.start ? [] : [token];
  });
  // Whether the index alone cannot say that a statement has the term.
  const isLoose = (term) => units(term).length > 1 || term.tokens.some(({ word }) => cut(word).length >= WORD_MAX);
  return { MARKS, tokenize, stemOf, formsBegin, parse, wordMatch, matchAt, cut, units, isLoose };
})();
