// Walks by keyboard from the search box to a statement, and from there to its source.

import { openPage } from './browser.mjs';

/// Maximum number of presses of Tab to reach a link: a reader would not press oftener.
const PRESSES_MAX = 120;

/// The walk, with Tab and Enter only.
export async function checkKeyboard(browser, record, problems) {
  for (const javaScript of [true, false]) {
    const tab = await openPage(browser, record.served, problems, { javaScript });
    await tab.setViewportSize({ width: 800, height: 800 });
    try {
      await walk(tab, record.served);
    } catch (error) {
      problems.add(tab.url().replace(record.served, ''), `keyboard: ${error.message}`);
    }
    await tab.context().close();
  }
  return 'from the search box to a statement to its source';
}

async function walk(tab, base) {
  await tab.goto(base);
  await tab.keyboard.press('Tab');
  await expectFocus(tab, 'a.skip', 'the first stop skips to the content');
  await tabTo(tab, 'input#q');
  await tab.keyboard.type('registre');
  await follow(tab, /\/search\?/);
  await tabTo(tab, 'main a[href*="/statement/"]');
  await follow(tab, /\/statement\//);
  await tabTo(tab, 'main a[href*="/article/"]');
  await follow(tab, /\/article\//);
  await tab.locator('main mark').first().waitFor();
}

/// Presses Tab until an element that fits `selector` has the focus; each stop on the way must be seen.
async function tabTo(tab, selector) {
  for (let press = 0; press < PRESSES_MAX; press += 1) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(describeFocus, selector);
    if (stop.isHidden) throw new Error(`the focus is not visible at ${stop.html}`);
    if (stop.fits) return;
  }
  throw new Error(`${PRESSES_MAX} presses of Tab do not reach ${selector}`);
}

async function expectFocus(tab, selector, what) {
  const stop = await tab.evaluate(describeFocus, selector);
  if (!stop.fits || stop.isHidden) throw new Error(`${what}: the focus is at ${stop.html}`);
}

async function follow(tab, address) {
  await Promise.all([tab.waitForURL(address), tab.keyboard.press('Enter')]);
}

/// What has the focus, and whether it is drawn with an outline within the window; runs in the page.
function describeFocus(selector) {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const isOutside = box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth || box.width < 2;
  return {
    html: element.outerHTML.slice(0, 120),
    fits: element.matches(selector),
    isHidden: element !== document.body && (isOutside || outlineStyle === 'none' || outlineWidth === '0px'),
  };
}
