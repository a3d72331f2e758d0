// Prints pages to PDF, and reads the words from it.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPage } from './browser.mjs';

/// Prints one page of each kind without parameters.
export async function checkPrint(browser, record, pages, problems) {
  const printed = pages.filter(({ kind, isFirst }) => isFirst && !kind.includes('?'));
  const folder = await mkdtemp(join(tmpdir(), 'dixit-print-'));
  const tab = await openPage(browser, record.served, problems);
  for (const { address, url } of printed) {
    await tab.goto(url);
    // Letters only: a PDF has the words in lines of its own, and ligatures and hyphens where the page has none.
    const letters = (text) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
    const expected = await tab.evaluate(() => {
      // What is folded in stays folded in on paper.
      const shown = (selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
      const texts = [shown('h1'), shown('main :is(p, td)'), shown('main .words')];
      return texts.filter(Boolean).map((element) => element.textContent);
    });
    const file = join(folder, 'page.pdf');
    await writeFile(file, await tab.pdf({ preferCSSPageSize: true }));
    const { stdout } = await promisify(execFile)('pdftotext', ['-raw', file, '-'], { maxBuffer: 1 << 26 });
    const text = letters(stdout);
    for (const words of expected) {
      if (!text.includes(letters(words))) problems.add(address, `printed without the words “${words.slice(0, 60)}”`);
    }
    const { stdout: about } = await promisify(execFile)('pdfinfo', [file]);
    if (!/Page size: .*\(A4\)/.test(about)) problems.add(address, 'not printed on A4');
    await tab.emulateMedia({ media: 'print' });
    const shown = await tab.evaluate(() =>
      [...document.querySelectorAll('nav, form, .skip')].filter((element) => element.checkVisibility()).length,
    );
    if (shown > 0) problems.add(address, 'navigation or forms are printed');
    await tab.emulateMedia({ media: 'screen' });
  }
  await tab.context().close();
  await rm(folder, { recursive: true });
  return `${printed.length} pages`;
}
