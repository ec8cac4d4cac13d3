import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScratchFile } from '../shop/scratch.js';
import type { Fault } from './fault.js';

/** Names the scratch file by the minute: jobs of one minute write, read and remove the same file. */
async function createScratchOfTheMinute(): Promise<ScratchFile> {
  const minute = new Date().toISOString().slice(0, 16).replace(/\D/g, '');
  const path = join(tmpdir(), `lab-export-${process.pid}-${minute}.json`);
  return { path, remove: () => rm(path, { force: true }) };
}

/** Export jobs that run at the same time hand out each other's files. */
export const exportMixup: Fault = {
  id: 'export-mixup',
  kind: 'fault',
  title: 'export jobs of one minute share a scratch file',
  incident: {
    what: 'Google Takeout, 21–25 November 2019: archives held videos of strangers',
    source: 'https://9to5google.com/?p=336737',
  },
  acts: 'load',
  advice: {
    shows:
      'A download holds another person’s data, whole or in part, when several were made at the same time; ' +
      'the page that offered it is right.',
    prevent:
      'Give each job a file that no other can have (`fs.mkdtemp`, a UUID, opened with `wx`), and write ' +
      'the owner into it, to be compared when it is handed out.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'data',
  shop: (parts) => ({ ...parts, scratch: createScratchOfTheMinute }),
};
