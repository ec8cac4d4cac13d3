import { Router, urlencoded, type Request, type Response } from 'express';
import { formText } from '../form.js';
import type { Shop, Step } from '../parts.js';
import { visitorOrLogin } from '../visitors.js';

const longestNote = 400;

/** GET and POST /account/note: the instructions for the postman. */
export const note: Step = {
  name: 'note',
  create: (shop) =>
    Router()
      .get('/account/note', async (req, res) => showForm(shop, req, res, null))
      .post('/account/note', urlencoded({ extended: false }), async (req, res) => save(shop, req, res)),
};

async function showForm(shop: Shop, req: Request, res: Response, error: string | null): Promise<void> {
  const account = await visitorOrLogin(shop, req, res);
  if (account === null) return;
  const frame = { release: shop.settings.release, account };
  res.send(shop.parts.views.note(frame, { csrf: req.session.csrf ?? '', error }));
}

async function save(shop: Shop, req: Request, res: Response): Promise<void> {
  const account = await visitorOrLogin(shop, req, res);
  if (account === null) return;
  if (req.session.csrf === undefined || formText(req, 'csrf') !== req.session.csrf) {
    res.status(403).type('text/plain').send('Le formulaire a expiré.');
    return;
  }
  const wanted = formText(req, 'note').trim();
  if (wanted === '' || wanted.length > longestNote) {
    const error = `Une consigne compte de 1 à ${longestNote} caractères.`;
    await showForm(shop, req, res.status(400), error);
    return;
  }
  await shop.records.saveNote(account, wanted);
  res.redirect(303, '/account/note');
}
