// One organization and its people, as its scenario sees and changes them.

import type { Actor } from '../../domain/shared/actor.js';
import type { InvitationId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { Slug } from '../../domain/slug/slug.js';
import type { Guildhall } from '../../index.js';
import type { Mail } from '../../ports/system.js';
import { type Colleague, colleagues, type Person } from './people.js';
import type { Stage } from './stage.js';

export interface Setting {
  readonly inOrganization: { readonly organizationId: OrganizationId };
  readonly slug: Slug;
  readonly founder: UserId;
  /** Where its people have their addresses. */
  readonly domain: string;
  /** The row that it was founded from. */
  readonly line: number;
}

/** Asking for what has not happened yet throws: a fault of the scenario. */
export interface Scene extends Omit<Setting, 'founder' | 'domain'> {
  readonly guildhall: Guildhall;
  readonly place: string;
  addressOf(person: Colleague): string;
  actor(person: Person): Actor;
  idOf(person: Person): UserId;
  noteSignUp(person: Colleague, id: UserId): void;
  /** The last invitation that this person was sent. */
  invitationOf(person: Colleague): InvitationId;
  noteInvitation(person: Colleague, id: InvitationId): void;
  /** One of the mails in which that invitation was delivered. */
  mailTo(person: Person, which: 'first' | 'latest'): Mail;
}

export function sceneOf({ guildhall, mailsTo }: Stage, setting: Setting): Scene {
  const { inOrganization, slug, founder, domain, line } = setting;
  const users = new Map<Person, UserId>([['founder', founder]]);
  const invitations = new Map<Person, InvitationId>();
  const known = <T>(found: T | undefined, what: string): T => {
    if (found === undefined)
      throw new Error(`line ${line}: the scenario asks too early for ${what}`);
    return found;
  };
  const addressOf = (person: Colleague) => `${colleagues[person].mailbox}@${domain}`;
  const idOf = (person: Person) => known(users.get(person), `the account of ${person}`);
  const invitationOf = (person: Person) =>
    known(invitations.get(person), `an invitation of ${person}`);
  return {
    guildhall,
    inOrganization,
    slug,
    line,
    place: `line ${line}`,
    addressOf,
    idOf,
    actor: (person) => ({ kind: 'user', userId: idOf(person) }),
    noteSignUp: (person, id) => void users.set(person, id),
    invitationOf,
    noteInvitation: (person, id) => void invitations.set(person, id),
    mailTo(person, which) {
      const mails = person === 'founder' ? [] : mailsTo(addressOf(person));
      const ofInvitation = mails.filter(({ id }) => id.startsWith(`${invitationOf(person)}.`));
      return known(ofInvitation.at(which === 'first' ? 0 : -1), `a mail to ${person}`);
    },
  };
}
