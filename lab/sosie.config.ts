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
  data: Record<string, string>;
}

const provisioner: Provisioner = {
  create: async (wanted) => {
    // Names and addresses are left to the lab, which makes namesakes and neighbours on purpose.
    const asked = wanted.map(({ reference, password, minted: { email, note } }) => ({
      reference,
      password,
      email,
      note,
    }));
    const { accounts } = (await admin('POST', { accounts: asked })) as { accounts: LabAccount[] };
    return accounts.map(({ reference, id, username, data }) => ({ reference, username, data, handle: id }));
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
  ],
  api: [{ name: 'me', path: '/api/me' }],
  documents: [{ name: 'letter preview', path: '/letters/draft/preview' }],
  rollout: roll === '' ? { driver: 'none' } : { driver: 'command', command: roll, timeoutSeconds: 120 },
});
