// Takes the picture of the pages for the README.

import { openPage } from './browser.mjs';
import { Problems } from './problems.mjs';

/// Writes the picture of the first page of the examples to `file`.
export async function takePicture(browser, record, file) {
  const tab = await openPage(browser, record.served, new Problems());
  await tab.setViewportSize({ width: 1100, height: 640 });
  await tab.goto(`${record.served}/`);
  await tab.screenshot({ path: file });
  await tab.context().close();
  console.log(`written: ${file}`);
}
