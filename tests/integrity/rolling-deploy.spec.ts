import { expect, test, type SignedInActor } from 'sosie/playwright';

// La Poste, 20 June 2019: after an update of the shop every reload of the profile showed somebody else. Four visitors,
// each a worker with an identity of its own, keep reloading everything personal (in the lab: profile, orders, letter,
// the API, the letter's PDF preview) before, during and after a rolling deploy.
const visitors = 4;
const rounds = 3;

/** One round over everything that the config names: each answer must be the visitor's own. */
async function lookAround(actor: SignedInActor): Promise<void> {
  for (const { name, kind } of actor.pages) {
    const seen = kind === 'page' ? await actor.reload(name) : await actor.fetch(name);
    const said = seen.filter((one) => one.class !== 'blank').map((one) => `${one.where}: ${one.class}`);
    expect(said).toContain(`${name}: own`);
    expect(said.filter((one) => !one.endsWith(': own'))).toEqual([]);
  }
}

for (let visitor = 1; visitor <= visitors; visitor += 1) {
  test(`visitor ${String(visitor)} sees only themselves before, during and after a rolling deploy`, async ({
    actor,
    identity,
    crowd,
    rollout,
  }, { config }) => {
    test.skip(
      rollout.phase() !== 'before',
      'fewer workers than visitors: the deploy was over before this one came',
    );
    expect(crowd.sessions).toBeGreaterThan(0);
    const first = actor.pages.find(({ kind }) => kind === 'page')?.name ?? '';

    await actor.visit(first);
    await expect(actor.page).toShowOnly(identity);
    for (let round = 0; round < rounds; round += 1) await lookAround(actor);

    await rollout.begin({ together: Math.min(visitors, config.workers) });
    do await lookAround(actor);
    while (rollout.phase() === 'during');
    await rollout.finished();

    for (let round = 0; round < rounds; round += 1) await lookAround(actor);
    await actor.login();
    await actor.visit(first);
    await expect(actor.page).toShowOnly(identity);
  });
}
