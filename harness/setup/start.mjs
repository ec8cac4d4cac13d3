// npm start: installs and builds what is missing, then runs the demo. Needs nothing but Node.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';

requireNode();
const { isBuilt, buildIfNeeded } = await import('./build.mjs');
const { installIfNeeded, whyInstall } = await import('./install.mjs');
const { orExplain, root } = await import('./project.mjs');

const help = `npm start [-- OPTIONS]

Replays a real mix-up of users on the local lab and shows that Sosie finds it, then the mended release:
  1. installs the dependencies and builds dist/, where that is still to be done
  2. La Poste, 20 June 2019: a release whose new processes hand out session ids that are already in use.
     The run must end with the verdict "fail" and show who saw whom.
  3. The same rollout without the defect. The run must end with the verdict "pass".

Exit code 0 when both verdicts are as they should be. Everything happens on 127.0.0.1.
Other commands: npm test (all tests), npm run check (before a commit), npx sosie --help, npx sosie-lab --help.
`;

const args = process.argv.slice(2);
const asksForHelp = args.includes('--help') || args.includes('-h');

await orExplain(async () => {
  if (asksForHelp) {
    process.stdout.write(help);
    if (whyInstall() !== null || !isBuilt()) return;
    process.stdout.write('\nOptions of the demo:\n');
  } else {
    await installIfNeeded();
    await buildIfNeeded();
  }
  // In this process rather than in a child: exit code, signals and terminal are the demo's own.
  const cli = join(root, 'dist', 'lab', 'cli', 'sosie-lab.js');
  process.argv = [process.execPath, cli, 'demo', ...args];
  await import(pathToFileURL(cli).href);
});
