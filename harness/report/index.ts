import { renderHtml } from './html/render-html.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import type { ReportFile } from './report-file.js';

/** The reports that every run directory gets, in the order shown to users. */
export const reportFiles: readonly ReportFile[] = [
  { name: 'report.html', what: 'everything, for people; one file, no network', render: renderHtml },
  { name: 'junit.xml', what: 'for the pipeline', render: renderJunit },
  { name: 'summary.md', what: 'the short form, for a job page or a comment', render: renderMarkdown },
];
export { renderHtml };
export { closingLines } from './terminal/closing.js';
export { createPalette } from './terminal/palette.js';
export { createTerminalReporter } from './terminal/terminal-reporter.js';
