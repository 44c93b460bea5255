import type { Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { parseWebAddress } from '../shared/web-address.js';

/**
 * Where https is found. At any other port of somebody's host there is another service, and outcomes of deliveries would
 * tell which: no URL makes us look. Field: Telegram allows these two with TLS.
 */
const ports: ReadonlySet<string> = new Set(['443', '8443']);

/**
 * The form in which the URL of a webhook is stored: a public https address (see `parseWebAddress`) at port 443 or 8443,
 * without a fragment. Refused otherwise as `invalid_input` at `path`. Where its host leads is for the sender to look at.
 */
export function parseWebhookUrl(
  text: string,
  path: Path,
): Result<string, RefusalOf<'invalid_input'>> {
  const address = parseWebAddress(text, path);
  if (!address.ok) return address;
  const message = faultOf(new URL(address.value));
  if (message === null) return ok(address.value);
  return refuse({ code: 'invalid_input', path, issues: [{ code: 'url', path, message }] });
}

function faultOf({ protocol, port, href }: URL): string | null {
  if (protocol !== 'https:') return 'the address of a webhook must be https'; // WEBHOOK-3
  if (!ports.has(port || '443')) return 'the address of a webhook must be at port 443 or 8443'; // WEBHOOK-4
  if (href.includes('#')) return 'the address of a webhook must have no fragment (#)';
  return null;
}
