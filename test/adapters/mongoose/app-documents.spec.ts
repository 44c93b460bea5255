import { describe, expect, it } from 'vitest';
import { toStoredUserId } from '../../../src/adapters/mongoose/fields/field.js';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { App, StoreListing } from '../../../src/domain/app/app.js';
import { parseAppVersion } from '../../../src/domain/app/app-version.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import type { Tool } from '../../../src/domain/app/tool.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import type { Change } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import {
  apiKey,
  apiKeyId,
  app,
  claimFields,
  disabledWebhook,
  publishedApp,
  submission,
  submissionId,
} from '../../../src/testing/contract/app-fixtures.js';
import { foundOrThrow } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  displayNameOrThrow,
  emailWithKeyOrThrow,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange, updateChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection } from '../../support/mongo-connections.js';
import {
  collection,
  commitChanges,
  connection,
  expectModelRefuses,
  findOnlyDocument,
  storage,
  toObjectId,
  useTestDatabase,
} from './test-database.js';

useTestDatabase();

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];

/** Text that people may write, and that looks like an id. */
const lookalike = mentra.id;
const plainTool: Tool = {
  id: 'find',
  description: lookalike,
  activationPhrases: [lookalike],
  parameters: {
    what: { type: 'string', description: 'What.', enum: [lookalike, '$set'], required: true },
    count: { type: 'number', description: 'How many.', enum: [1, 0.1, 2 ** 40], required: false },
  },
};

const manifest: Manifest = {
  name: displayNameOrThrow('Captions'),
  description: lookalike,
  version: foundOrThrow(parseAppVersion('1.0.0-rc.1'), 'a version'),
  appType: 'standard',
  publicUrl: 'https://captions.example.com/',
  webviewUrl: 'https://captions.example.com/web',
  logoUrl: 'https://captions.example.com/logo.png',
  previewImages: [{ url: 'https://captions.example.com/1.png', orientation: 'landscape' }],
  privacyPolicyUrl: 'https://captions.example.com/privacy',
  supportUrl: 'https://captions.example.com/support',
  onboardingInstructions: 'Look up.',
  permissions: [{ type: 'MICROPHONE', reason: lookalike, required: true }],
  tools: [plainTool],
  settings: [
    { type: 'group', title: lookalike },
    { type: 'slider', key: 'size', label: 'Size', min: 0, max: 1, step: 0.25, defaultValue: 0.5 },
  ],
  hardwareRequirements: [
    { type: 'DISPLAY', level: 'REQUIRED', description: 'To read.' },
    { type: 'IMU', level: 'OPTIONAL' },
  ],
};

function appWith(change: Partial<Manifest>, about: Partial<App> = {}): App {
  const made = app(1, about);
  return { ...made, draft: { ...made.draft, manifest: { ...manifest, ...change } } };
}

describe('the documents', () => {
  it('of apps hold their webhook', async () => {
    await commitChanges(insertChange('apps', app(1, { webhook: disabledWebhook() })));
    const { webhook: stored } = await findOnlyDocument('apps');
    expect(stored).toEqual(disabledWebhook());
    const { previousSecret: _previous, disabled: _disabled, ...plain } = disabledWebhook();
    await commitChanges(updateChange('apps', app(1, { webhook: plain }), 1));
    expect((await findOnlyDocument('apps'))['webhook']).toEqual(plain);
    await commitChanges(updateChange('apps', app(1), 2));
    expect(await findOnlyDocument('apps')).not.toHaveProperty('webhook');
  });

  it('of apps keep the manifest as people wrote it', async () => {
    const { draft, ...drafted } = appWith(
      {},
      { testers: [emailWithKeyOrThrow('Ben@example.org')] },
    );
    await commitChanges(insertChange('apps', { ...drafted, draft }));
    expect(await findOnlyDocument('apps')).toEqual({
      _id: toObjectId(drafted.id),
      packageName: drafted.packageName,
      organization: toObjectId(mentra.id),
      draft: { manifest, revision: 1, updatedAt: atMinute(0), updatedBy: toStoredUserId(ada.id) },
      visibility: 'private',
      testers: [{ address: 'Ben@example.org', key: 'ben@example.org' }],
      tier: 'none',
      submissionCount: 0,
      enforcement: { state: 'none' },
      createdBy: toStoredUserId(ada.id),
      createdAt: atMinute(0),
      updatedAt: atMinute(0),
      isDeleted: false,
      isArchived: false,
      isLive: false,
      isPublished: false,
      version: 1,
    });
    expect(await storage.apps.findById(drafted.id)).toEqual({
      value: { ...drafted, draft },
      version: 1,
    });
  });

  it('of published apps have search fields, which are removed when the app leaves the store', async () => {
    const listing: Partial<StoreListing> = {
      name: displayNameOrThrow('Captions'),
      publisher: {
        organizationId: acme.id,
        name: displayNameOrThrow('Acme'),
        website: 'https://acme.com/',
      },
      hardwareRequirements: manifest.hardwareRequirements,
    };
    const published = publishedApp(1, {}, listing);
    await commitChanges(insertChange('apps', published));
    const document = await findOnlyDocument('apps');
    expect(document).toMatchObject({
      live: {
        submission: toObjectId(submissionId(1)),
        revision: published.live?.revision,
        digest: published.live?.digest,
        releasedAt: atMinute(0),
        listing: {
          ...published.live?.listing,
          publisher: {
            organization: toObjectId(acme.id),
            name: 'Acme',
            website: 'https://acme.com/',
          },
        },
      },
      isLive: true,
      isPublished: true,
      publisher: toObjectId(acme.id),
      requiredHardware: 0b10,
    });
    expect(document['searchTerms']).toEqual(expect.arrayContaining(['ca', 'captions', 'acme']));
    const gone = { deletedAt: atMinute(1), archivedAt: atMinute(2), delistedAt: atMinute(3) };
    await commitChanges(updateChange('apps', { ...published, ...gone }, 1));
    const after = await findOnlyDocument('apps');
    expect(after).toMatchObject({ isDeleted: true, isArchived: true, isLive: false });
    expect(after).toMatchObject({ isPublished: false, ...gone });
    for (const path of ['searchTerms', 'publisher', 'requiredHardware']) {
      expect(after).not.toHaveProperty(path);
    }
  });

  it('of submissions have the stored shape', async () => {
    const decision = {
      by: ben.id,
      at: atMinute(2),
      reasons: ['spam', 'other'],
      text: 'No.',
    } as const;
    const about: Partial<Submission> = {
      ...claimFields(ben.id, atMinute(9)),
      lane: 'security',
      laneReason: 'A hole.',
      decisions: [{ kind: 'sendBack', ...decision }],
      lastOutcome: { command: 'sendBack', at: atMinute(2), by: ben.id },
      approvedUntil: atMinute(3),
      releasedAt: atMinute(4),
    };
    const row = submission(2, appWith({}), { caseId: submissionId(1), ...about });
    await commitChanges(insertChange('submissions', row));
    expect(await findOnlyDocument('submissions')).toEqual({
      _id: toObjectId(row.id),
      app: toObjectId(row.appId),
      organization: toObjectId(mentra.id),
      case: toObjectId(submissionId(1)),
      revision: 1,
      snapshot: {
        packageName: row.snapshot.packageName,
        manifest,
        publisher: { organization: toObjectId(mentra.id), name: 'A publisher' },
      },
      digest: row.digest,
      state: 'in_review',
      lane: 'security',
      laneReason: 'A hole.',
      enteredAt: row.enteredAt,
      dueAt: row.dueAt,
      submittedAt: atMinute(0),
      submittedBy: toStoredUserId(ada.id),
      authors: [toStoredUserId(ada.id)],
      claimCount: 1,
      lease: { holder: toStoredUserId(ben.id), leaseToken: 1, until: atMinute(9) },
      decisions: [{ kind: 'sendBack', ...decision, by: toStoredUserId(ben.id) }],
      lastOutcome: { command: 'sendBack', at: atMinute(2), by: toStoredUserId(ben.id) },
      approvedUntil: atMinute(3),
      releasedAt: atMinute(4),
      createdAt: atMinute(0),
      updatedAt: atMinute(0),
      isOpen: true,
      laneRank: 0,
      version: 1,
    });
    expect(await storage.submissions.findById(row.id)).toEqual({ value: row, version: 1 });
    await commitChanges(updateChange('submissions', { ...row, state: 'withdrawn' }, 1));
    const after = await findOnlyDocument('submissions');
    expect(after).toMatchObject({ isOpen: false });
    expect(after).not.toHaveProperty('laneRank');
  });

  it('of API keys have the stored shape', async () => {
    const times = {
      lastUsedAt: atMinute(1),
      expiresAt: atMinute(2),
      revokedAt: atMinute(3),
      overlapUntil: atMinute(4),
    };
    const own = { kind: 'organization', organizationId: mentra.id } as const;
    const key = apiKey(1, own, { ...times, replacedBy: apiKeyId(2) });
    await commitChanges(insertChange('apikeys', key));
    expect(await findOnlyDocument('apikeys')).toEqual({
      _id: toObjectId(key.id),
      owner: { kind: 'organization', organization: toObjectId(mentra.id) },
      name: key.name,
      environment: 'live',
      digest: key.digest,
      lastFour: key.lastFour,
      createdBy: toStoredUserId(ada.id),
      createdAt: atMinute(0),
      updatedAt: atMinute(0),
      ...times,
      replacedBy: toObjectId(apiKeyId(2)),
      version: 1,
    });
    const ofApp = { kind: 'app', appId: app(1).id } as const;
    await commitChanges(updateChange('apikeys', { ...key, owner: ofApp }, 1));
    expect((await findOnlyDocument('apikeys'))['owner']).toEqual({
      kind: 'app',
      app: toObjectId(app(1).id),
    });
    expect((await storage.apiKeys.findById(key.id))?.value.owner).toEqual(ofApp);
  });

  it('of organizations keep when the contact address was verified', async () => {
    const vouched = { ...mentra, contactVerifiedAt: atMinute(5) };
    await commitChanges(insertChange('organizations', vouched));
    expect(await findOnlyDocument('organizations')).toMatchObject({
      contactVerifiedAt: atMinute(5),
    });
    expect((await storage.organizations.findById(mentra.id))?.value).toEqual(vouched);
  });
});

describe('plain data in a manifest', () => {
  const odd = ['__proto__', 'constructor', '$set', '$ref', '$id', 'a.b', '', '0', 'a$', lookalike];
  const parameter = { type: 'string', description: lookalike, required: true } as const;

  it.each(odd)('can have a parameter named "%s", written by another program', async (key) => {
    await commitChanges(insertChange('apps', appWith({})));
    const parameters = Object.fromEntries([[key, parameter]]);
    const tools = [{ ...plainTool, parameters }];
    await collection('apps').updateOne({}, { $set: { 'draft.manifest.tools': tools } });
    const read = await storage.apps.findById(app(1).id);
    const entries = Object.entries(read?.value.draft.manifest.tools[0]?.parameters ?? {});
    expect(entries).toEqual([[key, parameter]]);
  });

  it('can be read by a connection that returns 64-bit numbers', async () => {
    const drafted = appWith({});
    await commitChanges(insertChange('apps', drafted));
    const path = 'draft.manifest.settings.1.max';
    await collection('apps').updateOne({}, { $set: { [path]: 1n } });
    const wide = mongooseStorage({
      connection: await openSecondConnection(connection, { useBigInt64: true }),
    });
    expect((await wide.apps.findById(drafted.id))?.value).toEqual(drafted);
  });

  it('is a copy, which the caller cannot change afterwards', async () => {
    const phrases = ['find it'];
    const tools: readonly Tool[] = [{ ...plainTool, activationPhrases: phrases }];
    const writing = commitChanges(insertChange('apps', appWith({ tools })));
    phrases.push('lose it');
    await writing;
    const { value } = foundOrThrow(await storage.apps.findById(app(1).id), 'the app');
    expect(value.draft.manifest.tools[0]?.activationPhrases).toEqual(['find it']);
  });
});

/** The value with a part that its type does not allow. */
function withInvalidPart<T extends object>(value: T, part: object): T {
  return Object.assign({}, value, part);
}

/** Write options that turn the server's validation off. */
const writeUnchecked = { bypassDocumentValidation: true };

describe('an invalid document', () => {
  it.each<{ table: string; path: string; value: unknown; named?: string }>([
    { table: 'apps', path: 'visibility', value: 'secret-77' },
    { table: 'apps', path: 'draft.manifest.permissions.0.type', value: 'MIND', named: 'draft' },
    { table: 'apps', path: 'draft.manifest.permissions', value: ['CAMERA-77'], named: 'draft' },
    { table: 'apps', path: 'draft.manifest.tools', value: 'none-77', named: 'draft' },
    { table: 'apps', path: 'testers.0', value: 'ben@example.org', named: 'testers' },
    { table: 'apps', path: 'live', value: { digest: 'x-77' } },
    { table: 'submissions', path: 'lease.leaseToken', value: -77, named: 'lease' },
    { table: 'submissions', path: 'decisions', value: [{ kind: 'nod-77' }] },
    { table: 'apikeys', path: 'owner.kind', value: 'user-77', named: 'owner' },
    { table: 'apikeys', path: 'owner', value: { kind: 'organization' } },
    { table: 'apikeys', path: 'owner', value: { kind: 'app' } },
  ])('is not read: $table $path $value', async ({ table, path, value, named = path }) => {
    const drafted = appWith({}, { testers: [emailWithKeyOrThrow('ben@example.org')] });
    const reviewed = submission(1, drafted, claimFields(ben.id, atMinute(9)));
    const key = apiKey(1, { kind: 'app', appId: drafted.id });
    const rows = [insertChange('apps', drafted), insertChange('submissions', reviewed)];
    await commitChanges(...rows, insertChange('apikeys', key));
    await collection(table).updateOne({}, { $set: { [path]: value } }, writeUnchecked);
    const reads = {
      apps: () => storage.apps.findById(drafted.id),
      submissions: () => storage.submissions.findById(reviewed.id),
      apikeys: () => storage.apiKeys.findById(key.id),
    };
    const faults: unknown[] = [];
    for (const read of Object.values(reads)) {
      await read().catch((error: unknown) => faults.push(error));
    }
    expect(faults).toHaveLength(1);
    expect(isStorageError(faults[0])).toBe(false);
    expect(String(faults[0])).toContain(`${table} `);
    expect(String(faults[0])).toContain(`"${named}"`);
    expect(String(faults[0])).not.toContain('77');
  });

  const secret = 'a secret that must not be shown';
  const ofManifest = (path: string, change: object) => ({
    path: `draft.manifest.${path}`,
    change: insertChange('apps', appWith(change)),
  });
  const [permission, hardware] = [manifest.permissions[0], manifest.hardwareRequirements[0]];
  const reviewed = submission(1, appWith({}));
  const key = apiKey(1, { kind: 'app', appId: app(1).id });
  it.each<{ path: string; change: Change }>([
    {
      path: 'packageName',
      change: insertChange('apps', withInvalidPart(app(1), { packageName: secret })),
    },
    {
      path: 'visibility',
      change: insertChange('apps', withInvalidPart(app(1), { visibility: secret })),
    },
    {
      path: 'testers',
      change: insertChange(
        'apps',
        app(1, { testers: new Array(101).fill(emailWithKeyOrThrow('a@example.org')) }),
      ),
    },
    {
      path: 'testers.key',
      change: insertChange(
        'apps',
        withInvalidPart(app(1), { testers: [{ address: ada.email, key: secret }] }),
      ),
    },
    {
      path: 'enforcement.reason',
      change: insertChange(
        'apps',
        app(1, { enforcement: { state: 'warned', reason: secret.repeat(200) } }),
      ),
    },
    ofManifest('name', { name: `<b>${secret}` }),
    ofManifest('description', { description: secret.repeat(200) }),
    ofManifest('version', { version: secret }),
    ofManifest('publicUrl', { publicUrl: `http://example.com/${secret}` }),
    ofManifest('previewImages', {
      previewImages: [{ url: secret, orientation: 'portrait' }],
    }),
    ofManifest('previewImages', { previewImages: new Array(11).fill(manifest.previewImages[0]) }),
    ofManifest('permissions', { permissions: [{ type: secret, required: true }] }),
    ofManifest('permissions', { permissions: [permission, permission] }),
    ofManifest('hardwareRequirements', { hardwareRequirements: [hardware, hardware] }),
    ofManifest('tools', { tools: [{ ...plainTool, id: secret }] }),
    ofManifest('tools', { tools: [secret] }),
    ofManifest('settings', { settings: [{ type: secret }] }),
    ofManifest('settings', { settings: [{ type: 'group' }] }),
    {
      path: 'snapshot.manifest.tools',
      change: insertChange(
        'submissions',
        submission(1, appWith({ tools: [plainTool, plainTool] })),
      ),
    },
    {
      path: 'digest',
      change: insertChange('submissions', withInvalidPart(reviewed, { digest: secret })),
    },
    {
      path: 'decisions.reasons',
      change: insertChange(
        'submissions',
        withInvalidPart(reviewed, {
          decisions: [{ kind: 'reject', by: ben.id, at: atMinute(0), reasons: [secret] }],
        }),
      ),
    },
    { path: 'digest', change: insertChange('apikeys', withInvalidPart(key, { digest: secret })) },
    {
      path: 'name',
      change: insertChange('apikeys', withInvalidPart(key, { name: secret.repeat(9) })),
    },
    {
      path: 'lastFour',
      change: insertChange('apikeys', withInvalidPart(key, { lastFour: secret })),
    },
    {
      path: 'owner.kind',
      change: insertChange('apikeys', withInvalidPart(key, { owner: { kind: secret } })),
    },
  ])('is refused by the model: $change.collection, $path', async ({ path, change }) => {
    expect(await expectModelRefuses(change, path)).not.toContain(secret);
  });

  it.each<{ table: string; path: string; value: unknown }>([
    { table: 'apps', path: 'draft.manifest.permissions', value: [{ type: 'CAMERA' }] },
    { table: 'apps', path: 'draft.manifest.tools', value: [{ id: 'x' }] },
    { table: 'apps', path: 'draft.manifest.settings', value: [{ type: 'knob' }] },
    { table: 'apps', path: 'isPublished', value: 'yes' },
    { table: 'apps', path: 'testers', value: [{ address: 'a@example.org' }] },
    { table: 'submissions', path: 'state', value: 'done' },
    { table: 'submissions', path: 'lease', value: { holder: 'x' } },
    { table: 'apikeys', path: 'owner', value: {} },
  ])('is refused by the server: $table $path', async ({ table, path, value }) => {
    await commitChanges(insertChange('apps', appWith({})));
    await commitChanges(insertChange('submissions', reviewed), insertChange('apikeys', key));
    const foreign = collection(table).updateOne({}, { $set: { [path]: value } });
    await expect(foreign).rejects.toMatchObject({ code: 121 });
  });
});

describe('a recorded use of a key', () => {
  it('is also written through the mirroring storage', async () => {
    const key = apiKey(1, { kind: 'app', appId: app(1).id });
    await commitChanges(insertChange('apikeys', key));
    const other = await openSecondConnection(connection);
    const mirroring = mongooseStorage({ connection: other, mirrorDocumentedShape: true });
    await mirroring.apiKeys.recordUse(key.id, atMinute(1));
    const noted = { value: { ...key, lastUsedAt: atMinute(1) }, version: 1 };
    expect(await storage.apiKeys.findById(key.id)).toEqual(noted);
  });

  it('is a copy, which the caller cannot change afterwards', async () => {
    const key = apiKey(1, { kind: 'app', appId: app(1).id });
    await commitChanges(insertChange('apikeys', key));
    const used = atMinute(1);
    const noting = storage.apiKeys.recordUse(key.id, used);
    used.setTime(0);
    await noting;
    expect((await storage.apiKeys.findById(key.id))?.value.lastUsedAt).toEqual(atMinute(1));
  });
});

describe('a field of another program in a document', () => {
  it('survives updates, also inside a draft, and is not read', async () => {
    const drafted = appWith({});
    await commitChanges(insertChange('apps', drafted));
    const foreign = { developerId: 'ada@example.org', 'draft.manifest.color': 'red' };
    await collection('apps').updateOne({}, { $set: foreign });
    const { description: _description, ...rest } = manifest;
    const changed = { ...drafted, draft: { ...drafted.draft, manifest: rest } };
    await commitChanges(updateChange('apps', changed, 1));
    const document = await findOnlyDocument('apps');
    expect(document['developerId']).toBe('ada@example.org');
    expect(document['draft'].manifest).toEqual({ ...rest, color: 'red' });
    expect(await storage.apps.findById(drafted.id)).toEqual({ value: changed, version: 2 });
  });
});

describe('input that is not text', () => {
  const smuggled = [{ $ne: null }, { $gt: '' }, { $regex: '.*' }, [], ['x'], null, '', 0, true];
  const page = { limit: 5, after: null, skip: 0 };

  it.each(smuggled)('finds nothing and changes nothing: %j', async (input) => {
    const published = publishedApp(1, { testers: [emailWithKeyOrThrow('ben@example.org')] });
    const key = apiKey(1, { kind: 'app', appId: published.id });
    const ofMentra = apiKey(2, { kind: 'organization', organizationId: mentra.id });
    const reviewed = submission(1, published, claimFields(ben.id, atMinute(9)));
    const before = submission(2, published, { state: 'superseded', releasedAt: atMinute(0) });
    await commitChanges(insertChange('apps', published), insertChange('submissions', reviewed));
    await commitChanges(insertChange('apikeys', key), insertChange('apikeys', ofMentra));
    await commitChanges(insertChange('submissions', before));
    const { apps, submissions, apiKeys, memberships } = storage;
    const calls: (readonly [call: unknown, ...given: unknown[]])[] = [
      [apps.findById, input],
      [apps.findByPackageName, input],
      [apps.listByOrganization, input, page],
      [apps.listByOrganization, mentra.id, { ...page, after: input ?? 'none' }],
      [apps.listUnarchivedIdsByOrganization, input, 5],
      [apps.listLiveIdsByOrganization, input, 5],
      [apps.listByTester, input, 5],
      [apps.listPublished, { terms: [input] }, page],
      [apps.listPublished, { terms: [], organizationId: input }, page],
      [apps.listPublished, { terms: [] }, { ...page, after: input ?? 'none' }],
      [submissions.findById, input],
      [submissions.findOpen, input],
      [submissions.listByApp, input, page],
      [submissions.listByApp, published.id, { ...page, after: input ?? 'none' }],
      [submissions.listAllByApp, input, 5],
      [submissions.findLastSuperseded, input],
      [submissions.listQueue, { state: input }, page],
      [
        submissions.listQueue,
        { state: 'in_review' },
        { ...page, after: { rank: input, dueAt: atMinute(0), id: input } },
      ],
      [submissions.listClaimedBy, input, atMinute(0), 5],
      [submissions.listAppIdsWithOpen, input, 5],
      [apiKeys.findById, input],
      [apiKeys.listByOwner, { kind: 'app', appId: input }, 5],
      [apiKeys.listByOwner, { kind: 'organization', organizationId: input }, 5],
      [memberships.listAllByOrganizationsAndUser, [input], ada.id],
      [memberships.listAllByOrganizationsAndUser, [mentra.id], input],
    ];
    for (const [call, ...given] of calls) {
      expect(await findsNothing(call, given), `${call} of ${JSON.stringify(given)}`).toBe(true);
    }
    await Promise.resolve(Reflect.apply(apiKeys.recordUse, undefined, [input, atMinute(1)])).catch(
      () => {},
    );
    expect(await storage.apiKeys.findById(key.id)).toEqual({ value: key, version: 1 });
  });

  it('finds nothing for hardware that is not a number', async () => {
    await commitChanges(insertChange('apps', publishedApp(1)));
    for (const hardwareMask of [{ $gt: -1 }, '255', [], true]) {
      const given = [{ terms: [], hardwareMask }, page];
      expect(await findsNothing(storage.apps.listPublished, given)).toBe(true);
    }
  });

  /** Whether the call threw or found nothing. */
  async function findsNothing(call: unknown, given: readonly unknown[]): Promise<boolean> {
    if (typeof call !== 'function') throw new Error('not a function');
    try {
      const answer: unknown = await Reflect.apply(call, undefined, given);
      const rows =
        typeof answer === 'object' && answer !== null && 'items' in answer ? answer.items : answer;
      return rows === null || (Array.isArray(rows) && rows.length === 0);
    } catch {
      return true;
    }
  }
});
