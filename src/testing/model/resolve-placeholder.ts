// Finds the value of a placeholder when a call runs.

import type { PlaceholderKind } from './placeholders.js';
import {
  canSignIn,
  currentTokenOrThrow,
  findActiveMembership,
  foreignTokenPrefix,
  isPending,
  listAllIdsEverGiven,
  type ModelInvitation,
  type ModelUser,
  type ReferenceModel,
} from './reference/index.js';

interface PlaceholderSource {
  candidates(model: ReferenceModel): readonly string[];
  /** Used if there is no candidate: another kind, or a fixed value. */
  readonly fallback: PlaceholderKind | `${string} 0` | 'hall' | 'dee@example.com';
}

const placeholderSources: { readonly [K in PlaceholderKind]: PlaceholderSource } = {
  user: { candidates: (model) => listAllIdsEverGiven(model, 'user'), fallback: 'user 0' },
  deleteduser: {
    candidates: ({ users }) => idsWhere(users, ({ deletedAt }) => deletedAt !== null),
    fallback: 'user',
  },
  inactiveuser: {
    candidates: ({ users }) => idsWhere(users, (user) => !canSignIn(user)),
    fallback: 'user',
  },
  member: {
    candidates: (model) => idsWhere(model.users, ({ id }) => isInNewestOrganization(model, id)),
    fallback: 'user',
  },
  nonmemberemail: {
    candidates(model) {
      const isNoMember = ({ id }: ModelUser) => !isInNewestOrganization(model, id);
      return [...model.users.values()].filter(isNoMember).map(({ email }) => email);
    },
    fallback: 'dee@example.com',
  },
  organization: {
    candidates: ({ organizations }) => [
      ...idsWhere(organizations, (row) => !row.isPersonal && row.deletedAt === null).reverse(),
      ...idsWhere(organizations, (row) => !row.isPersonal && row.deletedAt !== null).reverse(),
    ],
    fallback: 'personal',
  },
  personal: {
    candidates: ({ organizations }) => idsWhere(organizations, (row) => row.isPersonal),
    fallback: 'organization 0',
  },
  deletedorganization: {
    candidates: ({ organizations }) =>
      idsWhere(organizations, ({ deletedAt }) => deletedAt !== null),
    fallback: 'organization',
  },
  anyorganization: {
    candidates: (model) => listAllIdsEverGiven(model, 'organization').reverse(),
    fallback: 'organization 0',
  },
  invitation: {
    candidates: (model) => listAllIdsEverGiven(model, 'invitation').reverse(),
    fallback: 'invitation 0',
  },
  pendinginvitation: {
    candidates: (model) => listPendingInvitationsNewestFirst(model).map(({ id }) => id),
    fallback: 'invitation',
  },
  token: {
    candidates: (model) => listAllIdsEverGiven(model, 'token').reverse(),
    fallback: 'token 0',
  },
  pendingtoken: {
    candidates: (model) =>
      listPendingInvitationsNewestFirst(model).map((row) => currentTokenOrThrow(model, row).name),
    fallback: 'token',
  },
  foreigntoken: {
    candidates: (model) =>
      placeholderSources.token.candidates(model).map((name) => `${foreignTokenPrefix}${name}`),
    fallback: 'token 0',
  },
  key: { candidates: (model) => listAllIdsEverGiven(model, 'key').reverse(), fallback: 'key 0' },
  formerkey: {
    candidates: (model) => placeholderSources.key.candidates(model).slice(1),
    fallback: 'key',
  },
  slug: { candidates: ({ slugs }) => [...slugs.keys()], fallback: 'hall' },
};

function isInNewestOrganization(model: ReferenceModel, userId: string): boolean {
  const [first = ''] = placeholderSources.organization.candidates(model);
  return findActiveMembership(model, first, userId) !== undefined;
}

function idsWhere<T extends { readonly id: string }>(
  rows: ReadonlyMap<string, T>,
  matches: (row: T) => boolean,
): string[] {
  return [...rows.values()].filter(matches).map(({ id }) => id);
}

/** Pending invitations, newest first. */
function listPendingInvitationsNewestFirst(model: ReferenceModel): ModelInvitation[] {
  return [...model.invitations.values()].filter((row) => isPending(model, row)).reverse();
}

export function isPlaceholderKind(text: string | undefined): text is PlaceholderKind {
  return text !== undefined && Object.hasOwn(placeholderSources, text);
}

/** The candidate at this index; counting starts again after the last one. */
export function resolvePlaceholder(
  kind: PlaceholderKind,
  index: number,
  model: ReferenceModel,
): string {
  const { candidates, fallback } = placeholderSources[kind];
  const candidateNames = candidates(model);
  const name = candidateNames[index % candidateNames.length];
  if (name !== undefined) return name;
  return isPlaceholderKind(fallback) ? resolvePlaceholder(fallback, index, model) : fallback;
}
