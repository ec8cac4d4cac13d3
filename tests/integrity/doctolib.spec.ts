import { expect, test } from 'sosie/playwright';

// Doctolib, 21 July 2020: data of 6,128 appointments were read, not through the site but through the interface by which
// other software connects to it. Each client of the config asks with its own token, before, during and after a deploy:
// granted practices and fields only, or the call throws at once; and nothing at all without a token.
test('each connected software gets its own practice and the granted fields only', async ({
  clients,
  anonymous,
  rollout,
}) => {
  test.skip(clients.length === 0, 'the config names no API client');
  const callAll = async (): Promise<void> => {
    for (const client of clients)
      for (const page of client.pages) {
        const given = await client.call(page.name);
        expect(given.at(-1)?.class).toBe('own');
        const refused = await anonymous.ask(page);
        expect(refused.at(-1)?.class).toBe('anonymous');
      }
  };
  await callAll();
  await rollout.begin();
  do await callAll();
  while (rollout.phase() === 'during');
  await rollout.finished();
  await callAll();
});
