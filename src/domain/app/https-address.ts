import type { Path } from '../shared/refusal.js';
import { parseWebAddress } from '../shared/web-address.js';
import { type Read, refusedAt } from './issues.js';

/** As `parseWebAddress`, and https only: what apps are reached by carries what people say. */
export function parseHttpsAddress(text: string, path: Path): Read<string> {
  const address = parseWebAddress(text, path);
  if (!address.ok || address.value.startsWith('https://')) return address; // APP-18
  return refusedAt('url', path, 'the address must be https');
}
