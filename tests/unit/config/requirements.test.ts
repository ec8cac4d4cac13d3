import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loginForm } from '../../../harness/config/login-recipes.js';
import { presets } from '../../../harness/config/requirements.js';
import { resolveConfig, type Overrides } from '../../../harness/config/resolve.js';
import { presetNames } from '../../../harness/config/sosie-config.js';
import { SosieError } from '../../../harness/model/errors.js';
import type { Requirements } from '../../../harness/model/result.js';

const plain = {
  target: { baseUrl: 'http://127.0.0.1:8080/' },
  identities: [{ username: 'ann' }, { username: 'bob' }],
  login: loginForm({ url: '/login' }),
  pages: ['/account'],
};
const rolling = { ...plain, rollout: { driver: 'command', command: 'true' } };
const telling = { ...rolling, target: { ...plain.target, revision: { header: 'x-revision' } } };

function floors(config: object, flags: Overrides = {}): Requirements {
  return resolveConfig(config, flags, { source: 'sosie.config.ts', baseDir: '/project' }).require;
}

describe('the floors of a config', () => {
  it('are those of the preset, named by itself, in an object or by a flag', () => {
    for (const name of presetNames) {
      assert.deepEqual(floors({ ...telling, require: name }), presets[name]);
      assert.deepEqual(floors({ ...telling, require: { preset: name } }), presets[name]);
      assert.deepEqual(floors(telling, { require: name }), presets[name]);
    }
    assert.deepEqual(floors(telling), presets.standard);
  });

  it('outlive another preset where they are named one by one', () => {
    const config = { ...telling, require: { preset: 'quick', handoffs: 7 } };
    assert.deepEqual(floors(config), { ...presets.quick, handoffs: 7 });
    assert.deepEqual(floors(config, { require: 'strict' }), { ...presets.strict, handoffs: 7 });
    assert.equal(floors({ ...telling, require: 'strict' }, { maxRate: 1e-4 }).maxRate, 1e-4);
    assert.equal(floors({ ...telling, require: { preset: 'strict', maxRate: null } }).maxRate, null);
  });

  it('are those of the preset where they are given as undefined', () => {
    assert.deepEqual(floors({ ...telling, require: { handoffs: undefined } }), presets.standard);
  });

  it('rise from preset to preset', () => {
    const count = (quota: number | string): number =>
      typeof quota === 'number' ? quota : (Number.parseFloat(quota) / 100) * 1000;
    const counted = [
      'ownPerPageAndPhase',
      'ownPerPageAndRevision',
      'ownPerInstance',
      'revisions',
      'handoffs',
      'bothRevisions',
      'overlaps',
      'loginsDuring',
      'identities',
    ] as const;
    for (const floor of counted) {
      const [quick, standard, strict] = presetNames.map((name) => count(presets[name][floor]));
      assert.ok((quick ?? 0) <= (standard ?? 0) && (standard ?? 0) <= (strict ?? 0), floor);
    }
  });

  it('ask for nothing that takes a rollout where there is none', () => {
    const { ownPerInstance, loginsDuring, revisions, handoffs, bothRevisions } = floors(plain, {
      require: 'strict',
    });
    assert.deepEqual([ownPerInstance, loginsDuring, revisions, handoffs, bothRevisions], [0, 0, 0, 0, 0]);
  });

  it('ask for nothing that takes two revisions where the target does not tell them, or one is enough', () => {
    const two = ({ revisions, ownPerPageAndRevision, handoffs, bothRevisions }: Requirements): unknown[] => [
      revisions,
      ownPerPageAndRevision,
      handoffs,
      bothRevisions,
    ];
    assert.deepEqual(two(floors(rolling)), [0, 0, 0, 0]);
    assert.deepEqual(two(floors({ ...telling, require: { revisions: 1 } })), [1, 0, 0, 0]);
    assert.equal(floors(rolling).loginsDuring, 1);
  });

  it('ask a watch for a rollout, since it awaits one', () => {
    const target = telling.target;
    assert.equal(floors({ ...plain, target }, { watching: true }).revisions, 2);
  });

  it('are told with what was expected where they are wrong', () => {
    const wrong = {
      ...telling,
      require: { preset: 'lax', bothRevisions: '150%', maxRateOver: 'all', maxRate: 0 },
    };
    assert.throws(
      () => floors(wrong),
      (error) => {
        assert.ok(error instanceof SosieError);
        assert.match(
          error.message,
          /require\.preset must be one of "quick", "standard", "strict", but was "lax"/,
        );
        assert.match(
          error.message,
          /require\.bothRevisions must be .* a share such as "75%", but was "150%"/,
        );
        assert.match(error.message, /require\.maxRateOver must be one of "rollout", "each-phase"/);
        assert.match(error.message, /require\.maxRate must be a number from 1e-9/);
        return true;
      },
    );
    assert.throws(() => floors({ ...telling, require: 'lax' }), /require\.preset must be one of/);
  });
});
