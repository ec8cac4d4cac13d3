import { defineConfig, loginForm, type Provisioner } from 'sosie';

// The lab's default config: what `sosie-lab run` hands to `sosie run`. LAB_URL, LAB_ADMIN_TOKEN and LAB_ROLL
// come from `sosie-lab`; it knows nothing of the fault that the lab was started with.
const baseUrl = process.env['LAB_URL'] ?? 'http://127.0.0.1:4380';
const roll = process.env['LAB_ROLL'] ?? '';

async function admin(method: 'POST' | 'DELETE', body: unknown): Promise<unknown> {
  const response = await fetch(`${baseUrl}/admin/accounts`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${process.env['LAB_ADMIN_TOKEN'] ?? ''}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!response.ok) throw new Error(`the lab's admin API answered ${String(response.status)}`);
  return response.json();
}

interface LabAccount {
  reference: string;
  id: string;
  username: string;
  tenant: string;
  aliases: string[];
  traits: string[];
  data: Record<string, string>;
}

const provisioner: Provisioner = {
  create: async (wanted) => {
    // Names and addresses are left to the lab, which makes namesakes on purpose.
    const asked = wanted.map(({ reference, password, minted: { email, note }, near }) => ({
      reference,
      password,
      email,
      note,
      near,
    }));
    const { accounts } = (await admin('POST', { accounts: asked })) as { accounts: LabAccount[] };
    return accounts.map(({ id, ...account }) => ({ ...account, handle: id }));
  },
  remove: async (accounts) => {
    await admin('DELETE', { ids: accounts.map(({ handle }) => handle) });
  },
};

export default defineConfig({
  target: { baseUrl, revision: { header: 'x-revision' }, instance: { header: 'x-instance' } },
  identities: { provisioner, count: 28 },
  login: loginForm({ url: '/login' }),
  logout: '/logout',
  pages: [
    { name: 'profile', path: '/profile' },
    { name: 'orders', path: '/orders' },
    { name: 'letter', path: '/letters/draft' },
    { name: 'invoices', path: '/invoices' },
  ],
  api: [
    { name: 'me', path: '/api/me' },
    { name: 'appointments', path: '/api/appointments' },
  ],
  documents: [
    { name: 'letter preview', path: '/letters/draft/preview' },
    { name: 'export', path: '/account/export' },
  ],
  streams: [
    { name: 'news', path: '/notifications/events', kind: 'events' },
    { name: 'news by socket', path: '/notifications/socket', kind: 'websocket' },
  ],
  objects: { urls: ['/invoices/{invoice}.pdf'] },
  writes: [
    { name: 'note', path: '/account/note', form: '/account/note', field: 'note', readBack: 'profile' },
  ],
  clients: [
    {
      name: 'Agenda des Tilleuls',
      token: process.env['LAB_PARTNER_TOKEN'] ?? 'partner-agenda-tilleuls-2020',
      api: [{ name: 'partner appointments', path: '/partner/appointments' }],
      grants: [{ tenants: ['tilleuls'], fields: ['email', 'speciality', 'time'] }],
    },
  ],
  rollout: roll === '' ? { driver: 'none' } : { driver: 'command', command: roll, timeoutSeconds: 120 },
});
