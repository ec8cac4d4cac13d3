import { expect, test } from 'sosie/playwright';

// Optical Center, July 2017: whoever put the address of an invoice into the address bar was shown it, whosever it was,
// without a login: 334,000 documents lay open (CNIL, 2018). Every document of every identity is asked for before, during
// and after a deploy. What shows its owner's data throws at once.
const nothingToAsk = 'no URL is known to belong to one identity alone (`objects` in the config)';

test('no invoice opens without a login', async ({ anonymous, ownedPages, rollout }) => {
  test.skip(ownedPages.length === 0, nothingToAsk);
  const askForAll = async (): Promise<void> => {
    for (const page of ownedPages) {
      const seen = await anonymous.ask(page);
      // An answer that never came is no refusal; a way to the login page is two answers.
      expect(seen.at(-1)?.outcome).toBe('ok');
    }
  };
  await askForAll();
  await rollout.begin({ together: 2 });
  do await askForAll();
  while (rollout.phase() === 'during');
  await rollout.finished();
  await askForAll();
});

test('an invoice opens for its owner, and for nobody else who is signed in', async ({
  actor,
  identity,
  ownedPages,
  rollout,
}) => {
  const isOwn = ({ owner }: { owner: string }): boolean => owner === identity.id;
  test.skip(!ownedPages.some(isOwn) || ownedPages.every(isOwn), nothingToAsk);
  const askForAll = async (): Promise<void> => {
    for (const page of ownedPages) {
      const seen = (await actor.ask(page)).filter(({ where }) => where === page.name);
      if (isOwn(page)) expect(seen.map((one) => one.class)).toContain('own');
      else expect(seen.map(({ outcome }) => outcome)).toContain('ok');
    }
  };
  await askForAll();
  await rollout.begin({ together: 2 });
  do await askForAll();
  while (rollout.phase() === 'during');
  await rollout.finished();
  await askForAll();
});
