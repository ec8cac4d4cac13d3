import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';

it('the committed WebAssembly is what its source compiles to', async () => {
  const script = new URL('../../../harness/scan/build-wasm.mjs', import.meta.url);
  const { buildScanWasm } = (await import(script.href)) as { buildScanWasm: () => Promise<string> };
  const committed = await readFile(new URL('../../../harness/scan/scan-wasm.ts', import.meta.url), 'utf8');
  const built = await buildScanWasm();
  assert.ok(committed === built, 'scan-wasm.ts is stale; run: node harness/scan/build-wasm.mjs');
});
