// Package names of well-known companies: only an organization that has a verified address of the company's domain gets one.

import { type PackageName, vendorDomainOf } from '../../domain/app/package-name.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { isOfDomain, parseEmail } from '../../domain/user/email.js';
import { hasVerifiedContact } from '../submissions/contact-verification.js';
import type { CommandContext } from '../use-case/command.js';

/** Why a name of a well-known company is refused. */
export const vendorNameRefusal: RefusalOf<'package_name_invalid'> = {
  code: 'package_name_invalid',
  path: ['packageName'],
  reason: 'vendor',
};

/** Reads nothing unless the name is that of a well-known company. The embedding service knows whose apps it brings in. */
export async function mayUsePackageName(
  { deps, storage, actor }: CommandContext,
  name: PackageName,
  organization: Organization,
): Promise<boolean> {
  const domain = vendorDomainOf(name, deps.vendorPackagePrefixes);
  if (domain === null || actor.kind === 'system') return true;
  const contact = parseEmail(organization.profile.contactEmail, []);
  if (!contact.ok || !isOfDomain(contact.value.key, domain)) return false;
  return /* APP-97 */ hasVerifiedContact(storage, organization);
}
