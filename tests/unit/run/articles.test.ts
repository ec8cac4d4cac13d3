import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import { run } from '../../../harness/run/run.js';
import { html, startTarget, type SmallTarget } from '../actors/small-target.js';
import { accounts, loginPage } from './portal.js';

type Handler = Parameters<typeof startTarget>[0][string];

const articles = ['Blue Ceramic Teapot', 'Green Garden Chair', 'Walnut Reading Lamp', 'Copper Sauce Pan'];
const slugOf = (article: string): string => article.toLowerCase().replaceAll(' ', '-');
const numberOf = (article: string): string => `4006381333${String(articles.indexOf(article))}`;
const card = (article: string): string =>
  `<h2>Your last order</h2><a href="/p/${slugOf(article)}" data-sku="${numberOf(article)}">` +
  `<img alt="${article}"><span>${article}</span></a>`;

/** A shop whose account page shows what was bought last; the article has a page of its own, for everybody. */
async function startShop(): Promise<SmallTarget> {
  const sessions = new Map<string, (typeof accounts)[number]>();
  const buyer = (request: IncomingMessage) =>
    sessions.get(/sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
  const publicPages = Object.fromEntries(
    articles.map((article): [string, Handler] => [
      `/p/${slugOf(article)}`,
      (_request, response) =>
        void response
          .writeHead(200, html)
          .end(`<!doctype html><h1>${article}</h1><p>No. ${numberOf(article)}</p>`),
    ]),
  );
  return startTarget({
    'GET /login': loginPage,
    'POST /login': (_request, response, body) => {
      const email = new URLSearchParams(body).get('email');
      const account = accounts.find(({ username }) => username === email);
      if (account === undefined) return void response.writeHead(403, html).end('no');
      const sid = randomBytes(16).toString('hex');
      sessions.set(sid, account);
      response.writeHead(303, { location: '/account', 'set-cookie': `sid=${sid}; Path=/; HttpOnly` }).end();
    },
    '/account': (request, response) => {
      const account = buyer(request);
      if (account === undefined) return void response.writeHead(302, { location: '/login' }).end();
      const article = articles[accounts.indexOf(account)] ?? '';
      response
        .writeHead(200, { ...html, 'cache-control': 'no-store' })
        .end(`<!doctype html><h1>Account</h1><p>${account.username}</p>${card(article)}`);
    },
    ...publicPages,
  });
}

await test('what somebody bought is nobody’s own where its page is public: no false alarm', async () => {
  const shop = await startShop();
  const folder = await mkdtemp(join(tmpdir(), 'sosie-articles-'));
  try {
    const config = {
      target: { baseUrl: shop.baseUrl },
      identities: accounts.map(({ username, password }) => ({ username, password })),
      login: { kind: 'form', url: '/login' },
      pages: ['/account'],
      rollout: { driver: 'none', seconds: 3 },
      load: { browsers: 0, sessions: 4 },
      require: 'quick',
    };
    const quiet = (): void => undefined;
    const { result } = await run({
      settings: resolveConfig(config, process.env, { source: 'sosie.config.json', baseDir: folder }),
      reporter: { begin: quiet, step: quiet, record: quiet, finding: quiet, progress: quiet, end: quiet },
      signal: AbortSignal.timeout(60_000),
      env: process.env,
      cwd: folder,
    });
    const found = result.findings.map(({ oracle, where }) => `${oracle} ${where}`);
    assert.deepEqual([result.verdict, ...found], ['pass']);
  } finally {
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  }
});
