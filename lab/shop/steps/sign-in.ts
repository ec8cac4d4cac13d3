import { Router, urlencoded, type Request, type Response } from 'express';
import { formText } from '../form.js';
import { callbackPath } from '../login/login-flow.js';
import type { Shop, Step } from '../parts.js';
import { randomSessionId } from '../sign-in.js';

/** GET and POST /login, GET /login/callback, POST /logout. */
export const signInAndOut: Step = {
  name: 'sign-in',
  create: (shop) =>
    Router()
      .get('/login', (req, res) => showForm(shop, req, res, null))
      .post('/login', urlencoded({ extended: false }), async (req, res) => checkPassword(shop, req, res))
      .get(callbackPath, async (req, res) => signIn(shop, req, res))
      .post('/logout', async (req, res) => {
        await shop.parts.signOut(req, res);
        res.redirect(303, '/');
      }),
};

const expired = 'Le formulaire a expiré. Veuillez recommencer.';

function showForm(shop: Shop, req: Request, res: Response, error: string | null): void {
  req.session.csrf ??= randomSessionId();
  shop.loginFlow.begin(req);
  res.send(
    shop.parts.views.login(
      { release: shop.settings.release, account: null },
      { csrf: req.session.csrf, error },
    ),
  );
}

async function checkPassword(shop: Shop, req: Request, res: Response): Promise<void> {
  if (req.session.csrf === undefined || formText(req, 'csrf') !== req.session.csrf) {
    showForm(shop, req, res.status(403), expired);
    return;
  }
  const claims = await shop.loginService.authenticate(formText(req, 'username'), formText(req, 'password'));
  if (claims === null) {
    showForm(shop, req, res.status(401), 'Identifiant ou mot de passe inconnus.');
    return;
  }
  res.redirect(303, await shop.loginFlow.callbackUrl(req, await shop.loginService.issueCode(claims)));
}

async function signIn(shop: Shop, req: Request, res: Response): Promise<void> {
  const code = await shop.loginFlow.codeOf(req);
  const claims = code === null ? null : await shop.loginService.redeem(code);
  const id = claims === null ? null : await shop.accountLinks.find(claims);
  const account = id === null ? null : await shop.accounts.byId(id);
  if (account === null) {
    showForm(shop, req, res.status(403), expired);
    return;
  }
  await shop.parts.signIn(req, account);
  res.redirect(303, '/profile');
}
