// Where the links in mails lead.

import { parseUrl } from '../../domain/shared/url.js';

const localHost = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Reads the address under which the embedder's pages stand, a path included, and takes it to the form that links
 * are made from: no slash at the end. Throws an error that says what to give.
 */
export function parseBaseUrl(text: string): string {
  const url = parseUrl(text);
  if (url === null) throw new Error(`the base URL is not an address; ${whatToGive}`);
  const fault = faultOf(url);
  if (fault !== null) {
    throw new Error(`the base URL ${url.protocol}//${url.host} ${fault}; ${whatToGive}`);
  }
  return url.href.replace(/\/+$/, '');
}

const whatToGive = 'give one such as https://console.example.com or http://localhost:3000';

function faultOf(url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'carries a user name or password';
  if (/[?#]/.test(url.href)) return 'carries a query or a fragment';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && localHost.test(url.hostname)) return null;
  return 'must be https, or http on this machine only, since links in mails carry secrets';
}

/** The page where an invitation is answered; `baseUrl` as `parseBaseUrl` gives it. */
export function invitationLink(baseUrl: string, token: string): string {
  return `${baseUrl}/invitations/accept?token=${encodeURIComponent(token)}`;
}
