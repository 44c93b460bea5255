// Computes the real token for each token of the model: signs the same claims with the same key.

import {
  type InvitationSecret,
  invitationKeys,
  jwtInvitationTokens,
} from '../../adapters/web/index.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { NameMapping } from './name-mapping.js';
import { foreignTokenPrefix, type ModelToken, type ReferenceModel } from './reference/index.js';

export function keyIdOf(key: string): string {
  return key.replace(' ', '-');
}

export function secretOf(key: string): InvitationSecret {
  return {
    kid: keyIdOf(key),
    secret: `the secret of ${key}, used only in random sequences`,
  };
}

/** Signs and binds the tokens that were issued since the last call. */
export async function bindNewTokens(model: ReferenceModel, names: NameMapping): Promise<void> {
  for (const token of model.tokens.values()) {
    if (names.has(token.name)) continue;
    names.bind(token.name, await signModelToken(token, names.realOf(token.organization), names));
    names.bind(`${foreignTokenPrefix}${token.name}`, await signModelToken(token, unknownId, names));
  }
}

/** An id that no row has. */
export const unknownId = 'ffffffffffffffffffffffff';

async function signModelToken(
  token: ModelToken,
  organization: string,
  names: NameMapping,
): Promise<string> {
  const { kid, invitation, revision, expiresAt } = token;
  const organizationId = parseOrganizationId(organization);
  const invitationId = parseInvitationId(names.realOf(invitation));
  if (organizationId === null || invitationId === null) return 'a token of no invitation';
  const claims = { organizationId, invitationId, revision, expiresAt: new Date(expiresAt) };
  const tokens = jwtInvitationTokens(invitationKeys([secretOf(kid)]));
  return (await tokens.sign(claims, keyIdOf(kid))) ?? 'a token of no key';
}
