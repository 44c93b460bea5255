import * as z from 'zod';
import { maxDescriptionLength } from '../../domain/organization/organization.js';
import { type DisplayName, parseDisplayName } from '../../domain/shared/display-name.js';
import { parseOrganizationId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { parseSlug, type Slug } from '../../domain/slug/slug.js';
import type { Context } from '../context.js';
import { type AuthorityRefusal, activeUser, personOf } from '../use-case/authority.js';
import { touched } from '../use-case/changes.js';
import { type CommandSpec, command, type Verb } from '../use-case/command.js';
import { longText, textSchema } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import { type FoundingIds, foundingIds, freeSlug, insertFounded } from './founding.js';
import { type ProfileInput, type ReadProfile, readProfile } from './profile-input.js';
import { recallOrganization } from './recall.js';

/** What a new organization is called, and its profile. */
export interface FoundInput extends ProfileInput {
  readonly name: string;
  /** Taken as it is or refused; without one it is made from the name. */
  readonly slug?: string | undefined;
}

export type FoundRefusal =
  | AuthorityRefusal
  | 'name_invalid'
  | 'slug_invalid'
  | 'slug_reserved'
  | 'slug_taken'
  | 'organization_limit_reached';

interface Founding {
  readonly founder: UserId;
  readonly ids: FoundingIds;
  readonly name: DisplayName;
  readonly slug: Slug | null;
  readonly profile: ReadProfile;
}

const foundSchema: z.ZodType<FoundInput, FoundInput> = z.strictObject({
  name: textSchema(longText),
  slug: textSchema(longText).optional(),
  website: textSchema(longText).optional(),
  description: textSchema(maxDescriptionLength).optional(),
  logo: textSchema(longText).optional(),
});

const spec: CommandSpec<FoundInput, FoundInput, Founding, OrganizationView, FoundRefusal> = {
  action: 'organization.found',
  schema: foundSchema,

  prepare({ context, actor }, input) {
    const founder = personOf(actor);
    if (!founder.ok) return founder;
    const name = parseDisplayName(input.name, context.hasPublicSuffix, ['name']);
    if (!name.ok) return name;
    const slug =
      input.slug === undefined ? ok(null) : parseSlug(input.slug, context.reservedSlugs, ['slug']);
    if (!slug.ok) return slug;
    const profile = readProfile(input);
    if (!profile.ok) return profile;
    return ok({
      founder: founder.value,
      ids: foundingIds(context.ids),
      name: name.value,
      slug: slug.value,
      profile: profile.value,
    });
  },

  async attempt({ context, storage, now }, { founder, ids, name, slug, profile }) {
    const user = activeUser(await storage.users.findById(founder));
    if (!user.ok) return user;
    const limit = context.policy.organizationsPerUser;
    const [foundedBefore, chosen] = await Promise.all([
      storage.organizations.countFoundedBy(founder, limit),
      slug === null ? freeSlug(context, name).then(ok) : askedFor(context, slug),
    ]);
    if (foundedBefore >= limit) return refuse({ code: 'organization_limit_reached', limit }); // ORG-26
    if (!chosen.ok) return chosen;
    const { founded, changes } = insertFounded({
      id: ids.organizationId,
      membershipId: ids.membershipId,
      name,
      slug: chosen.value,
      profile,
      founder: user.value.value,
      personal: false,
      now,
    });
    const { organization } = founded;
    return ok({
      value: organizationView(organization),
      write: {
        changes: [touched('users', user.value), ...changes],
        facts: [
          {
            type: 'organization_founded',
            organizationId: organization.id,
            founderId: founder,
            personal: false,
          },
        ],
        subject: { kind: 'organization', id: organization.id },
        organizations: [organization.id],
        answer: { organizationId: organization.id },
      },
    });
  },

  recall: ({ storage, actor }, _founding, answer) =>
    recallOrganization(storage, actor, parseOrganizationId(answer['organizationId'] ?? '')),
};

async function askedFor(
  { storage }: Context,
  slug: Slug,
): Promise<Result<Slug, RefusalOf<'slug_taken'>>> {
  const taken = await storage.slugs.taken([slug]);
  return /* SLUG-16 */ taken.length === 0
    ? ok(slug)
    : refuse({ code: 'slug_taken', path: ['slug'] });
}

export const foundOrganization: (
  context: Context,
) => Verb<FoundInput, OrganizationView, FoundRefusal> = command(spec);
