import { expect, test } from 'sosie/playwright';

// Francetest, August 2021: the personal data and test results of 700,000 people were open for months in a few clicks.
// Somebody without a login asks for every page of the site, for the usual places of listings, exports, backups and
// admin pages, and counts on to the numbers of others (only to such as belong to a synthetic identity: nobody real is
// looked at). Whatever holds an identity's data throws at once.
test('no page, listing, export, backup or number holds anybody without a login', async ({
  anonymous,
  ownedPages,
  rollout,
}) => {
  const askForAll = async (): Promise<void> => {
    for (const page of [...anonymous.closed, ...ownedPages]) {
      const seen = await anonymous.ask(page);
      // An answer that never came is no refusal; a way to the login page is two answers.
      expect(seen.at(-1)?.outcome).toBe('ok');
    }
  };
  expect(anonymous.closed).not.toEqual([]);
  await askForAll();
  await rollout.begin();
  do await askForAll();
  while (rollout.phase() === 'during');
  await rollout.finished();
  await askForAll();
});
