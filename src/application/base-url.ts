// Reads the base URL: the address of the embedder's pages, which links in mails begin with.

import { parseUrl } from '../domain/shared/web-address.js';

const localHostPattern = /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The base URL in the form that links are made from: it may have a path, and has no slash at the end. Throws if it is
 * not https (http is allowed on this machine), or has a user name, a password, a query or a fragment.
 */
export function baseUrlOrThrow(text: string): string {
  const url = parseUrl(text);
  if (url === null) throw new Error(`the base URL is not a URL; ${baseUrlHint}`);
  const problem = baseUrlProblem(url);
  if (problem !== null) {
    throw new Error(`the base URL ${url.protocol}//${url.host} ${problem}; ${baseUrlHint}`);
  }
  return url.href.replace(/\/+$/, '');
}

/** Whether a base URL, as `baseUrlOrThrow` returns it, is on this machine. */
export function isLocalBaseUrl(baseUrl: string): boolean {
  return localHostPattern.test(new URL(baseUrl).hostname);
}

const baseUrlHint = 'write it like https://console.example.com or http://localhost:3000';

function baseUrlProblem(url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'has a user name or password';
  if (/[?#]/.test(url.href)) return 'has a query or a fragment';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && localHostPattern.test(url.hostname)) return null;
  return 'must be https, or http on this machine only, since links in mails contain secrets';
}
