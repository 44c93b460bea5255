// Everything that the model remembers: rows in plain maps, in the order in which they came to be.

import type { Action, Subject } from '../../../domain/journal/entry.js';
import type { NoticeKind } from '../../../domain/journal/message.js';
import type { InvitationState } from '../../../domain/organization/invitation.js';
import type { Role } from '../../../domain/organization/role.js';
import type { DeliveryState } from '../../../domain/shared/delivery.js';
import type { Policy } from '../../../domain/shared/policy.js';
import type { RefusalCode } from '../../../domain/shared/refusal.js';

/** Times are milliseconds since 1970, and null where something has not happened. */
export type Time = number | null;

export interface User {
  readonly id: string;
  readonly email: string;
  isVerified: boolean;
  readonly name: string | undefined;
  defaultOrg: string;
  blocked: string[];
  suspendedAt: Time;
  deletedAt: Time;
}

export interface Organization {
  readonly id: string;
  name: string;
  slug: string;
  website: string | undefined;
  contactEmail: string;
  description: string | undefined;
  logo: string | undefined;
  readonly foundedBy: string;
  readonly isPersonal: boolean;
  slugChangedAt: Time;
  deletedAt: Time;
  updatedAt: number;
  restorations: number;
}

export interface Membership {
  readonly id: string;
  readonly organization: string;
  readonly user: string;
  role: Role;
  readonly joinedAt: number;
  leftAt: Time;
  /** Raised by whatever changes what the member may do. */
  revision: number;
}

/** How something is on its way to a mailbox. */
export interface Delivery {
  state: DeliveryState;
  attempts: number;
  dueAt: number;
}

export interface Invitation {
  readonly id: string;
  readonly organization: string;
  email: string;
  role: Role;
  language: string | undefined;
  inviter: string;
  /** By which authority: the membership and its revision, and which life of the organization. */
  invitedAs: string;
  invitedAt: number;
  revision: number;
  expiresAt: number;
  state: InvitationState;
  closedAt: Time;
  closedBy: string | undefined;
  delivery: Delivery;
  sentCount: number;
  lastSentAt: Time;
  /** Sends asked for since the window began. */
  sends: { startedAt: number; count: number; lastAt: number };
}

/** Every token that was ever issued, by its name. */
export interface Token {
  readonly name: string;
  readonly invitation: string;
  readonly organization: string;
  readonly revision: number;
  readonly expiresAt: number;
  readonly kid: string;
}

export interface Entry {
  readonly at: number;
  readonly action: Action;
  readonly subject: Subject;
  readonly organizations: readonly string[];
  /** Who asked for what under which idempotency key. */
  readonly asked: Asked | null;
  /** What a repeat is answered from. */
  readonly answer: readonly string[];
}

interface Asked {
  readonly scope: string;
  readonly input: string;
  readonly kid: string;
}

export interface Message {
  readonly entry: Entry;
  readonly kind: NoticeKind;
  readonly user: string;
  readonly organization: string;
  readonly membership: string;
  readonly revision: number;
  readonly delivery: Delivery;
}

export interface World {
  now: number;
  readonly policy: Policy;
  /** The names of the service's signing keys, the newest first. */
  keys: string[];
  readonly users: Map<string, User>;
  readonly organizations: Map<string, Organization>;
  readonly memberships: Map<string, Membership>;
  readonly invitations: Map<string, Invitation>;
  /** Which organization has or had a slug. */
  readonly slugs: Map<string, string>;
  readonly tokens: Map<string, Token>;
  journal: Entry[];
  messages: Message[];
  /** What was taken under each soft limit, by its name and window. */
  readonly taken: Map<string, number>;
  /** How many things of a kind were ever made. */
  readonly made: Map<string, number>;
  asked: Asked | null;
}

export function emptyWorld(policy: Policy, now: number): World {
  return {
    now,
    policy,
    keys: ['key 1'],
    users: new Map(),
    organizations: new Map(),
    memberships: new Map(),
    invitations: new Map(),
    slugs: new Map(),
    tokens: new Map(),
    journal: [],
    messages: [],
    taken: new Map(),
    made: new Map([['key', 1]]),
    asked: null,
  };
}

/** The next id of a kind: `user 1`, `user 2`. */
export function fresh(world: World, kind: string): string {
  const count = (world.made.get(kind) ?? 0) + 1;
  world.made.set(kind, count);
  return `${kind} ${count}`;
}

/** Thrown where the rules say no: the model changes nothing before the last of them. */
export class Refused extends Error {
  readonly refusal: { readonly code: RefusalCode };

  constructor(code: RefusalCode, data: object) {
    super(code);
    this.refusal = { code, ...data };
  }
}

export function refuse(code: RefusalCode, data: object = {}): never {
  throw new Refused(code, data);
}

/** Writes the journal's entry of a command that has changed something. */
export function record(
  world: World,
  action: Action,
  subject: string,
  organizations: readonly (string | undefined)[],
  answer: readonly string[] = [],
): Entry {
  const entry: Entry = {
    at: world.now,
    action,
    subject: { kind: kindOf(subject), id: subject },
    organizations: organizations.filter((id) => id !== undefined),
    asked: world.asked,
    answer,
  };
  world.journal.push(entry);
  return entry;
}

function kindOf(subject: string): Subject['kind'] {
  for (const kind of ['user', 'organization', 'membership', 'invitation'] as const) {
    if (subject.startsWith(`${kind} `)) return kind;
  }
  throw new Error(`the model has no subjects such as ${subject}`);
}

/** Of the rows, in the order in which they came to be. */
export function where<T>(rows: Map<string, T>, holds: (row: T) => boolean): T[] {
  return [...rows.values()].filter(holds);
}

export function iso(time: Time): string | undefined {
  return time === null ? undefined : new Date(time).toISOString();
}

/** Whole seconds from now until then, at least one. */
export function secondsTo(world: World, time: number): number {
  return Math.max(1, Math.ceil((time - world.now) / 1000));
}

/** What somebody is refused, where they are. */
export function refusalOf(ask: () => void): Refused['refusal'] | null {
  try {
    ask();
    return null;
  } catch (refused) {
    if (refused instanceof Refused) return refused.refusal;
    throw refused;
  }
}
