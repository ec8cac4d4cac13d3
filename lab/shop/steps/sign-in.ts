import { Router, urlencoded, type Request, type Response } from 'express';
import { passwordMatches } from '../accounts.js';
import { formText } from '../form.js';
import type { Shop, Step } from '../parts.js';
import { randomSessionId } from '../sign-in.js';
import { sessionCookie } from './session.js';

/** GET and POST /login, POST /logout. */
export const signInAndOut: Step = {
  name: 'sign-in',
  create: (shop) =>
    Router()
      .get('/login', (req, res) => showForm(shop, req, res, null))
      .post('/login', urlencoded({ extended: false }), async (req, res) => signIn(shop, req, res))
      .post('/logout', (req, res, next) => {
        req.session.destroy((error: unknown) => {
          if (error) next(error);
          else res.clearCookie(sessionCookie).redirect(303, '/');
        });
      }),
};

function showForm(shop: Shop, req: Request, res: Response, error: string | null): void {
  req.session.csrf ??= randomSessionId();
  res.send(
    shop.parts.views.login(
      { release: shop.settings.release, account: null },
      { csrf: req.session.csrf, error },
    ),
  );
}

async function signIn(shop: Shop, req: Request, res: Response): Promise<void> {
  if (req.session.csrf === undefined || formText(req, 'csrf') !== req.session.csrf) {
    showForm(shop, req, res.status(403), 'Le formulaire a expiré. Veuillez recommencer.');
    return;
  }
  const account = await shop.accounts.byUsername(formText(req, 'username'));
  if (account === null || !passwordMatches(account, formText(req, 'password'))) {
    showForm(shop, req, res.status(401), 'Adresse électronique ou mot de passe inconnus.');
    return;
  }
  await shop.parts.signIn(req, account);
  res.redirect(303, '/profile');
}
