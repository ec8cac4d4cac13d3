import { expect, test, type SignedInActor } from 'sosie/playwright';

// CAF (family allowances), 10 and 11 October 2021: with a new release people could sign in by their social-security
// number as well, and about 7,000 of them reached the file of somebody else; every operation of those hours had to be
// cancelled. Whoever stayed signed in, or had changed their password, was not affected: so reloads alone show nothing.
// Neighbours in the list of accounts belong to different cohorts; four workers are four of them.
const beneficiaries = 3;
const together = beneficiaries + 1;

/** Signs in by each identifier of the account: each must reach the same one, and nobody else's. */
async function signInByEach(actor: SignedInActor): Promise<void> {
  for (let alias = 0; alias <= actor.identity.aliases.length; alias += 1) {
    await actor.login(alias);
    await actor.visit(firstPageOf(actor));
    await expect(actor.page).toShowOnly(actor.identity);
  }
}

function firstPageOf({ pages }: SignedInActor): string {
  return pages.find(({ kind }) => kind === 'page')?.name ?? '';
}

/** Writes with a session that signed in by the last identifier; the account that one reads by the username must have it. */
async function writeAndReadBack(actor: SignedInActor): Promise<void> {
  for (const { name, readBack } of actor.writes) {
    await actor.login(actor.identity.aliases.length);
    const { field } = await actor.write(name);
    await actor.login();
    const seen = await actor.fetch(readBack.name);
    expect(seen.flatMap((one) => one.seen).flatMap(({ fields }) => fields)).toContain(field);
  }
}

// First in the file: it needs the deploy from its beginning.
test('a beneficiary who stays signed in sees nothing of it', async ({ actor, identity, rollout }, {
  config,
}) => {
  test.skip(rollout.phase() !== 'before', 'the deploy was over before this one came');
  const page = firstPageOf(actor);
  const look = async (): Promise<void> => {
    await actor.reload(page);
    await expect(actor.page).toShowOnly(identity);
  };
  await look();
  await rollout.begin({ together: Math.min(together, config.workers) });
  do await look();
  while (rollout.phase() === 'during');
  await rollout.finished();
  await look();
  expect(actor.signedIn).toBe(true);
});

for (let one = 1; one <= beneficiaries; one += 1) {
  test(`beneficiary ${String(one)} reaches their own account by every identifier, and writes into it`, async ({
    actor,
    identity,
    rollout,
  }, { config }) => {
    test.skip(identity.aliases.length === 0, 'the account has one identifier only');
    await signInByEach(actor);

    await rollout.begin({ together: Math.min(together, config.workers) });
    await writeAndReadBack(actor);
    do await signInByEach(actor);
    while (rollout.phase() === 'during');
    await rollout.finished();

    await signInByEach(actor);
    await writeAndReadBack(actor);
  });
}
