import { createHash } from 'node:crypto';
import type { Answer } from '../answer.js';
import { liveScript } from './live-script.js';
import { liveStyle } from './live-style.js';

const policy = [
  "default-src 'none'",
  `style-src '${hashOf(liveStyle)}'`,
  `script-src '${hashOf(liveScript)}'`,
  "connect-src 'self'",
  // The empty icon that keeps a browser from asking for one.
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Sosie</title>
<link rel="icon" href="data:,">
<style>${liveStyle}</style>
</head>
<body>
<header><strong>Sosie</strong><span id="target"></span><span id="began"></span><span id="state"></span><span id="line">connecting</span></header>
<main>
<noscript><p>This page lives by script. <a href="/report">The report as of now</a> does without.</p></noscript>
<section class="verdict" id="verdict" aria-live="polite">
<div class="sign" id="sign" aria-hidden="true">…</div>
<div><h1><span class="word" id="word"></span><span id="sentence">Waiting for the watch.</span></h1><p id="story"></p></div>
</section>
<ul class="tiles" id="tiles" aria-label="What the verdict rests on"></ul>
<section id="reasons-section" hidden><h2 id="reasons-title"></h2><ul class="reasons" id="reasons"></ul></section>
<section><h2>Phases</h2><p class="lead">Whose data the answers showed, in each phase, since the watch began.</p>
<ol class="phases" id="phases"></ol><ul class="legend" id="legend"></ul></section>
<section><h2>Who saw whom</h2><p class="lead">Looks of the viewer (row) that showed data of the owner (column).</p><div class="scroll" id="pairs"></div></section>
<section><h2>Findings</h2><ul class="findings" id="findings"></ul></section>
<section><h2>Releases</h2><div class="scroll" id="revisions"></div></section>
<section><h2>Pace</h2><div class="pace"><svg viewBox="0 0 300 50" preserveAspectRatio="none" aria-hidden="true"><polyline id="rate"/></svg><p id="pace"></p></div></section>
</main>
<footer><a href="/report">Report as of now</a> · <a href="/verdict">/verdict</a> · <a href="/metrics">/metrics</a>. Names of people are ids of synthetic accounts; nobody's values are shown.</footer>
<script>${liveScript}</script>
</body>
</html>
`;

/** The live page: one file without data and without outside references, which fills itself from `/events`. */
export function livePage(): Answer {
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    body: page,
    headers: { 'content-security-policy': policy },
  };
}

function hashOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
