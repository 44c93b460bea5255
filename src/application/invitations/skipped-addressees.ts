// The failures of an `inviteMany` that leaves them out, as the texts that its journal entry keeps for a repeated call.

import { parseInvitationId } from '../../domain/shared/ids.js';
import type { BulkFailure } from '../../domain/shared/refusal.js';

/** The code and the detail of the failure. It contains no address. */
export function failureText(failure: BulkFailure): string {
  switch (failure.code) {
    case 'already_invited':
      return `${failure.code} ${failure.invitationId}`;
    case 'rate_limited':
    case 'resend_too_soon':
      return `${failure.code} ${failure.retryAfter}`;
    default:
      return failure.code;
  }
}

/** The failure that has this text and index. None for the text of an address that was invited. */
export function failuresFromText(text: string, index: number): readonly BulkFailure[] {
  const [code, detail = ''] = text.split(' ');
  const of = { index, path: ['invitations', index, 'email'] };
  const invitationId = parseInvitationId(detail);
  if (code === 'already_a_member') return [{ ...of, code }];
  if (code === 'already_invited' && invitationId !== null) return [{ ...of, code, invitationId }];
  if (code === 'rate_limited' || code === 'resend_too_soon')
    return [{ ...of, code, retryAfter: Number(detail) }];
  return [];
}
