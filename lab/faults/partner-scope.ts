import { Router } from 'express';
import { grantableFields } from '../shop/partner-tokens.js';
import type { Step } from '../shop/parts.js';
import { practiceIds } from '../shop/practices.js';
import { partnerOrRefusal, partners, sendAppointments } from '../shop/steps/partners.js';
import type { Fault } from './fault.js';
import { replaceStep } from '../shop/change-steps.js';

/** The new version of the interface checks that the token is one of ours, and no longer what it was granted. */
const unscopedPartners: Step = {
  name: partners.name,
  create: (shop) =>
    Router()
      .get('/partner/appointments', async (req, res) => {
        const partner = await partnerOrRefusal(shop, req, res);
        if (partner === null) return;
        const everything = { practices: [...practiceIds], fields: [...grantableFields] };
        await sendAppointments(shop, res, { name: partner.name, ...everything });
      })
      .use(partners.create(shop)),
};

/** Any partner's token reads every practice's appointments. */
export const partnerScope: Fault = {
  id: 'partner-scope',
  kind: 'fault',
  title: 'the partner interface serves every practice and every field to any valid token',
  incident: {
    what: 'Doctolib, 21 July 2020: data of 6,158 appointments read, not on its site but through connected third-party software',
    source:
      'https://www.numerama.com/politique/638685-membre-de-doctolib-certaines-de-vos-donnees-ont-pu-etre-consultees-frauduleusement.html',
  },
  acts: 'always',
  advice: {
    shows:
      'A partner’s token reads the records of other partners’ customers, or fields that it was never ' +
      'granted; no user notices.',
    prevent:
      'Put what a token was granted into the query at each request, answer with a list of allowed fields, ' +
      'and test each version of the interface with two partners.',
  },
  oracles: ['scope-excess'],
  layer: 'authorization',
  shop: (parts) => ({ ...parts, steps: replaceStep(parts.steps, partners.name, unscopedPartners) }),
};
