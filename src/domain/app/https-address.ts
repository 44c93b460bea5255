// Addresses of an app, which must be https.

import type { Path } from '../shared/refusal.js';
import { parseWebAddress } from '../shared/web-address.js';
import { type ParseResult, refuseWithIssue } from './manifest-issues.js';

/** As `parseWebAddress`, but https only, because requests to apps contain what users say. */
export function parseHttpsAddress(text: string, path: Path): ParseResult<string> {
  const address = parseWebAddress(text, path);
  if (!address.ok || address.value.startsWith('https://')) return address; // APP-18
  return refuseWithIssue('url', path, 'the address must be https');
}
