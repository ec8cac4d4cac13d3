import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';

const root = join(import.meta.dirname, '../../..');

/** Every file below deploy/ with its text: recipes and what their READMEs tell to type. */
const files = readdirSync(join(root, 'deploy'), { recursive: true, encoding: 'utf8' })
  .map((path) => join(root, 'deploy', path))
  .filter((path) => statSync(path).isFile())
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** `sosie run --during x` on a command line, or `args: [run, --during, x]` of a container. */
function calls(text: string): readonly { readonly command: string; readonly flags: readonly string[] }[] {
  const lines = [...text.matchAll(/\bnpx sosie ([a-z]+)([^\n`]*)/g)];
  const lists = [...text.matchAll(/\bargs:\s*\[\s*([a-z]+),([^\]]*)\]/g)];
  const blocks = [...text.matchAll(/\bargs:\n\s+- ([a-z]+)\n((?:\s+- [^\n]*\n)*)/g)];
  return [...lines, ...lists, ...blocks].map(([, command = '', rest = '']) => ({
    command,
    flags: [...rest.matchAll(/(?<=^|[\s,[])--[a-z-]+/g)].map(([flag]) => flag),
  }));
}

async function help(command: string): Promise<string> {
  const cli = join(root, 'harness/cli/sosie.ts');
  const { stdout } = await execa(process.execPath, ['--import', 'tsx', cli, command, '--help'], {
    cwd: root,
  });
  return stdout;
}

test('every command and flag of the recipes is one of the command line', async () => {
  const all = files.flatMap(({ text }) => calls(text));
  const commands = [...new Set(all.map(({ command }) => command))].sort();
  assert.deepEqual(commands, ['check', 'run', 'watch']);
  for (const command of commands) {
    const known = new Set((await help(command)).match(/--[a-z-]+/g));
    const flags = new Set(all.flatMap((one) => (one.command === command ? one.flags : [])));
    for (const flag of flags) assert.ok(known.has(flag), `sosie ${command} has no ${flag}`);
    if (command !== 'check')
      assert.ok(flags.size > 2, `${command}: ${String(flags.size)} flags were looked at`);
  }
});

test('every SOSIE_ and OTEL_ variable of the recipes is read by the harness', () => {
  const source = readdirSync(join(root, 'harness'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(root, 'harness', path), 'utf8'))
    .join('\n');
  const names = new Set(files.flatMap(({ text }) => text.match(/\b(?:SOSIE|OTEL)_[A-Z_]+\b/g) ?? []));
  assert.ok(names.size >= 4, [...names].join(' '));
  for (const name of names) assert.ok(source.includes(`'${name}'`), `${name} is read nowhere`);
});

test('no recipe holds a secret', () => {
  for (const { path, text } of files)
    for (const [line] of text.matchAll(/^.*(?<=^|[\s"'])(?:password|(?:gate-)?token)['"]?: *.*$/gim))
      assert.match(line, /\$\{|replace-me|secretKeyRef|secrets\.|\(the token\)|README/i, `${path}: ${line}`);
});
