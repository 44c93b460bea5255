// The operations of the careful team on a small data set, and two races that are counted, not timed.
import type { Connection } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BenchmarkData,
  createBenchmarkData,
  createOperationInputs,
} from '../../bench/benchmark-data.js';
import { inTransaction } from '../../bench/careful-team/in-transaction.js';
import {
  type CarefulTeamSubject,
  createCarefulTeamSubject,
} from '../../bench/careful-team/index.js';
import { accept, invite } from '../../bench/careful-team/invitations.js';
import { createModels, type Models } from '../../bench/careful-team/models.js';
import { RefusedError } from '../../bench/careful-team/refusal.js';
import { operations } from '../../bench/operations.js';
import { clearDatabase } from '../support/clear-database.js';
import { openTestConnection } from '../support/mongo-connections.js';

const memberCount = 30;
const callerCount = 16;

let connection: Connection;
let models: Models;
let subject: CarefulTeamSubject;
let data: BenchmarkData;

beforeAll(async () => {
  connection = await openTestConnection();
  models = createModels(connection);
  subject = createCarefulTeamSubject(connection);
  await subject.ensureIndexes();
});

beforeEach(async () => {
  await clearDatabase(connection);
  data = createBenchmarkData(memberCount, memberCount);
  await subject.seed(data);
});

/** The number of calls that were done. Those that were refused are allowed; every other error is not. */
async function countDone(calls: readonly Promise<void>[]): Promise<number> {
  const results = await Promise.allSettled(calls);
  const failed = results.filter((result) => result.status === 'rejected');
  for (const { reason } of failed) expect(reason).toBeInstanceOf(RefusedError);
  return results.length - failed.length;
}

async function auditedActions(): Promise<readonly string[]> {
  const entries = await models.AuditEntry.find().sort({ _id: 1 });
  return entries.map(({ action }) => action);
}

describe('the seeded documents', () => {
  it('are valid for the schemas, in both directions of a membership', async () => {
    const organizations = await models.Organization.find();
    const users = await models.User.find();
    await Promise.all([...organizations, ...users].map((document) => document.validate()));
    expect(users).toHaveLength(1 + memberCount + data.joiners.length);
    const pairs = organizations.flatMap(({ id, members }) =>
      members.map((member) => `${id} ${member.user}`),
    );
    const ofUsers = users.flatMap((user) => user.organizations.map((id) => `${id} ${user.id}`));
    expect(ofUsers.sort()).toEqual(pairs.sort());
  });
});

describe('an operation of the careful team', () => {
  it.each(operations)('gives the right result: $title', async (operation) => {
    await operation.run(subject, data, createOperationInputs(data));
  });

  it('creates an organization with its admin, the way back from the user, and an audit entry', async () => {
    const inputs = createOperationInputs(data);
    const { creator, name } = inputs.nextOrganization();
    await subject.createOrganization(creator, name);
    const organization = await models.Organization.findOne({ name });
    expect(organization?.slug).toBe('guild-0-of-many');
    expect(organization?.hasRole(creator, 'admin')).toBe(true);
    const user = await models.User.findById(creator);
    expect(user?.organizations.at(-1)).toEqual(organization?._id);
    expect(await auditedActions()).toEqual(['organization.create']);
  });

  it('accepts an invitation into the members, and leaves no pending one', async () => {
    const pair = createOperationInputs(data).nextPair();
    await subject.inviteAndAccept(data.admin, pair);
    const organization = await models.Organization.findById(pair.organizationId);
    expect(organization?.hasRole(pair.person.id, 'member')).toBe(true);
    expect(organization?.pendingInvites).toHaveLength(0);
    await expect(subject.inviteAndAccept(data.admin, pair)).rejects.toMatchObject({
      code: 'already_a_member',
    });
    expect(await auditedActions()).toEqual(['invitation.invite', 'invitation.accept']);
  });
});

describe('an invitation', () => {
  it('can be sent again once it has expired, and the old token stays invalid', async () => {
    const { organizationId, person } = createOperationInputs(data).nextPair();
    const invitation = { organizationId, email: person.email, role: 'member' } as const;
    const old = await invite(models, data.admin.id, invitation);
    await expect(invite(models, data.admin.id, invitation)).rejects.toMatchObject({
      code: 'already_invited',
    });
    const past = { $set: { 'pendingInvites.0.expiresAt': new Date(0) } };
    await models.Organization.updateOne({ _id: organizationId }, past);
    await expect(accept(models, person.id, old)).rejects.toMatchObject({
      code: 'invitation_invalid',
    });
    const renewed = await invite(models, data.admin.id, invitation);
    const organization = await models.Organization.findById(organizationId);
    expect(organization?.pendingInvites).toHaveLength(1);
    expect(organization?.pendingInvites[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    await accept(models, person.id, renewed);
    expect(await subject.isMember(organizationId, person.id)).toBe(true);
  });

  it('is accepted only by the person with the invited address', async () => {
    const inputs = createOperationInputs(data);
    const [{ organizationId, person }, other] = [inputs.nextPair(), inputs.nextPair().person];
    const invitation = { organizationId, email: person.email, role: 'member' } as const;
    const token = await invite(models, data.admin.id, invitation);
    await expect(accept(models, other.id, token)).rejects.toMatchObject({
      code: 'invitation_invalid',
    });
    await expect(invite(models, other.id, invitation)).rejects.toMatchObject({
      code: 'not_an_admin',
    });
  });
});

describe(`${callerCount} callers at the same moment`, () => {
  it('create organizations of one name, each with its own slug or refused', async () => {
    const creators = data.members.slice(0, callerCount);
    const done = await countDone(
      creators.map(({ id }) => subject.createOrganization(id, 'Mentra Labs')),
    );
    const created = await models.Organization.find({ name: 'Mentra Labs' });
    expect(done).toBeGreaterThan(0);
    expect(created).toHaveLength(done);
    expect(new Set(created.map(({ slug }) => slug)).size).toBe(done);
    expect(created.map(({ slug }) => slug)).toContain('mentra-labs');
    expect(await models.AuditEntry.countDocuments()).toBe(done);
  });

  it('join one organization, and each is a member or refused', async () => {
    const inputs = createOperationInputs(data);
    const pairs = Array.from({ length: callerCount }, () => inputs.nextPair());
    const done = await countDone(pairs.map((pair) => subject.inviteAndAccept(data.admin, pair)));
    const organization = await models.Organization.findById(pairs[0]?.organizationId);
    expect(done).toBeGreaterThan(0);
    expect(organization?.members).toHaveLength(1 + done);
  });
});

describe('a command that finds its document changed', () => {
  /** Renames the organization, which another service has changed just before the save. */
  async function rename(isChangedIn: (attempt: number) => boolean): Promise<number> {
    const { Organization } = models;
    let attempt = 0;
    await inTransaction(connection, async (session) => {
      attempt += 1;
      const organization = await Organization.findById(data.fullOrganizationId);
      if (organization === null) throw new Error('The organization was not seeded.');
      if (isChangedIn(attempt)) {
        await Organization.updateOne({ _id: organization._id }, { $inc: { __v: 1 } });
      }
      organization.name = 'Guild of Few';
      await organization.saveChanges(session);
    });
    return attempt;
  }

  it('runs again', async () => {
    expect(await rename((attempt) => attempt === 1)).toBe(2);
  });

  it('is refused in the end if that never stops', async () => {
    await expect(rename(() => true)).rejects.toMatchObject({ code: 'busy' });
  });
});

describe('the last admin', () => {
  it('cannot be demoted', async () => {
    const { admin, fullOrganizationId } = data;
    await expect(subject.demote(fullOrganizationId, admin.id, admin.id)).rejects.toMatchObject({
      code: 'last_admin',
    });
  });

  it('stays where two admins demote each other, in every one of 20 rounds', async () => {
    const { admin, fullOrganizationId } = data;
    const [ben] = data.members;
    if (ben === undefined) throw new Error('The data has no members.');
    const adminCounts: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const twoAdmins = { $set: { 'members.$[two].role': 'admin' } };
      const arrayFilters = [{ 'two.user': { $in: [admin.id, ben.id] } }];
      await models.Organization.updateOne({ _id: fullOrganizationId }, twoAdmins, { arrayFilters });
      const done = await countDone([
        subject.demote(fullOrganizationId, admin.id, ben.id),
        subject.demote(fullOrganizationId, ben.id, admin.id),
      ]);
      expect(done).toBe(1);
      const organization = await models.Organization.findById(fullOrganizationId);
      adminCounts.push(organization?.members.filter(({ role }) => role === 'admin').length ?? 0);
    }
    expect(adminCounts).toEqual(Array.from({ length: 20 }, () => 1));
  });
});
