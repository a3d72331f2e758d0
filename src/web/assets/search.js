// Searches a published site. How the files are made and what the page needs: src/web/site/search_index/mod.rs.
(() => {
  "use strict";
  const PAGE = 20, CHECKED_AT_ONCE = 400, OPEN_WORD_MIN = 3, WORD_MAX = 60, PAUSE_MS = 150;
  const place = document.querySelector("[data-search-root]");
  const input = place && place.querySelector("[name=q]");
  if (!input) return;
  const root = place.dataset.searchRoot, labels = JSON.parse(place.dataset.searchLabels);

  // Files are scripts: they can be loaded where the site is opened from a disk, too.
  const files = new Map(), waiting = new Map();
  globalThis.dixitSearch = (name, data) => waiting.has(name) && waiting.get(name)(data);
  const load = (name, read = (data) => data) => {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        const fail = () => { files.delete(name); reject(new Error(name)); };
        waiting.set(name, (data) => { waiting.delete(name); resolve(read(data)); });
        const script = document.createElement("script");
        script.src = `${root}search/${name}.js`;
        script.onload = () => { script.remove(); if (waiting.delete(name)) fail(); };
        script.onerror = () => { script.remove(); fail(); };
        document.head.append(script);
      }));
    }
    return files.get(name);
  };
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const numbers = (text) => {
    const all = [];
    let next = 0, distance = 0, scale = 1;
    for (const digit of text) {
      const value = DIGITS.indexOf(digit);
      distance += (value % 32) * scale;
      scale *= 32;
      if (value < 32) { all.push(next + distance); next += distance + 1; distance = 0; scale = 1; }
    }
    return all;
  };
  const readDirectory = (data) => ({ ...data, starts: numbers(data.statements), fixed: {
    1: new Set(data.invariable[1].split(" ")), 2: new Set(data.invariable[2].split(" ")) } });
  const readWords = (data) => data.split("|").map((entry) => entry.split(" "));

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
  // What all forms of a word begin with.
  const formsBegin = (stem) => stem.slice(0, stem.length < 3 ? 2 : stem.endsWith("teur") ? -3 : -1);

  // A search text as a list of what is required, each with its alternatives, and of what is excluded.
  const PIECE = new RegExp('([-\\u2212]?)(?:"([^"]*)"?|«([^»]*)»?|“([^”]*)”?|「([^」]*)」?|『([^』]*)』?)(\\*?)' +
    '|[^\\s"«“「『]+', "gu");
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

  // The degree to which each statement has a word, from the files of words that can have it.
  const addWord = async (directory, degrees, begin, degreeOf) => {
    const { words } = directory, end = `${begin}\uffff`;
    let file = 0;
    while (file + 1 < words.length && words[file + 1] < begin) file += 1;
    const loads = [];
    for (; file < words.length && words[file] < end; file += 1) loads.push(load(`w${file}`, readWords));
    for (const entries of await Promise.all(loads)) {
      for (const [word, ...lists] of entries) {
        if (!word.startsWith(begin)) continue;
        for (const list of lists) {
          const degree = degreeOf(word, list[0]);
          if (degree) for (const n of numbers(list.slice(1))) degrees[n] = Math.max(degrees[n], degree);
        }
      }
    }
  };
  const least = (one, other) => one.map((degree, i) => Math.min(degree, other[i]));
  const most = (one, other) => one.map((degree, i) => Math.max(degree, other[i]));
  const cut = (word) => Array.from(word).slice(0, WORD_MAX).join("");
  const units = ({ tokens }) => tokens.flatMap((token, i) => {
    const next = tokens[i + 1], before = tokens[i - 1];
    if (token.han && next && next.han && token.end === next.start) return [{ word: token.word + next.word, han: true }];
    // The pair before has it.
    return token.han && before && before.han && before.end === token.start ? [] : [token];
  });
  // Whether the index alone cannot say that a statement has the term.
  const isLoose = (term) => units(term).length > 1 || term.tokens.some(({ word }) => Array.from(word).length >= WORD_MAX);
  const termDegrees = async (directory, term) => {
    const all = units(term), { fixed, count } = directory;
    const each = await Promise.all(all.map(async (unit, i) => {
      const degrees = new Uint8Array(count), wanted = { ...unit, word: cut(unit.word) }, isLast = i + 1 === all.length;
      const begins = new Set(isLast && (term.prefix || term.open) ? [wanted.word] : []);
      if (term.inflects) for (const mark of "12") begins.add(formsBegin(stemOf(mark, wanted.word, fixed)));
      if (!begins.size) begins.add(wanted.word);
      for (const begin of begins) {
        await addWord(directory, degrees, begin, (word, mark) => wordMatch(term, word, wanted, isLast, mark, fixed));
      }
      return degrees;
    }));
    return each.reduce(least);
  };

  const statement = async ({ starts }, n) => {
    let file = 0;
    for (let high = starts.length; file + 1 < high;) {
      const middle = (file + high) >> 1;
      if (starts[middle] <= n) file = middle; else high = middle;
    }
    const [path, words, lang, speaker, act, said, source, note] = (await load(`s${file}`))[n - starts[file]];
    return { path, words, lang, speaker, act, said, source, note };
  };
  // The statement with its marks, if its words match.
  const compare = async (directory, query, n) => {
    const found = await statement(directory, n), tokens = tokenize(found.words), mark = MARKS[found.lang];
    const places = (term) => tokens.flatMap((token, at) => {
      const degree = matchAt(tokens, at, term, mark, directory.fixed);
      return degree ? [{ degree, start: token.start, end: tokens[at + term.tokens.length - 1].end }] : [];
    });
    const groups = query.required.map((terms) => terms.flatMap(places));
    const degree = Math.min(...groups.map((group) => Math.max(0, ...group.map((match) => match.degree))));
    const excluded = query.excluded.some((term) => places(term).length);
    const marks = [];
    for (const { start, end } of groups.flat().sort((a, b) => a.start - b.start || a.end - b.end)) {
      const last = marks[marks.length - 1];
      if (last && start < last.end) last.end = Math.max(last.end, end); else marks.push({ start, end });
    }
    return { ...found, n, marks, degree: excluded ? 0 : degree };
  };
  const rank = ({ dated }, list) => list.sort((a, b) => b.degree - a.degree || (a.n < dated) - (b.n < dated) && (
    b.n < dated) - (a.n < dated) || b.n - a.n);

  // All candidates in their order, and whether each must still be compared.
  const find = async (query) => {
    const directory = await load("index", readDirectory);
    const groups = await Promise.all(query.required.map(async (terms) => (
      await Promise.all(terms.map((term) => termDegrees(directory, term)))).reduce(most)));
    const degrees = groups.reduce(least), terms = query.required.flat().concat(query.excluded);
    for (const term of query.excluded.filter((term) => !isLoose(term))) {
      (await termDegrees(directory, term)).forEach((degree, n) => { if (degree) degrees[n] = 0; });
    }
    let candidates = [];
    degrees.forEach((degree, n) => { if (degree) candidates.push({ n, degree }); });
    let loose = terms.some(isLoose);
    if (loose && candidates.length <= CHECKED_AT_ONCE) {
      candidates = await Promise.all(candidates.map(({ n }) => compare(directory, query, n)));
      candidates = candidates.filter(({ degree }) => degree);
      loose = false;
    }
    return { directory, query, loose, left: rank(directory, candidates), shown: 0 };
  };
  const nextResults = async (search) => {
    const page = [];
    while (page.length < PAGE && search.left.length) {
      const some = search.left.splice(0, PAGE - page.length);
      const compared = await Promise.all(some.map(({ n }) => compare(search.directory, search.query, n)));
      page.push(...compared.filter(({ degree }) => degree));
    }
    search.shown += page.length;
    return page;
  };

  const make = (name, ...content) => {
    const element = document.createElement(name);
    element.append(...content);
    return element;
  };
  const status = make("p"), list = make("ol"), more = make("button", labels.more);
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");
  list.className = "search-results";
  more.type = "button";
  more.hidden = true;
  place.append(status, list, more);
  const showResult = ({ path, words, lang, speaker, act, said, source, note, marks }) => {
    const link = make("a"), about = make("p");
    let at = 0;
    for (const { start, end } of marks) {
      link.append(words.slice(at, start), make("mark", words.slice(start, end)));
      at = end;
    }
    link.append(words.slice(at));
    link.href = root + path;
    link.lang = lang;
    const parts = [speaker, labels.acts[act] || act, said, source, note].filter(Boolean);
    parts.forEach((part, i) => about.append(i ? " · " : "", make("span", part)));
    return make("li", link, about);
  };
  const showNext = async (search, isCurrent) => {
    const page = await nextResults(search);
    if (!isCurrent()) return [];
    const items = page.map(showResult), rest = search.left.length;
    list.append(...items);
    more.hidden = !rest;
    const count = search.shown + rest, label = count > 1 ? labels.many : count ? labels.one : labels.none;
    status.textContent = (search.loose && rest ? labels.at_most : label)
      .replace("{n}", count.toLocaleString(document.documentElement.lang || undefined));
    return items;
  };

  // Only the latest search is shown.
  let run = 0, current = null, timer = 0;
  const isLatest = () => { const own = run; return () => own === run; };
  const search = async () => {
    run += 1;
    const isCurrent = isLatest(), text = input.value, query = parse(text);
    const clear = () => { list.replaceChildren(); more.hidden = true; };
    const address = new URL(location.href);
    if (text.trim()) address.searchParams.set("q", text); else address.searchParams.delete("q");
    // Some browsers refuse it for pages that are opened from a disk.
    try { history.replaceState(null, "", address); } catch { /* The address stays as it was. */ }
    current = null;
    if (!query.required.length) { clear(); status.textContent = ""; return; }
    status.textContent = labels.searching;
    try {
      const found = await find(query);
      if (!isCurrent()) return;
      current = found;
      clear();
      await showNext(found, isCurrent);
    } catch {
      if (isCurrent()) { clear(); status.textContent = labels.failed; }
    }
  };
  const searchSoon = () => { clearTimeout(timer); timer = setTimeout(search, PAUSE_MS); };
  input.addEventListener("input", searchSoon);
  if (input.form) input.form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); search(); });
  more.addEventListener("click", async () => {
    more.hidden = true;
    try {
      const [first] = current ? await showNext(current, isLatest()) : [];
      if (first) first.firstChild.focus();
    } catch { status.textContent = labels.failed; }
  });
  input.value = new URL(location.href).searchParams.get("q") || input.value;
  if (input.value) search();
})();
