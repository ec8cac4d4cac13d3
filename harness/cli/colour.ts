/** Whether to colour: NO_COLOR (no-color.org) wins, then FORCE_COLOR, then whether people look at it. */
export function wantsColour(env: NodeJS.ProcessEnv, isTty: boolean): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return isTty;
}
