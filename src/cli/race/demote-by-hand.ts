// The rule as one writes it at first: count the admins, look at the member, write. Each step is atomic, and even the
// write is refused where the member has changed meanwhile. Nobody else's demotion changes that member, though.

import type { Membership } from '../../domain/organization/membership.js';
import type { UserActor } from '../../domain/shared/actor.js';
import type { OperationId } from '../../domain/shared/ids.js';
import { parseOperationId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Operation, Storage } from '../../ports/storage.js';
import type { Pair } from './right.js';

export interface ByHand {
  readonly storage: Storage;
  readonly pair: Pair;
  readonly by: UserActor;
  readonly target: UserActor;
  /** The target's name, for telling. */
  readonly name: string;
  readonly tell: (did: string) => void;
}

export async function demoteByHand({
  storage,
  pair,
  by,
  target,
  name,
  tell,
}: ByHand): Promise<void> {
  const { organizationId } = pair;
  const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 2);
  tell(`counts the admins: ${admins.length}`);
  if (admins.length < 2) return tell(`leaves ${name} admin, the last one`);
  const membership = await storage.memberships.findActive(organizationId, target.userId);
  if (membership === null) return;
  tell(`reads ${name}'s membership: ${membership.value.role}`);
  await storage.commit(demotion(membership, by));
  tell(`writes ${name}'s role: member`);
}

function demotion({ value, version }: Versioned<Membership>, actor: UserActor): Operation {
  return {
    changes: [
      {
        kind: 'update',
        collection: 'memberships',
        id: value.id,
        expected: version,
        value: { ...value, role: 'member' },
      },
    ],
    journal: {
      kind: 'command',
      id: operationIdOf(actor),
      at: value.joinedAt,
      actor,
      action: 'membership.change_role',
      subject: { kind: 'membership', id: value.id },
      organizations: [value.organizationId],
      facts: [],
      answer: {},
    },
    messages: [],
  };
}

/** One command a person is all there is here. */
function operationIdOf({ userId }: UserActor): OperationId {
  const id = parseOperationId(userId);
  if (id === null) throw new Error(`${userId} is no id`);
  return id;
}
