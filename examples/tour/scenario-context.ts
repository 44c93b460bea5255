// One organization and its people, as the steps of its scenario read and change them.

import type { Actor } from '../../src/domain/shared/actor.js';
import type { InvitationId, OrganizationId, UserId } from '../../src/domain/shared/ids.js';
import type { Slug } from '../../src/domain/slug/slug.js';
import type { Guildhall } from '../../src/index.js';
import type { OutgoingMail } from '../../src/ports/mailer.js';
import type { TourEnvironment } from './environment.js';
import { type ColleagueKey, colleagues, type OrganizationActorKey } from './personas.js';

export interface ScenarioSetup {
  readonly organizationInput: { readonly organizationId: OrganizationId };
  readonly slug: Slug;
  readonly creator: UserId;
  /** The mail domain of its people. */
  readonly domain: string;
  /** The line of its row in the file. */
  readonly line: number;
}

/** Throws if a step asks for something that no earlier step has left: a mistake in the scenario. */
export interface ScenarioContext extends Omit<ScenarioSetup, 'creator' | 'domain'> {
  readonly guildhall: Guildhall;
  readonly location: string;
  addressOf(person: ColleagueKey): string;
  actor(person: OrganizationActorKey): Actor;
  userIdOf(person: OrganizationActorKey): UserId;
  setUserId(person: ColleagueKey, id: UserId): void;
  /** The last invitation of this person. */
  invitationIdOf(person: ColleagueKey): InvitationId;
  setInvitationId(person: ColleagueKey, id: InvitationId): void;
  /** The first or latest mail that delivered that invitation. */
  mailTo(person: OrganizationActorKey, which: 'first' | 'latest'): OutgoingMail;
}

export function createScenarioContext(
  { guildhall, mailsTo }: TourEnvironment,
  setup: ScenarioSetup,
): ScenarioContext {
  const { organizationInput, slug, creator, domain, line } = setup;
  const users = new Map<OrganizationActorKey, UserId>([['creator', creator]]);
  const invitations = new Map<OrganizationActorKey, InvitationId>();
  const known = <T>(found: T | undefined, what: string): T => {
    if (found === undefined)
      throw new Error(`line ${line}: the scenario asks too early for ${what}`);
    return found;
  };
  const addressOf = (person: ColleagueKey) => `${colleagues[person].localPart}@${domain}`;
  const userIdOf = (person: OrganizationActorKey) =>
    known(users.get(person), `the account of ${person}`);
  const invitationIdOf = (person: OrganizationActorKey) =>
    known(invitations.get(person), `an invitation of ${person}`);
  return {
    guildhall,
    organizationInput,
    slug,
    line,
    location: `line ${line}`,
    addressOf,
    userIdOf,
    actor: (person) => ({ kind: 'user', userId: userIdOf(person) }),
    setUserId: (person, id) => void users.set(person, id),
    invitationIdOf,
    setInvitationId: (person, id) => void invitations.set(person, id),
    mailTo(person, which) {
      const mails = person === 'creator' ? [] : mailsTo(addressOf(person));
      const ofInvitation = mails.filter(({ id }) => id.startsWith(`${invitationIdOf(person)}.`));
      return known(ofInvitation.at(which === 'first' ? 0 : -1), `a mail to ${person}`);
    },
  };
}
