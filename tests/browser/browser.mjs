// The browser, and pages in it that report what a reader would not see: errors, and requests to other hosts.

import { chromium } from 'playwright-core';

export const WIDTHS = [320, 800, 1400];
export const THEMES = ['light', 'dark'];
export const LANGUAGES = ['en', 'fr', 'zh'];

/// Starts Debian's Chromium.
export function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/// A page in a fresh context. Errors of the console (violations of the Content-Security-Policy are among them) and
/// requests to other hosts than that of `origin` are problems.
export async function openPage(browser, origin, problems, { javaScript = true } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: javaScript });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const place = () => page.url().replace(origin, '');
  // A page that says that something is not found has the status 404, which the console reports.
  const isStatus = (message) => message.text().startsWith('Failed to load resource') && message.location().url === page.url();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isStatus(message)) {
      problems.add(place(), `console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.add(place(), `script: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) problems.add(place(), `request to ${request.url()}`);
  });
  return page;
}
