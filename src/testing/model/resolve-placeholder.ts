// Finds the value of a placeholder when a call runs.

import { appPlaceholderSources, type PlaceholderSource } from './app-placeholder-sources.js';
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
  ...appPlaceholderSources,
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

export function isPlaceholderKind(text: string | null | undefined): text is PlaceholderKind {
  return text != null && Object.hasOwn(placeholderSources, text);
}

/** The candidate at this index; counting starts again after the last one. Null if there is none, and nothing to use instead. */
export function resolvePlaceholderOrNull(
  kind: PlaceholderKind,
  index: number,
  model: ReferenceModel,
): string | null {
  const { candidates, fallback } = placeholderSources[kind];
  const candidateNames = candidates(model);
  const name = candidateNames[index % candidateNames.length];
  if (name !== undefined) return name;
  return isPlaceholderKind(fallback) ? resolvePlaceholderOrNull(fallback, index, model) : fallback;
}
