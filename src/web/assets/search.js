// Searches a published site: reads the files of src/web/site/search_index/ that a search needs, and lists statements as
// src/web/components/statement_line.rs does.
(() => {
  "use strict";
  const PAGE = 20, COMPARED_AT_ONCE = 400, PAUSE_MS = 150;
  const { MARKS, tokenize, stemOf, formsBegin, parse, wordMatch, matchAt, cut, units, isLoose } = dixitWords;
  const place = document.querySelector("[data-search-index]"), input = document.querySelector("[name=q]");
  if (!place || !input) return;
  const folder = place.dataset.searchIndex, labels = JSON.parse(place.dataset.searchLabels);

  // Files are scripts, because those can also be loaded where the site is opened from a disk.
  const files = new Map(), waiting = new Map();
  globalThis.dixitSearch = (name, data) => waiting.has(name) && waiting.get(name)(data);
  const load = (name, read = (data) => data) => {
    if (!files.has(name)) {
      files.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, (data) => { waiting.delete(name); resolve(read(data)); });
        // A file that did not call has no data.
        script.onload = script.onerror = () => {
          script.remove();
          if (waiting.delete(name)) { files.delete(name); reject(new Error(name)); }
        };
        script.src = `${folder}${name}.js`;
        document.head.append(script);
      }));
    }
    return files.get(name);
  };
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const readNumbers = (text) => {
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
  const readDirectory = (data) => ({ ...data, starts: readNumbers(data.statements), fixed: Object.fromEntries(
    Object.entries(data.invariable).map(([mark, words]) => [mark, new Set(words.split(" "))])) });
  const readWords = (data) => data.split("|").map((entry) => entry.split(" "));

  // Raises the degree of each statement that has a word from `begin` to `end`, by the degree of that word.
  const addWords = async ({ words }, degrees, [begin, end], degreeOf) => {
    let file = 0;
    while (file + 1 < words.length && words[file + 1] < begin) file += 1;
    const loads = [];
    for (; file < words.length && words[file] < end; file += 1) loads.push(load(`w${file}`, readWords));
    for (const [word, ...lists] of (await Promise.all(loads)).flat()) {
      for (const list of word >= begin && word < end ? lists : []) {
        const degree = degreeOf(word, list[0]);
        if (degree) for (const n of readNumbers(list.slice(1))) degrees[n] = Math.max(degrees[n], degree);
      }
    }
  };
  const least = (one, other) => one.map((degree, n) => Math.min(degree, other[n]));
  const most = (one, other) => one.map((degree, n) => Math.max(degree, other[n]));
  const termDegrees = async (directory, term) => {
    const all = units(term), { fixed, count } = directory;
    return (await Promise.all(all.map(async (unit, i) => {
      const degrees = new Uint8Array(count), wanted = { ...unit, word: cut(unit.word) }, isLast = i + 1 === all.length;
      const { word } = wanted, begins = isLast && (term.prefix || term.open) ? [word] : [];
      if (term.inflects) begins.push(...Object.keys(fixed).flatMap((mark) => formsBegin(stemOf(mark, word, fixed))));
      const ranges = [[word, `${word} `], ...new Set(begins)].map((range) => (
        typeof range === "string" ? [range, `${range}\uffff`] : range));
      // A range covers those that are within it.
      for (const range of ranges.filter(([begin, end]) => (
        !ranges.some(([first, last]) => first <= begin && last >= end && (first < begin || last > end))))) {
        await addWords(directory, degrees, range, (found, mark) => wordMatch(term, found, wanted, isLast, mark, fixed));
      }
      return degrees;
    }))).reduce(least);
  };

  const loadStatement = async ({ starts }, n) => {
    let file = starts.findIndex((start) => start > n);
    file = (file < 0 ? starts.length : file) - 1;
    const [path, words, lang, speaker, act, said, title, publisher, published, certainty, marks] =
      (await load(`s${file}`))[n - starts[file]];
    const [flags, state] = marks.split("|");
    return { n, path, words, lang, speaker, act, said, title, publisher, published, certainty, flags, state };
  };
  // The statement with the places that match, and the degree to which it matches.
  const compare = async (directory, query, n) => {
    const found = await loadStatement(directory, n), tokens = tokenize(found.words);
    const places = (term) => tokens.flatMap((token, at) => {
      const degree = matchAt(tokens, at, term, MARKS[found.lang], directory.fixed);
      return degree ? [{ degree, start: token.start, end: tokens[at + term.tokens.length - 1].end }] : [];
    });
    const groups = query.required.map((terms) => terms.flatMap(places)), marks = [];
    for (const { start, end } of groups.flat().sort((a, b) => a.start - b.start || a.end - b.end)) {
      const last = marks[marks.length - 1];
      if (last && start < last.end) last.end = Math.max(last.end, end); else marks.push({ start, end });
    }
    const isExcluded = query.excluded.some((term) => places(term).length);
    const degree = Math.min(...groups.map((group) => Math.max(0, ...group.map((one) => one.degree))));
    return { ...found, marks, degree: isExcluded ? 0 : degree };
  };
  // The candidates in the order of results. Where words must stand side by side, which the index does not say, and
  // there are many, they are compared as they are shown.
  const find = async (query) => {
    const directory = await load("index", readDirectory), { dated } = directory;
    const ofTerms = (terms) => Promise.all(terms.map((term) => termDegrees(directory, term)));
    const degrees = (await Promise.all(query.required.map(async (terms) => (await ofTerms(terms)).reduce(most))))
      .reduce(least);
    for (const excluded of await ofTerms(query.excluded.filter((term) => !isLoose(term)))) {
      excluded.forEach((degree, n) => { if (degree) degrees[n] = 0; });
    }
    let left = [];
    degrees.forEach((degree, n) => { if (degree) left.push({ n, degree }); });
    let loose = query.required.flat().concat(query.excluded).some(isLoose);
    if (loose && left.length <= COMPARED_AT_ONCE) {
      left = (await Promise.all(left.map(({ n }) => compare(directory, query, n)))).filter(({ degree }) => degree);
      loose = false;
    }
    left.sort((a, b) => b.degree - a.degree || (b.n < dated) - (a.n < dated) || b.n - a.n);
    return { directory, query, left, loose, shown: 0 };
  };
  const nextPage = async (search) => {
    const page = [];
    while (page.length < PAGE && search.left.length) {
      const some = search.left.splice(0, PAGE - page.length);
      const compared = await Promise.all(some.map(({ n }) => compare(search.directory, search.query, n)));
      page.push(...compared.filter(({ degree }) => degree));
    }
    search.shown += page.length;
    return page;
  };

  // Words of articles only ever become text, never HTML.
  const make = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };
  const pageLang = document.documentElement.lang;
  const day = (date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T00:00:00Z`)
    .toLocaleDateString(pageLang, { dateStyle: "long", timeZone: "UTC" }) : date);
  const showResult = (found) => {
    const { path, words, lang, speaker, act, said, title, publisher, published, certainty, flags, state } = found;
    const { line } = labels, link = make("a"), parts = [];
    let at = 0;
    for (const { start, end } of found.marks) {
      parts.push(words.slice(at, start), make("mark", "", words.slice(start, end)));
      at = end;
    }
    link.append(...parts, words.slice(at));
    link.href = path;
    const text = make("p", "words", link), cite = make("cite", "", title || line.untitled);
    text.lang = cite.lang = lang;
    const source = [cite.textContent && cite, publisher, day(published)].filter(Boolean);
    const marks = [make("span", "certainty", line.certainty.replace("{percent}", certainty))];
    for (const flag of flags.split(" ").filter(Boolean)) {
      const [label, classes] = labels.flags[flag] || [flag, "flag"];
      marks.push(make("span", classes, label));
    }
    if (state) marks.push(make("span", "status", labels.statuses[state] || state));
    return make("li", "", make("article", "statement",
      make("header", "", make("span", "act", labels.acts[act] || act), " ",
        make("time", "said", said ? day(said) : line["unknown-date"]), " ",
        make("span", "speaker", speaker || line["unknown-speaker"])),
      text, make("p", "source", ...source.flatMap((part, i) => (i ? [", ", part] : [part]))),
      make("p", "marks", ...marks.flatMap((mark) => [mark, " "]))));
  };

  const phrases = labels.search, status = make("p", "found"), list = make("ol", "statements");
  const more = make("button", "more", phrases.more);
  status.setAttribute("role", "status");
  more.type = "button";
  more.hidden = true;
  place.append(status, list, more);
  const clear = (text) => { list.replaceChildren(); more.hidden = true; status.textContent = text; };
  const showNext = async (search, isCurrent) => {
    const page = await nextPage(search);
    if (!isCurrent()) return [];
    const items = page.map(showResult), rest = search.left.length, count = search.shown + rest;
    list.append(...items);
    more.hidden = !rest;
    const counted = count > 1 ? phrases.many : count ? phrases.one : phrases.none;
    const phrase = search.loose && rest ? phrases["at-most"] : counted;
    status.textContent = phrase.replace("{n}", count.toLocaleString(pageLang));
    return items;
  };

  // Only the latest search is shown.
  let latest = 0, current = null, timer = 0;
  const tryTo = async (run, isCurrent) => {
    try { await run(); } catch { if (isCurrent()) clear(phrases.failed); }
  };
  const search = () => {
    const own = latest += 1, isCurrent = () => own === latest;
    const query = parse(input.value), address = new URL(location.href);
    clearTimeout(timer);
    if (input.value.trim()) address.searchParams.set("q", input.value); else address.searchParams.delete("q");
    // Some browsers refuse it for pages that are opened from a disk; then the address stays as it was.
    try { history.replaceState(null, "", address); } catch { /* see above */ }
    current = null;
    if (!query.required.length) return clear("");
    status.textContent = phrases.searching;
    return tryTo(async () => {
      const found = await find(query);
      if (!isCurrent()) return;
      current = found;
      clear("");
      await showNext(found, isCurrent);
    }, isCurrent);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, PAUSE_MS); });
  if (input.form) input.form.addEventListener("submit", (event) => { event.preventDefault(); return search(); });
  more.addEventListener("click", () => {
    const own = latest, isCurrent = () => own === latest;
    more.hidden = true;
    return tryTo(async () => {
      const [first] = current ? await showNext(current, isCurrent) : [];
      if (first) first.querySelector("a").focus();
    }, isCurrent);
  });
  input.value = new URL(location.href).searchParams.get("q") || input.value;
  if (input.value) search();
})();
