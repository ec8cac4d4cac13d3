import { expect, test, type SignedInActor } from 'sosie/playwright';

// La Poste, 20 June 2019: after an update of the shop every reload of the profile showed somebody else. Four
// visitors, each a worker of its own, keep reloading before, during and after a rolling deploy.
const visitors = 4;
const looksAround = 3;

/** One round over everything that is personal: how many answers were the visitor's own, and no other's. */
async function lookAround(actor: SignedInActor): Promise<void> {
  for (const look of [
    await actor.reload('profile'),
    await actor.reload('letter'),
    await actor.fetch('me'),
    await actor.fetch('letter preview'),
  ]) {
    const said = look.filter(({ class: kind }) => kind !== 'blank');
    expect(said.map(({ where, class: kind }) => `${where}: ${kind}`)).toEqual(
      said.map(({ where }) => `${where}: own`),
    );
    expect(said.length).toBeGreaterThan(0);
  }
}

for (let visitor = 1; visitor <= visitors; visitor += 1) {
  test(`visitor ${String(visitor)} sees only themselves before, during and after a rolling deploy`, async ({
    actor,
    identity,
    crowd,
    rollout,
  }, { config }) => {
    test.skip(rollout.phase() !== 'before', 'there are fewer workers than visitors: the deploy was over');
    expect(crowd.sessions).toBeGreaterThan(0);

    await actor.visit('profile');
    await expect(actor.page).toShowOnly(identity);
    for (let i = 0; i < looksAround; i += 1) await lookAround(actor);

    await rollout.begin({ together: Math.min(visitors, config.workers) });
    do await lookAround(actor);
    while (rollout.phase() === 'during');
    await rollout.finished();

    for (let i = 0; i < looksAround; i += 1) await lookAround(actor);
    await actor.reload('profile');
    await expect(actor.page).toShowOnly(identity);

    await actor.login();
    await lookAround(actor);
  });
}
