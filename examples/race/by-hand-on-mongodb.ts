// The first contender of the race: the demotion as a careful team would write it by hand, on MongoDB. A snapshot
// transaction counts the admins and demotes one only if another one remains; the driver retries transient errors.

import type { Connection } from 'mongoose';

export interface RaceContender {
  readonly name: string;
  /** Lets two admins demote each other at the same moment. Returns how many admins are left. The next round starts with two admins again. */
  runRound(): Promise<number>;
}

interface MemberByHand {
  readonly _id: string;
  readonly organization: string;
  role: 'admin' | 'member';
}

const adminNames = ['ann', 'ben'] as const;

export function createByHandContender(connection: Connection): RaceContender {
  const members = connection.getClient().db(connection.name).collection<MemberByHand>('by_hand');
  const demote = (organization: string, target: string) =>
    connection.getClient().withSession((session) =>
      session.withTransaction(
        async () => {
          const count = await members.countDocuments({ organization, role: 'admin' }, { session });
          if (count < 2) return;
          const member = { _id: `${organization}-${target}` };
          await members.updateOne(member, { $set: { role: 'member' } }, { session });
        },
        { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
      ),
    );
  let rounds = 0;
  return {
    name: 'count, then demote, in a snapshot transaction',
    async runRound() {
      const organization = `organization-${rounds++}`;
      await members.insertMany(
        adminNames.map((name) => ({ _id: `${organization}-${name}`, organization, role: 'admin' })),
      );
      await Promise.all(adminNames.map((target) => demote(organization, target)));
      return members.countDocuments({ organization, role: 'admin' });
    },
  };
}
