// The left side: two admins demote each other, as a careful team would write it by hand. A snapshot transaction
// counts the admins and demotes only where another one remains; the driver retries what it says to retry.

import type { Connection } from 'mongoose';

export interface Side {
  readonly name: string;
  /** Two admins demote each other at the same moment; answers how many admins are left, and makes two of them again. */
  round(): Promise<number>;
}

interface NaiveMember {
  readonly _id: string;
  readonly organization: string;
  role: 'admin' | 'member';
}

const admins = ['ann', 'ben'] as const;

export function byHand(connection: Connection): Side {
  const members = connection.getClient().db(connection.name).collection<NaiveMember>('by_hand');
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
    async round() {
      const organization = `organization-${rounds++}`;
      await members.insertMany(
        admins.map((name) => ({ _id: `${organization}-${name}`, organization, role: 'admin' })),
      );
      await Promise.all(admins.map((target) => demote(organization, target)));
      return members.countDocuments({ organization, role: 'admin' });
    },
  };
}
