// The URL of a webhook, and the rules that it must follow.

import type { Path, RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { parseWebAddress } from '../shared/web-address.js';

/**
 * The usual ports of https. A delivery to another port could reveal which service runs there, so other ports are refused.
 * Telegram allows the same two with TLS.
 */
const allowedPorts: ReadonlySet<string> = new Set(['443', '8443']);

/**
 * Converts the URL of a webhook, as somebody typed it, to the text that is stored: a public https address (see
 * `parseWebAddress`) on port 443 or 8443, without a fragment. Refused otherwise: `invalid_input` at `path`. It does not resolve the host; the webhook sender
 * does that for each delivery.
 */
export function parseWebhookUrl(
  text: string,
  path: Path,
): Result<string, RefusalOf<'invalid_input'>> {
  const address = /* WEBHOOK-5 */ parseWebAddress(text, path);
  if (!address.ok) return address;
  const message = webhookUrlProblem(new URL(address.value));
  if (message === null) return ok(address.value);
  return refuse({ code: 'invalid_input', path, issues: [{ code: 'url', path, message }] });
}

function webhookUrlProblem({ protocol, port, href }: URL): string | null {
  if (protocol !== 'https:') return 'the URL of a webhook must be https'; // WEBHOOK-3
  if (!allowedPorts.has(port || '443')) return 'the URL of a webhook must use port 443 or 8443'; // WEBHOOK-4
  if (href.includes('#')) return 'the URL of a webhook must have no fragment (#)';
  return null;
}
