import { Router, urlencoded, type Request, type Response } from 'express';
import { formText } from '../form.js';
import type { Shop, Step } from '../parts.js';
import { visitorOrLogin, visitorOrRefusal } from '../visitors.js';

/** GET /letters, GET and POST /letters/draft, GET /letters/draft/preview. */
export const letters: Step = {
  name: 'letters',
  create: (shop) =>
    Router()
      .get('/letters', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account === null) return;
        const own = await shop.records.letters(account);
        res.send(shop.parts.views.letters({ release: shop.settings.release, account }, own));
      })
      .get('/letters/draft', async (req, res) => {
        const account = await visitorOrLogin(shop, req, res);
        if (account === null) return;
        const draft = await shop.records.draft(account);
        const frame = { release: shop.settings.release, account };
        res.send(shop.parts.views.draft(frame, draft, req.session.csrf ?? ''));
      })
      .post('/letters/draft', urlencoded({ extended: false }), async (req, res) => saveDraft(shop, req, res))
      .get('/letters/draft/preview', async (req, res) => showPreview(shop, req, res)),
};

async function saveDraft(shop: Shop, req: Request, res: Response): Promise<void> {
  const account = await visitorOrLogin(shop, req, res);
  if (account === null) return;
  if (req.session.csrf === undefined || formText(req, 'csrf') !== req.session.csrf) {
    res.status(403).type('text/plain').send('Le formulaire a expiré.');
    return;
  }
  await shop.records.saveDraft(account, formText(req, 'text'));
  res.redirect(303, '/letters/draft');
}

async function showPreview(shop: Shop, req: Request, res: Response): Promise<void> {
  const account = await visitorOrRefusal(shop, req, res);
  if (account === null) return;
  const draft = await shop.records.draft(account);
  const pdf = await shop.parts.views.letterPdf(account, draft);
  res
    .set('content-disposition', `inline; filename="${draft.number}.pdf"`)
    .type('application/pdf')
    .send(Buffer.from(pdf));
}
