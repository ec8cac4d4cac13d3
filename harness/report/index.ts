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
export { renderTable, type Column } from './terminal/table.js';
export { createTerminalReporter } from './terminal/terminal-reporter.js';
export { drillSentence } from './words/drill-words.js';
export { counted } from './words/figures.js';
export { findingSentence } from './words/finding-line.js';
export { printable } from './words/printable.js';
export { wrap } from './terminal/cells.js';
