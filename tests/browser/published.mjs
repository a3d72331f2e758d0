// Checks the published site: each link and fragment, pages opened as files and from a host, and its search.

import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LANGUAGES, THEMES, WIDTHS, openPage } from './browser.mjs';
import { idsIn, linksIn } from './crawl.mjs';
import { checkMarkup } from './markup.mjs';
import { findOverflow, findStructuralProblems, runAxe } from './pages.mjs';

/// Checks links and markup of all pages, and opens one of each kind and language.
export async function checkSite(browser, record, problems) {
  const entries = await readdir(record.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const pages = new Map();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    pages.set(file, await readFile(file, 'utf8'));
  }
  checkLinks(record.folder, pages, new Set(files), problems);
  const firsts = firstOfEachKind(record.folder, [...pages.keys()].sort());
  await checkMarkup(
    firsts.map((name) => ({ address: name, html: pages.get(join(record.folder, name)) })),
    problems,
  );
  // From a host as most readers have it, and as files with JavaScript off; the search opens files with JavaScript on.
  for (const [origin, javaScript] of [
    [record.hosted, true],
    [pathToFileURL(record.folder).href, false],
  ]) {
    const tab = await openPage(browser, origin, problems, { javaScript });
    for (const [at, name] of firsts.entries()) {
      await openFile(tab, `${origin}/${name}`, { name, at, javaScript }, problems);
    }
    await tab.context().close();
  }
  return `${pages.size} pages, ${files.length} files`;
}

async function openFile(tab, url, { name, at, javaScript }, problems) {
  const [width, theme] = [WIDTHS[at % 3], THEMES[at % 2]];
  await tab.setViewportSize({ width, height: 800 });
  await tab.emulateMedia({ colorScheme: theme });
  await tab.goto(url);
  const folder = name.split('/')[0];
  const language = LANGUAGES.includes(folder) ? folder : LANGUAGES[0];
  const where = `published ${url.slice(0, 4)} ${name} ${width} px ${theme}`;
  for (const problem of await tab.evaluate(findStructuralProblems, language)) problems.add(where, problem);
  const tooWide = await tab.evaluate(findOverflow);
  if (tooWide) problems.add(where, `wider than the window: ${tooWide}`);
  const isStyled = await tab.evaluate(() => getComputedStyle(document.querySelector('.skip')).position === 'absolute');
  if (!isStyled) problems.add(where, 'the style sheet is not applied');
  // axe-core cannot run where scripts are off.
  if (javaScript) await runAxe(tab, where, problems);
}

/// Finds links that lead to no file or to no element.
function checkLinks(folder, pages, files, problems) {
  const ids = new Map([...pages].map(([file, html]) => [file, idsIn(html)]));
  const reached = new Set([join(folder, 'index.html')]);
  for (const [file, html] of pages) {
    const where = `published ${relative(folder, file)}`;
    for (const { href } of linksIn(html)) {
      if (/^(https?|mailto):/.test(href)) continue;
      const url = new URL(href, pathToFileURL(file));
      if (url.protocol !== 'file:' || url.search) {
        problems.add(where, `a published page has the link ${href}`);
        continue;
      }
      const target = fileURLToPath(new URL(url.pathname, url));
      reached.add(target);
      if (!files.has(target)) problems.add(where, `dead link ${href}`);
      else if (url.hash && !ids.get(target)?.has(decodeURIComponent(url.hash.slice(1)))) {
        problems.add(where, `no element has the id of the link ${href}`);
      }
    }
  }
  for (const file of pages.keys()) {
    if (!reached.has(file)) problems.add(`published ${relative(folder, file)}`, 'no link leads here');
  }
}

/// The first page of each kind and language, by its name without what differs: "fr/statement/*.html".
function firstOfEachKind(folder, files) {
  const firsts = new Map();
  for (const file of files) {
    const name = relative(folder, file).replaceAll('\\', '/');
    const kind = name
      .replace(/(statement|article|speaker|topic)\/[^./]+/, '$1/*')
      .replace(/\.(page|since|sort|until)-[^.]+/g, '.$1');
    if (!firsts.has(kind)) firsts.set(kind, name);
  }
  return [...firsts.values()];
}

/// Searches the published site with its script, from a host and as files, by a French word without its accents and by one
/// Chinese character.
export async function checkPublishedSearch(browser, record, problems) {
  if (!existsSync(join(record.folder, 'assets', 'search.js'))) return 'skipped: the site has no script for it';
  for (const origin of [record.hosted, pathToFileURL(record.folder).href]) {
    const tab = await openPage(browser, origin, problems);
    for (const words of ['systemes', '登']) {
      await tab.goto(`${origin}/index.html`);
      await tab.locator('#q').fill(words);
      await tab.locator('#q').press('Enter');
      await tab.waitForURL(/search\.html\?/);
      try {
        await tab.locator('main a[href*="statement/"]').first().waitFor({ timeout: 20_000 });
      } catch {
        problems.add(`published ${origin.slice(0, 4)} search.html?q=${words}`, 'the search finds no statement');
        continue;
      }
      await runAxe(tab, `published search.html?q=${words}`, problems);
    }
    await tab.context().close();
  }
  const tab = await openPage(browser, record.hosted, problems, { javaScript: false });
  await tab.goto(`${record.hosted}/search.html?q=registre`);
  if ((await tab.locator('noscript').count()) === 0) problems.add('published search.html', 'says nothing without JavaScript');
  await tab.context().close();
  return 'by words without accents and by one Chinese character';
}
