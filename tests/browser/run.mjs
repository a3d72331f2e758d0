// Opens every page of dixit, served and published, in a real browser, and checks what a reader meets there.
//
//   npm ci && node run.mjs ../../target/debug/dixit                    all checks
//   node run.mjs ../../target/debug/dixit --only '^/about'             the pages whose address fits
//   node run.mjs ../../target/debug/dixit --picture ../../docs/pages.png   only the picture for the README
//
// Needs Debian's packages chromium and poppler-utils. Each failed check is a line that names page, width, theme,
// language and what is wrong; the exit status is 1 if there is any.

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { checkMarkup } from './markup.mjs';
import { checkPages } from './pages.mjs';
import { takePicture } from './picture.mjs';
import { checkPrint } from './print.mjs';
import { Problems } from './problems.mjs';
import { checkPublishedSearch, checkSite } from './published.mjs';
import { crawl } from './crawl.mjs';
import { prepareRecord } from './record.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, picture: { type: 'string' } },
});
const binary = positionals[0];
if (!binary || !existsSync(binary)) {
  console.error('usage: node run.mjs PATH/TO/dixit [--only REGEX] [--picture FILE]');
  process.exit(2);
}

const problems = new Problems();
const record = await prepareRecord(binary);
const browser = await openBrowser();
try {
  if (options.picture) {
    await takePicture(browser, record, options.picture);
  } else {
    const pages = await crawl(record.served, problems, new RegExp(options.only ?? ''));
    const steps = [
      ['markup', () => checkMarkup(pages, problems)],
      ['pages in the browser', () => checkPages(browser, pages, problems)],
      ['keyboard', () => checkKeyboard(browser, record, problems)],
      ['print', () => checkPrint(browser, record, pages, problems)],
      ['published site', () => checkSite(browser, record, problems)],
      ['search of the published site', () => checkPublishedSearch(browser, record, problems)],
    ];
    for (const [name, step] of steps) {
      const start = Date.now();
      const done = await step();
      console.log(`${name}: ${done} (${Math.round((Date.now() - start) / 1000)} s)`);
    }
  }
} finally {
  await browser.close();
  await record.close();
}
process.exitCode = problems.report();
