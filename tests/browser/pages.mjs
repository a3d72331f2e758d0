// Looks at each page in the browser: width, accessibility, headings and languages, in all combinations for the first page
// of each kind, and in one for the others.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { LANGUAGES, THEMES, WIDTHS, openPage } from './browser.mjs';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/// The language in which axe-core looks at each width in each theme.
const AXE_ORDER = [0, 1, 2, 1, 2, 0];
/// axe-core, which takes longer than all the rest, looks at one in so many of the other pages.
const AXE_EVERY = 8;
/// Number of pages that are open at once.
const AT_ONCE = 2;

/// Checks all pages: the first of each kind in every language, with and without JavaScript.
export async function checkPages(browser, pages, problems) {
  const tasks = pages.flatMap((page, number) => {
    if (!page.isFirst) {
      const axe = number % AXE_EVERY === 0;
      return [{ page, views: [{ ...view(WIDTHS[0], THEMES[number % 2]), axe }] }];
    }
    const all = WIDTHS.flatMap((width) => THEMES.map((theme) => view(width, theme)));
    return LANGUAGES.flatMap((language, shift) =>
      [true, false].map((javaScript) => ({
        page,
        language,
        javaScript,
        // axe-core sees each width in each theme once, and each language in two of these. It cannot run where scripts are
        // off; there the page must be the same one.
        views: all.map((one, at) => ({ ...one, axe: javaScript && AXE_ORDER[at] === shift })),
      })),
    );
  });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const tabs = new Map();
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        const javaScript = task.javaScript ?? true;
        if (!tabs.has(javaScript)) {
          tabs.set(javaScript, await openPage(browser, new URL(task.page.url).origin, problems, { javaScript }));
        }
        await checkPage(tabs.get(javaScript), task, problems);
      }
      for (const tab of tabs.values()) await tab.context().close();
    }),
  );
  return `${pages.length} pages`;
}

function view(width, theme) {
  return { width, theme, axe: true };
}

/// The body of each page, as it was seen first.
const bodies = new Map();

async function checkPage(tab, { page, language, javaScript = true, views }, problems) {
  const url = new URL(page.url);
  if (language) url.searchParams.set('ui', language);
  await tab.goto(url.href);
  const place = `${page.address} ui=${language ?? 'en'}${javaScript ? '' : ' without JavaScript'}`;
  for (const problem of await tab.evaluate(findStructuralProblems, language ?? 'en')) {
    problems.add(place, problem);
  }
  const body = await tab.evaluate(() => document.body.outerHTML);
  const other = bodies.get(url.href) ?? body;
  bodies.set(url.href, body);
  if (body !== other) problems.add(place, 'the page is another one with JavaScript than without');
  for (const { width, theme, axe } of views) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.emulateMedia({ colorScheme: theme });
    const where = `${place} ${width} px ${theme}`;
    const tooWide = await tab.evaluate(findOverflow);
    if (tooWide) problems.add(where, `wider than the window: ${tooWide}`);
    if (axe) await runAxe(tab, where, problems);
  }
}

/// Runs axe-core in the page, whose policy does not apply to what a debugger evaluates.
export async function runAxe(tab, where, problems) {
  if (!(await tab.evaluate(() => 'axe' in window))) await tab.evaluate(axeSource);
  const violations = await tab.evaluate(async (tags) => {
    const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false };
    const result = await window.axe.run(document, options);
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      node: nodes[0].html.slice(0, 160),
      why: nodes[0].any[0]?.message ?? nodes[0].failureSummary,
    }));
  }, AXE_TAGS);
  for (const { id, help, node, why } of violations) {
    problems.add(`${where} at ${node}`, `axe-core ${id}: ${help} (${why})`);
  }
}

/* The functions below run in the page. */

/// What makes the document wider than the window; nothing if it is not.
export function findOverflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const isOver = (element) => {
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflowX !== 'visible') return false;
    }
    return element.getBoundingClientRect().right > width + 1;
  };
  const widest = [...document.body.querySelectorAll('*')].filter(isOver).pop();
  return widest ? widest.outerHTML.slice(0, 120) : 'an element outside of the window';
}

/// Headings that skip a level, quotations without a language, a wrong language of the page, and controls without effect.
export function findStructuralProblems(language) {
  const found = [];
  const root = document.documentElement;
  if (root.lang !== language) found.push(`the language of the page is ${root.lang}, not ${language}`);
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]));
  if (headings.filter((level) => level === 1).length !== 1) found.push('not exactly one h1');
  if (headings[0] !== 1) found.push('the first heading is no h1');
  headings.slice(1).forEach((level, at) => {
    if (level > headings[at] + 1) found.push(`a heading h${level} follows h${headings[at]}`);
  });
  for (const quotation of document.querySelectorAll('main :is(q, blockquote, mark)')) {
    if (quotation.closest('[lang]') === root) found.push(`a ${quotation.localName} has no language of its own`);
  }
  for (const image of document.querySelectorAll('svg')) {
    if (!image.querySelector(':scope > title') || !image.querySelector(':scope > desc')) {
      found.push('a chart has no title or no description');
    }
  }
  if (document.querySelector('[style], style, script:not([src]), [onclick]')) found.push('inline style or script');
  return [...new Set(found)];
}
