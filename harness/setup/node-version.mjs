// Old syntax on purpose: this file must still run on a Node that is too old for the rest.
import { readFileSync } from 'node:fs';

/**
 * Ends the process with code 2 and a plain sentence when this Node is older than `engines.node` of the
 * project's package.json asks for.
 */
export function requireNode() {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const wanted = manifest.engines.node.replace(/[^0-9.]/g, '');
  if (!isOlder(process.versions.node, wanted)) return;
  console.error(
    'Sosie needs Node ' +
      wanted +
      ' or newer, but this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\n' +
      'Hint: install a current Node from https://nodejs.org, or type "nvm install --lts && nvm use --lts".',
  );
  process.exit(2);
}

function isOlder(version, wanted) {
  const have = version.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  for (let i = 0; i < want.length; i += 1) {
    if ((have[i] || 0) !== want[i]) return (have[i] || 0) < want[i];
  }
  return false;
}
