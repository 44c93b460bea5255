// The real tokens of the model's: derived again from their claims, as mailers do.

import {
  type InvitationSecret,
  invitationKeys,
  joseInvitationTokens,
} from '../../adapters/web/index.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { Names } from './names.js';
import { foreign, type Token, type World } from './reference/index.js';

export function kidOf(key: string): string {
  return key.replace(' ', '-');
}

export function secretOf(key: string): InvitationSecret {
  return { kid: kidOf(key), secret: `the secret of ${key}, which only sequences of commands know` };
}

/** Learns the tokens that were issued since. */
export async function learnTokens(world: World, names: Names): Promise<void> {
  for (const token of world.tokens.values()) {
    if (names.has(token.name)) continue;
    names.bind(token.name, await derived(token, names.real(token.organization), names));
    names.bind(`${foreign}${token.name}`, await derived(token, noId, names));
  }
}

/** What nobody has. */
export const noId = 'ffffffffffffffffffffffff';

async function derived(token: Token, organization: string, names: Names): Promise<string> {
  const { kid, invitation, revision, expiresAt } = token;
  const organizationId = parseOrganizationId(organization);
  const invitationId = parseInvitationId(names.real(invitation));
  if (organizationId === null || invitationId === null) return 'a token of nothing';
  const claims = { organizationId, invitationId, revision, expiresAt: new Date(expiresAt) };
  const tokens = joseInvitationTokens(invitationKeys([secretOf(kid)]));
  return (await tokens.derive(claims, kidOf(kid))) ?? 'a token of no key';
}
