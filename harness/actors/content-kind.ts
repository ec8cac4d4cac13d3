import type { Channel } from '../model/look.js';
import type { Page } from '../model/page.js';

/** The channel by which a configured page's own response comes. */
export function channelOf({ kind }: Page): Channel {
  return kind === 'websocket' || kind === 'events' ? 'stream' : kind;
}

/** Content type of a message that was pushed, which has none of its own: JSON, other text, or bytes. */
export function messageType(message: string | Uint8Array): string {
  if (typeof message !== 'string') return 'application/octet-stream';
  return /^\s*[[{]/.test(message) ? 'application/json' : 'text/plain; charset=utf-8';
}

/**
 * True where a body of this type may hold somebody's data and is worth reading: everything but pictures,
 * fonts, style sheets, sound and film. SVG is text. An unknown type is read.
 */
export function holdsText(contentType: string): boolean {
  const type = contentType.toLowerCase();
  if (type.startsWith('image/svg')) return true;
  return !/^(?:image|font|audio|video)\/|^text\/css\b|^application\/(?:font|x-font|vnd\.ms-fontobject)/.test(
    type,
  );
}

/** True where the body can be handed over as UTF-8 text without losing a byte that matters. */
export function isUtf8Text(contentType: string): boolean {
  const type = contentType.toLowerCase();
  if (type.includes('charset=') && !/charset="?(?:utf-8|us-ascii)/.test(type)) return false;
  return /^text\/|json|javascript|xml|x-www-form-urlencoded/.test(type);
}
