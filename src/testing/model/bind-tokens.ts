// Computes the real token for each token of the model: signs the same claims with the same key.

import {
  type InvitationSecret,
  invitationKeyRingOrThrow,
  jwtInvitationTokens,
} from '../../adapters/web/index.js';
import { parseInvitationId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { NameMapping } from './name-mapping.js';
import { foreignTokenPrefix, type ModelToken, type ReferenceModel } from './reference/index.js';

export function kidOf(keyName: string): string {
  return keyName.replace(' ', '-');
}

export function invitationSecretOf(keyName: string): InvitationSecret {
  return {
    kid: kidOf(keyName),
    secret: `the secret of ${keyName}, used only in random sequences`,
  };
}

/** Signs and binds the tokens that were issued since the last call. */
export async function bindNewTokens(model: ReferenceModel, names: NameMapping): Promise<void> {
  for (const token of model.tokens.values()) {
    if (names.isBound(token.name)) continue;
    names.bind(token.name, await signModelToken(token, names.realOf(token.organization), names));
    names.bind(`${foreignTokenPrefix}${token.name}`, await signModelToken(token, unknownId, names));
  }
}

/** An id that no row has. */
export const unknownId = 'ffffffffffffffffffffffff';

async function signModelToken(
  token: ModelToken,
  realOrganizationId: string,
  names: NameMapping,
): Promise<string> {
  const { kid, invitation, revision, expiresAt } = token;
  const organizationId = parseOrganizationId(realOrganizationId);
  const invitationId = parseInvitationId(names.realOf(invitation));
  if (organizationId === null || invitationId === null) return 'a token of no invitation';
  const claims = { organizationId, invitationId, revision, expiresAt: new Date(expiresAt) };
  const tokens = jwtInvitationTokens(invitationKeyRingOrThrow([invitationSecretOf(kid)]));
  return (await tokens.sign(claims, kidOf(kid))) ?? 'a token of no key';
}
