import { createHash } from 'node:crypto';
import type { ReportInput } from '../report-file.js';
import { formatSpan } from '../words/figures.js';
import { verdictSigns } from '../words/verdict-sentence.js';
import { behaviour } from './behaviour.js';
import { drillSection } from './drill-section.js';
import { boundSection, exposureSection } from './exposure-section.js';
import { findingSection } from './finding-section.js';
import { html, verbatim } from './markup.js';
import { matrixSection } from './matrix-section.js';
import { runSection } from './run-section.js';
import { style } from './style.js';
import { timelineSection } from './timeline-section.js';
import { verdictSection } from './verdict.js';

/**
 * `report.html`: one file without any outside reference, readable without script, light and dark. Its
 * content security policy admits nothing but its own style sheet and script, by their hashes (CSP Level 3):
 * a name from the target that slipped through the escaping could still not run or fetch anything.
 */
export function renderHtml(input: ReportInput): string {
  const { run, result } = input;
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(behaviour)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${verdictSigns[result.verdict].word} · Sosie · ${run.runId}</title>
        ${verbatim('style', style)}
      </head>
      <body>
        <header>
          <strong>Sosie</strong><span>${run.target}</span
          ><span>${run.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</span
          ><span>${formatSpan(result.durationMs)}</span><span>run ${run.runId}</span>
        </header>
        <main>
          ${verdictSection(result)}${timelineSection(input)}${matrixSection(input)}${findingSection(input)}${drillSection(result)}${exposureSection(input)}${boundSection(input)}${runSection(input)}
        </main>
        <footer>
          Written by Sosie ${run.sosie}. <code>sosie judge</code> and <code>sosie report</code> give the same
          again from the ledger.
        </footer>
        ${verbatim('script', behaviour)}
      </body>
    </html> `.markup;
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
