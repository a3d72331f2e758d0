// Follows the links of the served pages from the first one, and finds every page and every other form of an answer.

/// A page and its parameters, told apart by kind: "/statement/*", "/timeline", "/timeline?page".
export function kindOf(address) {
  const url = new URL(address, 'http://host');
  const path = url.pathname.replace(/^(\/[^/]+\/).+$/, '$1*');
  const names = [...new Set(url.searchParams.keys())].sort();
  return names.length > 0 ? `${path}?${names.join('&')}` : path;
}

/// The addresses in a page's attributes `href`, `src` and `action`. The pages write all attributes in double quotes.
export function linksIn(html) {
  const found = html.matchAll(/<(\w+)[^>]*?\s(?:href|src|action)="([^"]*)"/g);
  return [...found].map(([, element, value]) => ({ element, href: unescape(value) }));
}

/// The ids of a page's elements.
export function idsIn(html) {
  return new Set([...html.matchAll(/<[^>]*?\sid="([^"]*)"/g)].map(([, id]) => unescape(id)));
}

function unescape(text) {
  const names = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(\w+);/g, (whole, name) => names[name] ?? whole);
}

/// Maximum number of pages of one kind that differ in their parameters only: filters can be combined for ever.
const WITH_PARAMETERS_MAX = 2;
/// Maximum number of parameters of a link that is followed.
const PARAMETERS_MAX = 2;

/// Addresses that a reader may type, and that no link need lead to.
const TYPED = [
  '/search?q=registre',
  '/search?q=%E7%99%BB',
  '/search?q=nothing+has+these+words',
  '/timeline?act=proposal&since=2026&min-certainty=80',
  '/timeline?as-of=2026-06-30',
  '/timeline?speaker=nobody+of+this+name',
  '/matrix?by=month',
  '/statement/s0000000000000',
  '/nothing-here',
];

/// All pages: `{ address, url, html, kind, isFirst }`. The first page of each kind without parameters is marked, and all
/// that are typed.
export async function crawl(base, problems, only) {
  const waiting = ['/', ...TYPED];
  const known = new Set(waiting);
  const ofKind = new Map();
  const pages = [];
  while (waiting.length > 0) {
    const address = waiting.shift();
    const kind = kindOf(address);
    const number = (ofKind.get(kind) ?? 0) + 1;
    ofKind.set(kind, number);
    const isTyped = TYPED.includes(address);
    if (kind.includes('?') && number > WITH_PARAMETERS_MAX && !isTyped) continue;
    const response = await fetch(base + address);
    const type = response.headers.get('content-type') ?? '';
    const body = await response.text();
    if (!isTyped && response.status !== 200) {
      problems.add(address, `a link leads here, and the server answers ${response.status}`);
    }
    if (!type.startsWith('text/html')) {
      // A list without rows has no lines, and an empty table is at least its head.
      if (body.length === 0 && !address.includes('format=jsonl')) problems.add(address, 'an answer without content');
      continue;
    }
    if (only.test(address)) {
      pages.push({ address, url: base + address, html: body, kind, isFirst: isTyped || (number === 1 && !kind.includes('?')) });
    }
    const ids = idsIn(body);
    for (const { href } of linksIn(body)) {
      const url = new URL(href, base + address);
      if (url.origin !== base) continue;
      if (url.hash && url.pathname + url.search === address && !ids.has(decodeURIComponent(url.hash.slice(1)))) {
        problems.add(address, `no element has the id of the link ${href}`);
      }
      // Each page is opened in every language later.
      url.searchParams.delete('ui');
      const target = url.pathname + url.search;
      if (!known.has(target) && [...url.searchParams].length <= PARAMETERS_MAX) {
        known.add(target);
        waiting.push(target);
      }
    }
  }
  return pages;
}
