// The demotion as a first attempt: count the admins, read the member, write. Each step is atomic, and the write is
// refused if the member has changed since the read. But the demotion of another admin does not change this member.

import type { Membership } from '../../src/domain/organization/membership.js';
import type { UserActor } from '../../src/domain/shared/actor.js';
import type { OperationId } from '../../src/domain/shared/ids.js';
import { parseOperationId } from '../../src/domain/shared/ids.js';
import type { Versioned } from '../../src/domain/shared/result.js';
import type { Operation, Storage } from '../../src/ports/storage.js';
import type { AdminRaceSetup } from './with-guildhall.js';

export interface DemoteByHandInput {
  readonly storage: Storage;
  readonly pair: AdminRaceSetup;
  readonly by: UserActor;
  readonly target: UserActor;
  /** The target's name, for the steps that are printed. */
  readonly targetName: string;
  readonly recordStep: (did: string) => void;
}

export async function demoteByHand({
  storage,
  pair,
  by,
  target,
  targetName,
  recordStep,
}: DemoteByHandInput): Promise<void> {
  const { organizationId } = pair;
  const admins = await storage.memberships.listActiveAdminIds(organizationId, 2);
  recordStep(`counts the admins: ${admins.length}`);
  if (admins.length < 2) return recordStep(`leaves ${targetName} as the last admin`);
  const membership = await storage.memberships.findActive(organizationId, target.userId);
  if (membership === null) return;
  recordStep(`reads ${targetName}'s membership: ${membership.value.role}`);
  await storage.commit(demoteOperation(membership, by));
  recordStep(`writes ${targetName}'s role: member`);
}

function demoteOperation({ value, version }: Versioned<Membership>, actor: UserActor): Operation {
  return {
    changes: [
      {
        kind: 'update',
        collection: 'memberships',
        id: value.id,
        expectedVersion: version,
        value: { ...value, role: 'member' },
      },
    ],
    journal: {
      kind: 'command',
      id: operationIdFor(actor),
      at: value.joinedAt,
      actor,
      action: 'membership.change_role',
      subject: { kind: 'membership', id: value.id },
      auditOrganizationIds: [value.organizationId],
      events: [],
      replayIds: {},
    },
    messages: [],
  };
}

/** Uses the user's id as the operation id. That is unique here, because each user sends one command. */
function operationIdFor({ userId }: UserActor): OperationId {
  const id = parseOperationId(userId);
  if (id === null) throw new Error(`${userId} is not a valid id`);
  return id;
}
