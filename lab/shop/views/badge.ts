import type { Account } from '../account.js';
import { html } from './html.js';

/** A small picture with the customer's initials; its name is in the title. */
export function badgePicture(account: Account): string {
  const initials = account.name
    .split(/[\s-]+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('');
  const hue = (Number(account.id) * 47) % 360;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" role="img">
    <title>${account.name}, ${account.customerNumber}</title>
    <circle cx="36" cy="36" r="36" fill="hsl(${hue} 55% 38%)" />
    <text
      x="36"
      y="46"
      font-family="sans-serif"
      font-size="28"
      font-weight="600"
      text-anchor="middle"
      fill="#fff"
    >
      ${initials}
    </text>
  </svg> `.html;
}
