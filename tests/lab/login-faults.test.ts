import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliasMapping } from '../../lab/faults/alias-mapping.js';
import { caseFolding } from '../../lab/faults/case-folding.js';
import type { Fault } from '../../lab/faults/fault.js';
import { loginSingleton } from '../../lab/faults/login-singleton.js';
import { logoutCookieOnly } from '../../lab/faults/logout-cookie-only.js';
import { oauthStateGlobal } from '../../lab/faults/oauth-state-global.js';
import { reusedAccountId } from '../../lab/faults/reused-account-id.js';
import { ssoCallbackCached } from '../../lab/faults/sso-callback-cached.js';
import { subjectCollision } from '../../lab/faults/subject-collision.js';
import { openLab, type Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { get, until } from '../unit/lab-edge/origin.js';
import { makeAccounts, type LabAccount } from './admin-accounts.js';
import { signIn } from './sign-in.js';

/** `before` on the sound release, `after` on the one with the fault, with what `before` gave. */
async function acrossRollout<T>(
  fault: Fault,
  before: (lab: Lab) => Promise<T>,
  after: (lab: Lab, given: T) => Promise<void>,
): Promise<void> {
  const lab = await openLab(labOptions(fault, { crowd: 0, customers: 30, testAccounts: 4, instances: 1 }));
  try {
    const given = await before(lab);
    await lab.roll('v2', () => undefined);
    await after(lab, given);
  } finally {
    await lab.close();
  }
}

/** Whom the session of this cookie is shown: an e-mail, or "nobody". */
async function shownBy(lab: Lab, cookie: string): Promise<string> {
  const answer = await get(`${lab.url}/api/me`, cookie);
  const text = await answer.text();
  return answer.status === 200 ? (JSON.parse(text) as { email: string }).email : 'nobody';
}

/** Whom somebody is shown who signs in with this identifier. */
async function reached(lab: Lab, account: LabAccount, identifier = account.username): Promise<string> {
  return shownBy(lab, await signIn(lab.url, { username: identifier, password: account.password }));
}

/** All sign in at the same moment; how many of them were shown somebody else. */
async function strayed(lab: Lab, accounts: readonly LabAccount[]): Promise<number> {
  const seen = await Promise.all(
    accounts.map((account) => reached(lab, account).catch(() => account.data['email'])),
  );
  return seen.filter((email, index) => email !== accounts[index]?.data['email']).length;
}

const crowd = Array.from({ length: 9 }, (_, index) => ({ reference: `p${String(index)}` }));

test('alias-mapping: numbers lead to the next file, but for changed passwords, e-mails and open sessions', async () => {
  await acrossRollout(
    aliasMapping,
    async (lab) => {
      const accounts = await makeAccounts(lab, crowd);
      for (const account of accounts) {
        for (const identifier of [account.username, ...account.aliases])
          assert.equal(await reached(lab, account, identifier), account.data['email']);
      }
      const [first] = accounts;
      assert.ok(first !== undefined);
      return { accounts, first, open: await signIn(lab.url, first) };
    },
    async (lab, { accounts, first, open }) => {
      assert.equal(await shownBy(lab, open), first.data['email']);
      const cohorts = new Set(accounts.flatMap(({ traits }) => traits));
      assert.deepEqual([...cohorts].sort(), ['migrated', 'not migrated', 'password changed']);
      for (const account of accounts.slice(0, -2)) {
        assert.equal(await reached(lab, account), account.data['email']);
        const changed = account.traits.includes('password changed');
        for (const number of account.aliases)
          assert.equal((await reached(lab, account, number)) === account.data['email'], changed);
      }
    },
  );
});

test('login-singleton and oauth-state-global: those who sign in at once become one another, one by one nobody does', async () => {
  for (const fault of [loginSingleton, oauthStateGlobal]) {
    await acrossRollout(
      fault,
      async (lab) => {
        const accounts = await makeAccounts(lab, crowd);
        for (let round = 0; round < 3; round += 1) assert.equal(await strayed(lab, accounts), 0, fault.id);
        return accounts;
      },
      async (lab, accounts) => {
        for (const account of accounts) assert.equal(await reached(lab, account), account.data['email']);
        await until(fault.id, async () => (await strayed(lab, accounts)) > 0, 20_000);
      },
    );
  }
});

test('subject-collision and case-folding: twins are apart on the sound release, and one person on the other', async () => {
  const hows = {
    'subject-collision': ['other-provider'],
    'case-folding': ['case', 'dots', 'unicode'],
  } as const;
  for (const fault of [subjectCollision, caseFolding]) {
    const nearness = hows[fault.id as keyof typeof hows];
    await acrossRollout(
      fault,
      async (lab) => {
        const twins = nearness.map((how) => ({
          reference: how,
          near: { reference: `model of ${how}`, how },
        }));
        const accounts = await makeAccounts(lab, [
          ...twins.map(({ near }) => ({ reference: near.reference })),
          ...twins,
        ]);
        for (const account of accounts) assert.equal(await reached(lab, account), account.data['email']);
        return accounts;
      },
      async (lab, accounts) => {
        for (const [index, how] of nearness.entries()) {
          const model = accounts[index];
          const twin = accounts[index + nearness.length];
          assert.ok(twin !== undefined && model !== undefined);
          assert.equal(await reached(lab, twin), model.data['email'], how);
          assert.equal(await reached(lab, model), model.data['email'], how);
        }
      },
    );
  }
});

test('sso-callback-cached: whoever signs in within three seconds is the one before', async () => {
  await acrossRollout(
    ssoCallbackCached,
    (lab) => makeAccounts(lab, crowd.slice(0, 3)),
    async (lab, [first, second]) => {
      assert.ok(first !== undefined && second !== undefined);
      assert.equal(await reached(lab, first), first.data['email']);
      assert.equal(await reached(lab, second), first.data['email']);
    },
  );
});

test('reused-account-id: sessions from before are somebody else’s after a restore, fresh ones are not', async () => {
  await acrossRollout(
    reusedAccountId,
    async (lab) => {
      const accounts = await makeAccounts(lab, crowd);
      return { accounts, open: await Promise.all(accounts.map((account) => signIn(lab.url, account))) };
    },
    async (lab, { accounts, open }) => {
      for (const account of accounts) assert.equal(await reached(lab, account), account.data['email']);
      // Three numbers were free below them: each old session shows the account three places on.
      for (const [index, cookie] of open.slice(0, -3).entries())
        assert.equal(await shownBy(lab, cookie), accounts[index + 3]?.data['email']);
    },
  );
});

test('logout-cookie-only: the old cookie works on after logout', async () => {
  const leave = async (lab: Lab, account: LabAccount): Promise<string> => {
    const cookie = await signIn(lab.url, account);
    const answer = await fetch(`${lab.url}/logout`, {
      method: 'POST',
      headers: { cookie },
      redirect: 'manual',
    });
    assert.equal(answer.status, 303);
    const set = answer.headers.getSetCookie().at(-1) ?? '';
    assert.match(set, /^sid=;/, 'the browser forgets the cookie');
    return shownBy(lab, cookie);
  };
  await acrossRollout(
    logoutCookieOnly,
    async (lab) => {
      const [account] = await makeAccounts(lab, crowd.slice(0, 1));
      assert.ok(account !== undefined);
      assert.equal(await leave(lab, account), 'nobody');
      return account;
    },
    async (lab, account) => assert.equal(await leave(lab, account), account.data['email']),
  );
});
