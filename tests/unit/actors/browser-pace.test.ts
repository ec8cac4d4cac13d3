import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser } from '../../../harness/actors/browser/find-browser.js';
import { openBrowsers } from '../../../harness/actors/browser/browser-pool.js';
import { createPace } from '../../../harness/gate/pace.js';
import { jeanne, never, paul, profile, settingsFor, shop, startTarget, textOf } from './small-target.js';

await test('two browsers together keep to the pace, parts of pages and redirects included, and see what they always see', async (t) => {
  const atMs: number[] = [];
  const timed = Object.entries(shop()).map(
    ([path, handler]) =>
      [
        path,
        (...args: Parameters<typeof handler>) => {
          atMs.push(performance.now());
          handler(...args);
        },
      ] as const,
  );
  const target = await startTarget(Object.fromEntries(timed));
  const found = await findBrowser({
    explicit: process.env['SOSIE_BROWSER'] ?? null,
    projectDir: process.cwd(),
    install: false,
    say: () => undefined,
  });
  const pool = await openBrowsers({ executablePath: found.executablePath, allow: [target.host] });
  t.after(async () => {
    await pool.close();
    await target.close();
  });
  const pace = createPace({ ratePerSecond: 6, nowMs: () => performance.now() });
  const { settings, seen } = settingsFor(target, { pace });
  const beganMs = performance.now();
  await Promise.all(
    [jeanne, paul].map(async (identity, i) => {
      const actor = await pool.openActor({ ...settings, name: `b${String(i + 1)}`, identity });
      await actor.perform({ kind: 'login', alias: 0 }, never);
      for (let visit = 0; visit < 3; visit += 1) await actor.perform({ kind: 'visit', page: profile }, never);
    }),
  );
  const seconds = (performance.now() - beganMs) / 1000;
  pace.stop();
  const most = Math.max(...atMs.map((from) => atMs.filter((ms) => ms >= from && ms < from + 1000).length));
  assert.ok(atMs.length >= 20, `${String(atMs.length)} requests`);
  assert.ok(atMs.length <= 6 * (seconds + 1), `${String(atMs.length)} requests in ${seconds.toFixed(1)} s`);
  // A redirect may come on top, and two of them may be late.
  assert.ok(most <= 9, `${String(most)} requests in a second`);
  assert.ok(
    seen.looks.some((look) => look.page?.name === 'me' && textOf(look).includes('paul@example.test')),
    'the call that the page makes is seen',
  );
  assert.ok(!seen.looks.some((look) => look.outcome !== 'ok'), 'no page was given up for waiting');
});
