import { fileURLToPath } from 'node:url';

const fromSource = import.meta.url.endsWith('.ts');
const above = new URL('../../', import.meta.url);

/** The folder of the package: the one that holds package.json, from the sources as well as once built. */
export const packageRoot = fileURLToPath(fromSource ? above : new URL('../', above));

/**
 * The arguments with which node runs one of our programs, named by its path without extension
 * ("lab/shop/main"): the built file once built, the source through tsx otherwise.
 */
export function programArguments(path: string): readonly string[] {
  const file = fileURLToPath(new URL(`${path}${fromSource ? '.ts' : '.js'}`, above));
  return fromSource ? ['--import', import.meta.resolve('tsx'), file] : [file];
}
