import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { history, type HistoryBuilder } from '../history-builder.js';
import { blamed, causesFor, causesOf, experiment, person } from './diagnosed.js';

const people = [1, 2, 3, 4, 5, 6].map(person);
const next = (index: number, by = 1): string => person(((index + by - 1) % people.length) + 1);

/** Everybody signs in and sees themselves twice, in bodies that are different each time. */
function started(): HistoryBuilder {
  const built = history().phase('before');
  for (const viewer of people)
    built.login(viewer).own(viewer, { token: `t-${viewer}`, digest: `a-${viewer}` });
  for (const viewer of people) built.own(viewer, { token: `t-${viewer}`, digest: `b-${viewer}` });
  return built.phase('during').set({ revision: 'v2', instance: 'b' });
}

type Shown = { readonly owner: string } & NonNullable<Parameters<HistoryBuilder['foreign']>[2]>;

/** `rounds` looks of everybody that show `owner(index, round)`. */
function wrong(
  built: HistoryBuilder,
  rounds: number,
  look: (index: number, round: number) => Shown,
): HistoryBuilder {
  for (let round = 0; round < rounds; round += 1) {
    for (const [position, viewer] of people.entries()) {
      const { owner, ...change } = look(position + 1, round);
      if (owner === viewer) built.own(viewer, { token: `t-${viewer}`, digest: `o-${round}-${viewer}` });
      else built.foreign(viewer, owner, { token: `t-${viewer}`, digest: `w-${round}-${viewer}`, ...change });
    }
  }
  return built;
}

const replay = (viewer: string, atMs: number) => ({ actor: `s-${viewer}`, viewer, atMs });

describe('the signature table', () => {
  it('E1, E3–E5, E8–E12: marked as a cache hit, received by the owner before', () => {
    const built = wrong(started(), 4, (index) => ({
      owner: next(index, 2),
      cache: { 'x-cache': 'HIT', age: '2' },
      replayOf: replay(next(index, 2), 0),
    }));
    const [best] = causesOf(built);
    assert.equal(best?.layer, 'edge-cache');
    assert.ok(best.confidence >= 0.8, 'headers and contents agree');
  });

  it('E1 behind a cache that does not tell: cured by a cache-buster, shown without a login', () => {
    const built = wrong(started(), 4, (index) => ({ owner: next(index, 2), digest: 'same' }));
    const causes = causesOf(built, [
      experiment('alone', 30, 36),
      experiment('cache-buster', 0, 36),
      experiment('anonymous', 5, 6),
    ]);
    assert.equal(blamed(causes), 'edge-cache');
  });

  it('E2: the own token was replaced by another, who is shown from then on', () => {
    const built = started();
    for (const viewer of ['u02', 'u03', 'u04'])
      for (const round of [1, 2, 3])
        built.foreign(viewer, 'u01', { token: 't-u01', digest: `${viewer}-${String(round)}` });
    assert.equal(blamed(causesOf(built)), 'edge-cache');
  });

  it('L2: a token replaced by that of an answer to another request is no replayed Set-Cookie', () => {
    const built = wrong(started(), 6, (index, round) => {
      const owner = next(index, 2);
      const displaced = index === 1 && round % 2 === 1 ? { slots: [] } : {};
      return { owner, ...(round === 0 ? {} : { token: `t-${owner}` }), ...displaced };
    });
    assert.equal(blamed(causesOf(built)), 'connection');
  });

  it('E6, E7: only together, the owner got the same bytes in the same moment', () => {
    const built = wrong(started(), 4, (index, round) => ({
      owner: next(index, 1 + round),
      overlaps: 4,
      replayOf: replay(next(index, 1 + round), 1e6),
    }));
    const causes = causesOf(built, [
      experiment('alone', 0, 36),
      experiment('together', 30, 54),
      experiment('together-cache-buster', 0, 54),
    ]);
    assert.equal(blamed(causes), 'request-collapsing');
    assert.ok((causes[0]?.confidence ?? 0) >= 0.8);
  });

  it('L1: a few answers that are not the page asked for are enough', () => {
    const built = wrong(started(), 6, (index, round) => ({
      owner: next(index, round + 1),
      ...(round === 0 && index <= 3 ? { slots: [] } : {}),
    }));
    assert.equal(blamed(causesOf(built)), 'connection');
  });

  it('E7: later requests are given what was fetched for an earlier one, whatever the query', () => {
    const built = started();
    for (let round = 0; round < 4; round += 1) {
      const startedMs = 10_000 + round * 1000;
      const first = person(round + 1);
      built.own(first, { startedMs, atMs: startedMs + 80, digest: `f${String(round)}` });
      for (const viewer of people.filter((each) => each !== first))
        built.foreign(viewer, first, {
          startedMs: startedMs + 20,
          atMs: startedMs + 90,
          overlaps: 3,
          digest: `${viewer} ${String(round)}`,
        });
    }
    assert.equal(blamed(causesOf(built)), 'request-collapsing');
  });

  it('E10: a piece of one other person on several pages', () => {
    const built = wrong(started(), 3, (index, round) => ({
      owner: index === 1 ? 'u02' : 'u01',
      where: ['profile', 'orders', 'letter'][round] ?? 'profile',
      slots: [{ slot: 'h1', says: 'own', owner: person(index), fingerprint: null, masked: null }],
    }));
    assert.equal(blamed(causesOf(built)), 'process-state');
  });

  it('E10: a list that is kept for everybody until the next one takes its place, beside the right name', () => {
    const own = (index: number) => [
      { slot: 'h1', says: 'own', owner: person(index), fingerprint: null, masked: null } as const,
    ];
    const keptOf = (round: number): string => person((Math.floor(round / 2) % people.length) + 1);
    const kept = wrong(started(), 12, (index, round) => ({
      owner: keptOf(round),
      where: 'orders',
      slots: own(index),
    }));
    assert.equal(blamed(causesOf(kept)), 'process-state');
    const rows = wrong(started(), 12, (index, round) => ({
      owner: next(index, (round % 5) + 1),
      where: 'orders',
      slots: own(index),
    }));
    assert.equal(blamed(causesOf(rows)), 'data');
  });

  it('E13: copies of several instances take turns, and no header is of a cache', () => {
    const built = wrong(started(), 10, (index) => {
      const instance = index % 2 === 0 ? 'b' : 'c';
      const owner = index % 2 === 0 ? 'u01' : 'u02';
      return { owner, instance, digest: `kept-${owner}`, replayOf: replay(owner, 0) };
    });
    const causes = causesOf(built, [experiment('alone', 30, 36), experiment('cache-buster', 0, 36)]);
    assert.equal(blamed(causes), 'process-state');
  });

  it('I2: wrong by one kind of identifier only, and right by the others in many more logins', () => {
    const built = started();
    for (let login = 0; login < 3; login += 1) for (const viewer of people) built.login(viewer).own(viewer);
    for (const viewer of people.slice(0, 4))
      built.login(viewer, { alias: 1 }).foreign(viewer, next(Number(viewer.slice(1)), 2));
    assert.equal(blamed(causesOf(built)), 'login-mapping');
  });

  it('L1, L2, L3, J: whole answers that belong to other requests', () => {
    const built = wrong(started(), 4, (index, round) => ({
      owner: next(index, round + 1),
      ...(round === 0 ? {} : { slots: [] }),
    })).foreign('u01', 'u02');
    assert.equal(blamed(causesOf(built)), 'connection');
  });

  it('L4: gone where everybody has a connection of their own', () => {
    const built = wrong(started(), 4, (index, round) => ({ owner: next(index, round + 1) }));
    const causes = causesOf(built, [
      experiment('cache-buster', 20, 36),
      experiment('new-connection', 0, 9),
      experiment('new-connection-shared', 9, 18),
    ]);
    assert.equal(blamed(causes), 'connection');
  });

  it('S5: everybody is one step behind, on the page that was asked for', () => {
    const built = wrong(started(), 6, (index, round) => ({
      owner: next(index, people.length - 1),
      where: round % 2 === 0 ? 'profile' : 'orders',
    }));
    assert.equal(blamed(causesOf(built)), 'session-store');
  });

  it('A1, A2, A3, A7: the next request takes over, only where requests meet', () => {
    const built = wrong(started(), 6, (index, round) => ({
      owner: round % 2 === 0 && index % 2 === 0 ? person(index) : next(index),
      overlaps: 3,
    }));
    const causes = causesOf(built, [
      experiment('alone', 0, 36),
      experiment('together', 30, 54),
      experiment('together-cache-buster', 28, 54),
    ]);
    assert.equal(blamed(causes), 'process-state');
  });

  it('A5, A11, A13, E13: everybody on an instance is its first visitor', () => {
    const built = wrong(started(), 4, (_, round) => ({
      owner: round % 2 === 0 ? 'u01' : 'u02',
      instance: round % 2 === 0 ? 'b' : 'c',
    }));
    assert.equal(blamed(causesOf(built)), 'process-state');
  });

  it('A8, I6: right one after the other, wrong when many sign in at once', () => {
    const built = started();
    for (const viewer of people) built.login(viewer);
    wrong(built, 1, (index) => ({ owner: next(index, 3), token: `own-${String(index)}` }));
    const causes = causesOf(built, [experiment('fresh-login', 0, 6), experiment('logins-together', 3, 6)]);
    assert.ok(['login-mapping', 'process-state'].includes(blamed(causes) ?? ''));
    assert.ok((causes[0]?.confidence ?? 1) < 0.8, 'the two cannot be told apart');
  });

  it('S1: two logins were given the same id, the earlier one becomes the later', () => {
    const built = started();
    built
      .login('u01')
      .own('u01', { token: 'x1' })
      .login('u02')
      .own('u02', { token: 'x1' })
      .foreign('u01', 'u02', { token: 'x1' });
    built
      .login('u03')
      .own('u03', { token: 'x2' })
      .login('u04')
      .own('u04', { token: 'x2' })
      .foreign('u03', 'u04', { token: 'x2' });
    assert.equal(blamed(causesOf(built)), 'session-store');
  });

  it('S3, S4, I8: one certain other person on one release, oneself on the other', () => {
    const built = started();
    for (let round = 0; round < 4; round += 1) {
      for (const [index, viewer] of people.entries()) {
        built.foreign(viewer, next(index + 1, 3), { revision: 'v2', digest: `f${String(round)}${viewer}` });
        built.own(viewer, { revision: 'v1', digest: `g${String(round)}${viewer}` });
      }
    }
    assert.equal(blamed(causesOf(built)), 'session-store');
  });

  it('S6, S10: only those of a group are shown to each other, and all of a group the same person at a time', () => {
    const groups = [0, 3, 6].map((first) => [1, 2, 3].map((number) => person(first + number)));
    const causesWhere = (shown: (group: number, place: number, round: number) => string) => {
      const built = started();
      for (let round = 0; round < 6; round += 1)
        for (const [number, group] of groups.entries())
          for (const [place, viewer] of group.entries()) {
            const owner = shown(number, place, round);
            const digest = `g-${String(round)}-${viewer}`;
            if (owner !== viewer) built.foreign(viewer, owner, { token: `t-${viewer}`, digest });
          }
      return causesOf(built, [
        experiment('together', 11, 54),
        experiment('alone', 0, 36),
        experiment('together-cache-buster', 12, 54),
      ]);
    };
    const kept = causesWhere((number, _place, round) => groups[number]?.[Math.floor(round / 2)] ?? '');
    assert.equal(blamed(kept), 'session-store');
    assert.match(kept[0]?.because.join(' ') ?? '', /3 closed groups of 3 people/);
    const anybody = causesWhere((number, place, round) => person(((number * 3 + place + round + 1) % 9) + 1));
    assert.equal(blamed(anybody), 'process-state');
  });

  it('I1, I2, I4, S10: the same other account at every login', () => {
    const built = started();
    for (let login = 0; login < 3; login += 1)
      for (const viewer of ['u02', 'u03', 'u05'])
        for (const round of [1, 2]) {
          if (round === 1) built.login(viewer);
          built.foreign(viewer, next(Number(viewer.slice(1)), 3), { token: `n${String(login)}${viewer}` });
        }
    const causes = causesOf(built, [
      experiment('fresh-login-same-account', 3, 3),
      experiment('fresh-login', 6, 9),
    ]);
    assert.equal(blamed(causes), 'login-mapping');
  });

  it('D1, D3, D4: own data and other people’s rows in one body', () => {
    const built = started();
    for (const viewer of people)
      built.foreign(viewer, 'u09', {
        where: 'orders',
        slots: [{ slot: 'h1', says: 'own', owner: viewer, fingerprint: null, masked: null }],
      });
    assert.equal(blamed(causesOf(built)), 'data');
  });

  it('D1 under load: the next request takes over, but rows of one kind only; of whole people it is the process', () => {
    const under = (fields: readonly string[]) => {
      const built = wrong(started(), 6, (index, round) => ({
        owner: round % 2 === 0 && index % 2 === 0 ? person(index) : next(index),
        overlaps: 3,
        slots: [
          { slot: 'Name', says: 'own', owner: person(index), fingerprint: null, masked: null },
          ...fields.map((slot) => {
            const says = 'other' as const;
            return { slot, says, owner: next(index), fingerprint: `f-${slot}`, masked: '•' };
          }),
        ],
      }));
      return causesOf(built, [
        experiment('alone', 0, 36),
        experiment('together', 30, 54),
        experiment('together-cache-buster', 28, 54),
      ]);
    };
    assert.equal(blamed(under(['Price', 'Price (2)', 'Price (3)'])), 'data');
    assert.equal(blamed(under(['Phone', 'Street', 'Customer number'])), 'process-state');
  });

  it('J2: one download only, the jobs of which meet; where pages are wrong too it is the process', () => {
    const under = (channel: 'page' | 'document', wheres: readonly string[]) => {
      const built = started();
      for (const viewer of people)
        for (const where of ['orders', 'letters']) built.own(viewer, { where, token: `t-${viewer}` });
      wrong(built, 4, (index, round) => ({
        owner: next(index),
        channel,
        where: wheres[round % wheres.length] ?? '',
        overlaps: 3,
        slots: [
          { slot: 'Name', says: 'own', owner: person(index), fingerprint: null, masked: null },
          { slot: 'Name (2)', says: 'other', owner: next(index), fingerprint: 'f', masked: '•' },
          { slot: 'Phone', says: 'other', owner: next(index), fingerprint: 'g', masked: '•' },
        ],
      }));
      return blamed(
        causesOf(built, [
          experiment('alone', 0, 12),
          experiment('together', 14, 16),
          experiment('together-cache-buster', 11, 16),
        ]),
      );
    };
    assert.equal(under('document', ['export']), 'data');
    assert.equal(under('page', ['export', 'orders', 'letters']), 'process-state');
  });

  it('C1–C4: only on a browser that somebody else used', () => {
    const built = started().foreign('u01', 'u02', { operation: 'handover', predecessor: 'u02' });
    for (let look = 0; look < 20; look += 1) built.own('u03');
    const [best] = causesFor('client-residue', built.records);
    assert.equal(best?.layer, 'client');
    assert.ok(best.confidence >= 0.8);
  });

  it('O1–O3: only at private addresses that others ask for', () => {
    const built = started().foreign('u01', 'u02', { operation: 'probe' });
    for (let look = 0; look < 20; look += 1) built.own('u03');
    assert.equal(blamed(causesFor('object-access', built.records)), 'authorization');
  });

  it('E11: an address without a login is a cache where ordinary looks are cached too', () => {
    const built = wrong(started(), 4, (index) => ({ owner: next(index, 2), cache: { 'x-cache': 'HIT' } }));
    built.foreign('u01', 'u02', { operation: 'probe', viewer: null, cache: { 'x-cache': 'HIT' } });
    const [best] = causesFor('anonymous-access', built.records);
    assert.ok(best !== undefined && (best.layer !== 'authorization' || best.confidence < 0.8));
  });

  it('A5, L3 seen without a login: on the connections of others only, it is no missing check', () => {
    const built = started();
    for (const round of [1, 2, 3])
      for (const owner of people)
        built.foreign('u01', owner, {
          operation: 'probe',
          viewer: null,
          digest: `p-${owner}-${String(round)}`,
        });
    const trial = [experiment('anonymous', 6, 6), experiment('anonymous-apart', 0, 6)];
    assert.equal(blamed(causesOf(built, trial)), 'connection');
    assert.equal(
      blamed(causesOf(built, [experiment('anonymous', 6, 6), experiment('anonymous-apart', 6, 6)])),
      'authorization',
    );
  });

  it('A5 seen with a login: without one somebody is shown on one connection, and nobody on others', () => {
    const built = wrong(started(), 4, (index) => ({ owner: next(index, 2) }));
    const alone = [experiment('alone', 36, 36), experiment('cache-buster', 36, 36)];
    const apart = [experiment('anonymous', 0, 9), experiment('anonymous-apart', 9, 9)];
    assert.equal(blamed(causesOf(built, [...alone, ...apart])), 'connection');
    const everywhere = [experiment('anonymous', 9, 9), experiment('anonymous-apart', 9, 9)];
    const nowhere = [experiment('anonymous', 0, 9), experiment('anonymous-apart', 0, 9)];
    for (const same of [everywhere, nowhere]) {
      const [best] = causesOf(built, [...alone, ...same]);
      assert.ok(best?.because.every((text) => !text.includes('that nobody else uses')));
    }
  });

  it('C3: a page that comes back after the logout is the browser, and not the session', () => {
    for (const [operation, layer] of [
      ['back', 'client'],
      ['reuse', 'session-store'],
    ] as const) {
      const built = started();
      for (const tried of ['logout', operation] as const)
        built.own('u03', { operation: tried, class: 'anonymous', phase: 'before' });
      for (let look = 0; look < 20; look += 1) built.own('u03');
      built.own('u03', { operation: 'logout', class: 'anonymous' }).own('u03', { operation });
      const [best] = causesOf(built);
      assert.equal(best?.layer, layer, operation);
    }
  });

  it('X1, S7: the old session still works after the logout', () => {
    const built = started();
    for (let look = 0; look < 20; look += 1) built.own('u03');
    assert.equal(blamed(causesFor('after-logout', built.records)), 'session-store');
  });

  it('I5: the login kept the session id', () => {
    assert.equal(blamed(causesFor('session-fixation', started().records)), 'login-mapping');
  });
});

describe('a diagnosis', () => {
  it('is not sure of anything from a single wrong look', () => {
    for (const { confidence } of causesOf(started().foreign('u01', 'u02'))) assert.ok(confidence < 0.5);
  });

  it('takes equal bytes for a replay only where a page is different at every look', () => {
    const built = history().phase('before');
    for (let round = 0; round < 3; round += 1)
      for (const viewer of people) built.own(viewer, { digest: `same-${viewer}` });
    wrong(built, 4, (index) => ({ owner: next(index, 2), digest: 'x', replayOf: replay(next(index, 2), 0) }));
    const reasons = causesOf(built).flatMap(({ because }) => because);
    assert.ok(!reasons.some((reason) => reason.includes('byte for byte')));
  });

  it('names nothing where nothing was reported', () => {
    assert.deepEqual(causesOf(started()), []);
  });
});
