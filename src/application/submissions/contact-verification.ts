// Whether the contact address of an organization is verified. An app can be submitted only then.

import type { Organization } from '../../domain/organization/organization.js';
import { parseEmail } from '../../domain/user/email.js';
import { canSignIn } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';

/**
 * True if the embedding service has verified the contact address, or it is the verified address of a member who can sign
 * in. Only members count: the answer must not reveal who else has an account.
 */
export async function hasVerifiedContact(
  storage: Storage,
  { id, contactVerifiedAt, profile }: Organization,
): Promise<boolean> {
  if (contactVerifiedAt !== undefined) return true;
  const contact = parseEmail(profile.contactEmail, []);
  const user = contact.ok ? await storage.users.findByEmailKey(contact.value.key) : null;
  if (user === null || /* APP-84 */ !user.value.emailVerified || !canSignIn(user.value))
    return false;
  return /* APP-83 */ (await storage.memberships.findActive(id, user.value.id)) !== null;
}
