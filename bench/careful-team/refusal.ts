// The refusals that callers are expected to handle, as one error class with a code.

export type RefusalCode =
  | 'user_not_found'
  | 'organization_not_found'
  | 'not_an_admin'
  | 'not_a_member'
  | 'last_admin'
  | 'already_a_member'
  | 'already_invited'
  | 'too_many_invitations'
  | 'invitation_invalid'
  | 'busy';

export class RefusedError extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(`Refused: ${code}`, options);
    this.name = 'RefusedError';
    this.code = code;
  }
}

/** Returns the value, or throws the refusal if there is none. */
export function foundOrRefuse<T>(value: T | null | undefined, code: RefusalCode): T {
  if (value === null || value === undefined) throw new RefusedError(code);
  return value;
}
