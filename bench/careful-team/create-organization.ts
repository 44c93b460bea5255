// Creates an organization with its creator as the first admin.

import { inTransaction } from './in-transaction.js';
import type { Models } from './models.js';
import type { OrganizationModel } from './organization-types.js';
import { foundOrRefuse } from './refusal.js';
import { slugCandidates } from './slugs.js';

export async function createOrganization(
  { connection, User, Organization, AuditEntry }: Models,
  creator: string,
  name: string,
): Promise<void> {
  await inTransaction(connection, async (session) => {
    const slug = await findFreeSlug(Organization, name);
    const found = await User.findOne({ _id: creator, isDeleted: false }).session(session);
    const user = foundOrRefuse(found, 'user_not_found');
    const organization = new Organization({
      name,
      slug,
      profile: { contactEmail: user.email },
      members: [{ user: user._id, role: 'admin' }],
    });
    await organization.save({ session });
    user.organizations.addToSet(organization._id);
    user.defaultOrg ??= organization._id;
    await user.save({ session });
    const entry = new AuditEntry({
      organization: organization._id,
      actor: user._id,
      action: 'organization.create',
    });
    await entry.save({ session });
  });
}

/** A guess, so it is read outside the transaction: another one may take the slug at any time. The unique index decides. */
async function findFreeSlug(Organization: OrganizationModel, name: string): Promise<string> {
  const candidates = slugCandidates(name);
  const found = await Organization.find({ slug: { $in: candidates } }, { slug: 1 });
  const taken = new Set(found.map(({ slug }) => slug));
  return foundOrRefuse(
    candidates.find((slug) => !taken.has(slug)),
    'busy',
  );
}
