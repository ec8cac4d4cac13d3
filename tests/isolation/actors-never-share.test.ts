import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrowserPool } from '../../harness/actors/browser/browser-pool.js';
import { openBrowsers } from '../../harness/actors/browser/browser-pool.js';
import { findBrowser } from '../../harness/actors/browser/find-browser.js';
import type { EchoServer } from '../../harness/actors/echo-server.js';
import { startEchoServer } from '../../harness/actors/echo-server.js';
import { createHttpActor } from '../../harness/actors/http/http-actor.js';
import { createHttpClient } from '../../harness/actors/http/http-client.js';
import { createJar } from '../../harness/actors/http/jar.js';
import { createTransport } from '../../harness/actors/http/transport.js';
import {
  echoIdentities,
  echoSettings,
  exercise,
  proveIsolation,
  watchIsolation,
} from '../../harness/actors/isolation.js';
import { resolveOnTarget } from '../../harness/actors/reach.js';
import type { Actor } from '../../harness/model/actor.js';
import { createRandom } from '../../harness/model/random.js';

const browsers = 8;
const sessions = 42;
const clock = { nowMs: () => performance.now() };

async function withEcho(work: (echo: EchoServer) => Promise<void>): Promise<void> {
  const random = createRandom(20190620);
  const echo = await startEchoServer(() => random.below(12));
  try {
    await work(echo);
  } finally {
    await echo.close();
  }
}

async function openPool(echo: EchoServer): Promise<BrowserPool> {
  const found = await findBrowser({
    explicit: process.env['SOSIE_BROWSER'] ?? null,
    projectDir: process.cwd(),
    install: false,
    say: () => undefined,
  });
  const channel = found.channel === undefined ? {} : { channel: found.channel };
  return openBrowsers({ executablePath: found.executablePath, ...channel, allow: [echo.host] });
}

test('fifty actors that ask for everything at once see only themselves', { timeout: 120_000 }, async () => {
  await withEcho(async (echo) => {
    const pool = await openPool(echo);
    const watch = watchIsolation(echo);
    const settings = echoSettings(echo, watch.observer, clock);
    const client = createHttpClient({ ...settings, connections: 6 });
    const actors: Actor[] = [];
    try {
      for (const [i, identity] of echoIdentities(echo, browsers + sessions).entries()) {
        const name = i < browsers ? `b${String(i + 1)}` : `s${String(i + 1)}`;
        const browser = i < browsers;
        actors.push(
          browser
            ? await pool.openActor({ ...settings, name, identity })
            : client.openActor({ name, identity }),
        );
      }
      await exercise(actors, 14, AbortSignal.timeout(60_000));
      await exercise(actors, 6, AbortSignal.timeout(60_000));
      const proof = watch.proof(actors);
      assert.deepEqual(proof.faults, []);
      assert.equal(proof.actors, browsers + sessions);
      assert.ok(proof.own > 20 * actors.length, `only ${String(proof.own)} sightings of own data`);
      assert.ok(actors.every((actor) => actor.signedIn));
    } finally {
      await Promise.allSettled(actors.map((actor) => actor.close()));
      await client.close();
      await pool.close();
    }
  });
});

test('one jar planted in the hands of two actors is caught', async () => {
  await withEcho(async (echo) => {
    const watch = watchIsolation(echo);
    const settings = echoSettings(echo, watch.observer, clock);
    const transport = createTransport(4);
    const shared = createJar();
    const actors = echoIdentities(echo, 10).map((identity, i) =>
      createHttpActor({
        name: `s${String(i + 1)}`,
        identity,
        settings,
        transport,
        jar: i < 2 ? shared : createJar(),
        urlOf: (page) => resolveOnTarget(settings.target, page.path),
        pageAt: () => null,
        loginUrl: null,
        browserSignIn: null,
        close: () => Promise.resolve(),
      }),
    );
    await exercise(actors, 8, AbortSignal.timeout(20_000));
    await transport.close();
    const { faults } = watch.proof(actors);
    assert.ok(
      faults.some((fault) => /^s[12] got another actor's data/.test(fault)),
      faults.join('\n'),
    );
    assert.ok(
      faults.every((fault) => /^s[12] /.test(fault)),
      faults.join('\n'),
    );
  });
});

test(
  'the proof at the start of a run passes, with browsers and without, in little time',
  { timeout: 60_000 },
  async () => {
    await withEcho(async (echo) => {
      const pool = await openPool(echo);
      try {
        for (const with_ of [pool, null]) {
          const startedMs = performance.now();
          const proof = await proveIsolation({
            echo,
            pool: with_,
            clock,
            signal: AbortSignal.timeout(20_000),
          });
          assert.deepEqual(proof.faults, []);
          console.log(
            `  ${String(proof.actors)} actors, ${String(proof.looks)} looks, ${(performance.now() - startedMs).toFixed(0)} ms`,
          );
        }
      } finally {
        await pool.close();
      }
    });
  },
);
