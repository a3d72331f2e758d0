// Validates the HTML of each page.

import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // The title of an article is as long as its newspaper made it.
    'long-title': 'off',
    // All files are those of the site itself.
    'require-sri': 'off',
    // The writer of the pages puts no line breaks between elements; nobody reads the source by lines.
    'no-trailing-whitespace': 'off',
  },
});

/// Checks all pages.
export async function checkMarkup(pages, problems) {
  for (const { address, html } of pages) {
    const report = await validator.validateString(html);
    for (const { messages } of report.results) {
      for (const { ruleId, message, selector } of messages) {
        problems.add(`${address} ${selector ?? ''}`, `html-validate ${ruleId}: ${message}`);
      }
    }
  }
  return `${pages.length} pages`;
}
