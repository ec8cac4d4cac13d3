import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import { writeExport } from '../export-job.js';
import type { Step } from '../parts.js';
import { visitorOrRefusal } from '../visitors.js';

/** GET /account/export: all that the shop holds about the visitor (GDPR, article 20), as a download. */
export const exportData: Step = {
  name: 'export',
  create: (shop) =>
    Router().get('/account/export', async (req, res) => {
      const account = await visitorOrRefusal(shop, req, res);
      if (account === null) return;
      const scratch = await shop.parts.scratch();
      try {
        await writeExport(shop.records, account, scratch.path);
        res.attachment('mes-donnees.json').type('application/json');
        res.send(await readFile(scratch.path));
      } finally {
        await scratch.remove();
      }
    }),
};
