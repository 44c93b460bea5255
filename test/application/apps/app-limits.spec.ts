// How many apps and submissions there can be, and which package names of companies are kept for them. On both storages.
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import {
  type AppPublisher,
  claimApp,
  createPublisher,
  draftApp,
  submitApp,
  uniquePackageName,
  updateDraft,
} from '../../support/app-steps.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';

const policy = {
  maxAppsPerOrganization: 2,
  maxDailyAppsPerUser: 3,
  maxDailySubmissionsPerOrganization: 2,
};
const limitReached = (field: string) => ({
  ok: false,
  refusal: { code: 'app_limit_reached', limit: 2, path: [field] },
});
const rateLimited = {
  ok: false,
  refusal: { code: 'rate_limited', retryAfter: expect.any(Number) },
};

describe.each(storageKinds)('the limits of apps on $name', ({ open }) => {
  let world: World;
  let acme: AppPublisher;

  beforeEach(async () => {
    world = createWorld(await open(), { policy });
    acme = await createPublisher(world);
  });

  const create = (
    { creator, organizationId }: AppPublisher = acme,
    { packageName = uniquePackageName(), by = creator, service = world } = {},
  ) => service.guildhall.apps.create(by.actor, { organizationId, packageName, name: 'Captions' });

  it('count the apps that can be restored, and restoring one is never too much', async () => {
    const { id: appId } = orThrow(await create());
    orThrow(await create());
    expect(await create()).toEqual(limitReached('organizationId'));
    const { apps, maintenance } = world.guildhall;
    orThrow(await apps.delete(acme.creator.actor, { appId }));
    expect(await create()).toEqual(limitReached('organizationId'));
    orThrow(await apps.restore(acme.creator.actor, { appId }));
    orThrow(await apps.delete(acme.creator.actor, { appId }));
    world.clock.advance(31 * day);
    await maintenance.runOnce();
    orThrow(await create());
    expect(await create()).toEqual(limitReached('organizationId'));
  });

  it('hold in each organization, also for an app that moves there', async () => {
    const other = await createOrganization(world, acme.creator, 'Elsewhere');
    const elsewhere = { creator: acme.creator, organizationId: other.id };
    orThrow(await create(elsewhere));
    const { id: appId } = orThrow(await create());
    orThrow(await create());
    const { move } = world.guildhall.apps;
    orThrow(await move(acme.creator.actor, { appId, toOrganizationId: other.id }));
    const back = { appId, toOrganizationId: acme.organizationId };
    world.clock.advance(day);
    orThrow(await create());
    expect(await move(acme.creator.actor, back)).toEqual(limitReached('toOrganizationId'));
    expect(
      orThrow(await world.guildhall.apps.get(acme.creator.actor, { appId })).app,
    ).toMatchObject({
      organizationId: other.id,
    });
  });

  it('hold if two services create an app at the same moment', async () => {
    orThrow(await create());
    const second = createSecondService(world, world.storage);
    const both = await Promise.all([create(), create(acme, { service: second })]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(both).toContainEqual(limitReached('organizationId'));
  });

  it('let a person create a number of apps a day in all organizations, and others as many', async () => {
    const { creator } = acme;
    const other = await createOrganization(world, creator, 'Elsewhere');
    const elsewhere = { creator, organizationId: other.id };
    for (const each of [acme, acme, elsewhere]) orThrow(await create(each));
    // A refused call takes nothing of another's rate.
    expect(await create(elsewhere)).toMatchObject({ ...rateLimited, refusal: { path: ['actor'] } });
    const colleague = await createMember(world, { by: creator, to: other, as: 'admin' });
    orThrow(await create(elsewhere, { by: colleague }));
    const third = await createOrganization(world, creator, 'Third');
    const there = { creator, organizationId: third.id };
    expect(await create(there)).toMatchObject(rateLimited);
    const input = { ...there, packageName: uniquePackageName(), name: 'Of the platform' };
    const { organizationId, packageName, name } = input;
    orThrow(await world.guildhall.apps.create(systemActor, { organizationId, packageName, name }));
    world.clock.advance(day);
    orThrow(await create(there));
  });

  it('let an organization submit and resubmit a number of times a day', async () => {
    const { submissions, review } = world.guildhall;
    const of = await claimApp(world, await submitApp(world, await draftApp(world, acme)));
    const reasons = { reasons: ['other'], text: 'A larger font, please.' } as const;
    orThrow(await review.requestChanges(of.by, { ...of.decisionInput, ...reasons }));
    const { draft } = await updateDraft(world, of, { description: 'Larger.' });
    const { submissionId } = of.decisionInput;
    const again = { submissionId, draftRevision: draft.revision };
    // What is refused takes nothing.
    const stale = { submissionId, draftRevision: 1 };
    expect(await submissions.resubmit(acme.creator.actor, stale)).toMatchObject({
      refusal: { code: 'draft_conflict' },
    });
    orThrow(await submissions.resubmit(acme.creator.actor, again));
    const other = await draftApp(world, acme);
    const input = { appId: other.appId, draftRevision: other.app.draft.revision };
    expect(await submissions.submit(acme.creator.actor, input)).toMatchObject(rateLimited);
    await submitApp(world);
    world.clock.advance(day);
    orThrow(await submissions.submit(acme.creator.actor, input));
  });

  it('keep the package names of companies for who has a verified address of their domain', async () => {
    const vendor = {
      ok: false,
      refusal: { code: 'package_name_invalid', path: ['packageName'], reason: 'vendor' },
    };
    const packageName = 'com.google.maps';
    const googler = await createPerson(world, { email: 'gil@eu.google.com' });
    const google = await createOrganization(world, googler, 'Google');
    const claimed = { creator: googler, organizationId: google.id };
    const { updateProfile } = world.guildhall.organizations;
    const organizationId = acme.organizationId;
    expect(await create(acme, { packageName })).toEqual(vendor);
    // The name in the profile alone proves nothing.
    const contactEmail = 'press@google.com';
    orThrow(await updateProfile(acme.creator.actor, { organizationId, contactEmail }));
    expect(await create(acme, { packageName })).toEqual(vendor);
    const { verifyContact } = world.guildhall.organizations;
    for (const similar of ['gil@google.com.example.org', 'gil@notgoogle.com']) {
      const verified = { organizationId, contactEmail: similar };
      orThrow(await updateProfile(acme.creator.actor, verified));
      orThrow(await verifyContact(systemActor, verified));
      expect(await create(acme, { packageName })).toEqual(vendor);
    }
    const { checkPackageName } = world.guildhall.apps;
    expect(orThrow(await checkPackageName(googler.actor, { packageName }))).toEqual({
      isFree: false,
      refusal: vendor.refusal,
    });
    orThrow(await create(claimed, { packageName }));
    orThrow(await create(acme, { packageName: 'com.googlemaps.captions' }));
    const imported = { organizationId, packageName: 'com.google.earth', name: 'Earth' };
    orThrow(await world.guildhall.apps.create(systemActor, imported));
  });

  it('keep the names that the embedder adds', async () => {
    const strict = createSecondService(world, world.storage, {
      vendorPackagePrefixes: ['uk.co.acme'],
    });
    expect(await create(acme, { packageName: 'uk.co.acme.app', service: strict })).toMatchObject({
      refusal: { reason: 'vendor' },
    });
    orThrow(await create(acme, { packageName: 'uk.co.acmeapp', service: strict }));
  });
});
