import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveConfig } from '../../../harness/config/resolve.js';
import { clientIdentities } from '../../../harness/identities/client-identities.js';
import type { RunFile } from '../../../harness/model/result.js';
import { describeRun } from '../../../harness/run/run-file.js';

const config = {
  target: { baseUrl: 'http://127.0.0.1:8080' },
  identities: [{ username: 'ann' }, { username: 'bob' }],
  login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
  pages: ['/account'],
  writes: [{ path: '/note', field: 'note', name: 'note', readBack: '/account' }],
  clients: [
    { name: 'refused', token: 'token-0', api: ['/partner'], grants: [] },
    { name: 'agenda', token: 'token-1', api: ['/partner'], grants: [{ tenants: ['tilleuls'], fields: '*' }] },
  ],
};

function described(load: object): Pick<RunFile, 'clients' | 'writes'> {
  const settings = resolveConfig({ ...config, load }, {}, { source: 'sosie.config.ts', baseDir: '/project' });
  const { clients, writes } = describeRun({
    runId: '2026-11-21T22-30-05-a3f9',
    startedAt: '2026-11-21T22:30:05.000Z',
    settings,
    prepared: {
      identities: [],
      clientIdentities: clientIdentities(settings.clients, { first: 2, env: {} }),
      browser: null,
      load: { browsers: 0, sessions: 2 },
    },
  });
  return { clients, writes };
}

describe('a run file', () => {
  it('names the API clients that are granted something, by the id of their looks, and what is written', () => {
    assert.deepEqual(described({ pressure: 'steady' }), {
      clients: [{ id: 'c02', name: 'agenda' }],
      writes: [{ name: 'note', readBack: '/account' }],
    });
  });

  it('names none of what its schedules leave out', () => {
    assert.deepEqual(described({ pressure: 'gentle' }).writes, []);
    assert.deepEqual(described({ schedules: ['keep-reloading'] }), { clients: [], writes: [] });
  });
});
