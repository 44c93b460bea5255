import { describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { App, Listing } from '../../../src/domain/app/app.js';
import type { Manifest } from '../../../src/domain/app/manifest.js';
import type { Tool } from '../../../src/domain/app/tool.js';
import { parseAppVersion } from '../../../src/domain/app/version.js';
import type { Submission } from '../../../src/domain/review/submission.js';
import type { Change } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { insertOf, updateOf } from '../../../src/testing/contract/changes.js';
import { found } from '../../../src/testing/contract/expectations.js';
import { at, email, name, organization, user } from '../../../src/testing/contract/specimens.js';
import {
  apiKey,
  apiKeyId,
  app,
  publishedApp,
  submission,
  submissionId,
  underClaim,
  webhook,
} from '../../../src/testing/contract/specimens-of-apps.js';
import { anotherConnection } from '../../support/mongo.js';
import { collection, connection, idOf, onlyDocumentOf, storage, write } from './own-documents.js';

const [ada, ben] = [user(1), user(2)];
const [mentra, acme] = [organization(1), organization(2)];

/** What people may write in plain data, and a database might take for something else. */
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
  name: name('Captions'),
  description: lookalike,
  version: found(parseAppVersion('1.0.0-rc.1'), 'a version'),
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

describe('documents', () => {
  it('of apps: a webhook stands in the document of who has it', async () => {
    await write(insertOf('apps', app(1, { webhook: webhook() })));
    const { webhook: stored } = await onlyDocumentOf('apps');
    expect(stored).toEqual(webhook());
    const { previous: _previous, disabled: _disabled, ...plain } = webhook();
    await write(updateOf('apps', app(1, { webhook: plain }), 1));
    expect((await onlyDocumentOf('apps'))['webhook']).toEqual(plain);
    await write(updateOf('apps', app(1), 2));
    expect(await onlyDocumentOf('apps')).not.toHaveProperty('webhook');
  });

  it('of apps: what people write in a manifest stays as they have written it', async () => {
    const { draft, ...drafted } = appWith({}, { testers: [email('Ben@example.org')] });
    await write(insertOf('apps', { ...drafted, draft }));
    expect(await onlyDocumentOf('apps')).toEqual({
      _id: idOf(drafted.id),
      packageName: drafted.packageName,
      organization: idOf(mentra.id),
      draft: { manifest, revision: 1, updatedAt: at(0), updatedBy: idOf(ada.id) },
      visibility: 'private',
      testers: [{ address: 'Ben@example.org', key: 'ben@example.org' }],
      tier: 'none',
      submissions: 0,
      enforcement: { state: 'none' },
      createdBy: idOf(ada.id),
      createdAt: at(0),
      updatedAt: at(0),
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

  it('of published apps: with what the store finds them by, which goes when they leave it', async () => {
    const listing: Partial<Listing> = {
      name: name('Captions'),
      publisher: { organizationId: acme.id, name: name('Acme'), website: 'https://acme.com/' },
      hardwareRequirements: manifest.hardwareRequirements,
    };
    const published = publishedApp(1, {}, listing);
    await write(insertOf('apps', published));
    const document = await onlyDocumentOf('apps');
    expect(document).toMatchObject({
      live: {
        submission: idOf(submissionId(1)),
        revision: published.live?.revision,
        digest: published.live?.digest,
        releasedAt: at(0),
        listing: {
          ...published.live?.listing,
          publisher: { organization: idOf(acme.id), name: 'Acme', website: 'https://acme.com/' },
        },
      },
      isLive: true,
      isPublished: true,
      publisher: idOf(acme.id),
      requiredHardware: 0b10,
    });
    expect(document['searchTerms']).toEqual(expect.arrayContaining(['ca', 'captions', 'acme']));
    const gone = { deletedAt: at(1), archivedAt: at(2), delistedAt: at(3) };
    await write(updateOf('apps', { ...published, ...gone }, 1));
    const after = await onlyDocumentOf('apps');
    expect(after).toMatchObject({ isDeleted: true, isArchived: true, isLive: false });
    expect(after).toMatchObject({ isPublished: false, ...gone });
    for (const path of ['searchTerms', 'publisher', 'requiredHardware']) {
      expect(after).not.toHaveProperty(path);
    }
  });

  it('of submissions', async () => {
    const decision = { by: ben.id, at: at(2), reasons: ['spam', 'other'], text: 'No.' } as const;
    const about: Partial<Submission> = {
      ...underClaim(ben.id, at(9)),
      lane: 'security',
      laneReason: 'A hole.',
      decisions: [{ kind: 'sendBack', ...decision }],
      settled: { what: 'sendBack', at: at(2), by: ben.id },
      approvedUntil: at(3),
      releasedAt: at(4),
    };
    const row = submission(2, appWith({}), { caseId: submissionId(1), ...about });
    await write(insertOf('submissions', row));
    expect(await onlyDocumentOf('submissions')).toEqual({
      _id: idOf(row.id),
      app: idOf(row.appId),
      organization: idOf(mentra.id),
      case: idOf(submissionId(1)),
      revision: 1,
      snapshot: {
        packageName: row.snapshot.packageName,
        manifest,
        publisher: { organization: idOf(mentra.id), name: 'A publisher' },
      },
      digest: row.digest,
      state: 'in_review',
      lane: 'security',
      laneReason: 'A hole.',
      enteredAt: row.enteredAt,
      dueAt: row.dueAt,
      submittedAt: at(0),
      submittedBy: idOf(ada.id),
      claims: 1,
      lease: { holder: idOf(ben.id), token: 1, until: at(9) },
      decisions: [{ kind: 'sendBack', ...decision, by: idOf(ben.id) }],
      settled: { what: 'sendBack', at: at(2), by: idOf(ben.id) },
      approvedUntil: at(3),
      releasedAt: at(4),
      createdAt: at(0),
      updatedAt: at(0),
      isOpen: true,
      laneRank: 0,
      version: 1,
    });
    expect(await storage.submissions.findById(row.id)).toEqual({ value: row, version: 1 });
    await write(updateOf('submissions', { ...row, state: 'withdrawn' }, 1));
    const after = await onlyDocumentOf('submissions');
    expect(after).toMatchObject({ isOpen: false });
    expect(after).not.toHaveProperty('laneRank');
  });

  it('of keys', async () => {
    const times = { lastUsedAt: at(1), expiresAt: at(2), revokedAt: at(3), overlapUntil: at(4) };
    const own = { kind: 'organization', organizationId: mentra.id } as const;
    const key = apiKey(1, own, { ...times, replacedBy: apiKeyId(2) });
    await write(insertOf('apikeys', key));
    expect(await onlyDocumentOf('apikeys')).toEqual({
      _id: idOf(key.id),
      owner: { kind: 'organization', organization: idOf(mentra.id) },
      name: key.name,
      environment: 'live',
      digest: key.digest,
      lastFour: key.lastFour,
      createdBy: idOf(ada.id),
      createdAt: at(0),
      updatedAt: at(0),
      ...times,
      replacedBy: idOf(apiKeyId(2)),
      version: 1,
    });
    const ofApp = { kind: 'app', appId: app(1).id } as const;
    await write(updateOf('apikeys', { ...key, owner: ofApp }, 1));
    expect((await onlyDocumentOf('apikeys'))['owner']).toEqual({
      kind: 'app',
      app: idOf(app(1).id),
    });
    expect((await storage.keys.findById(key.id))?.value.owner).toEqual(ofApp);
  });

  it('of organizations whose contact address was vouched for', async () => {
    const vouched = { ...mentra, contactVerifiedAt: at(5) };
    await write(insertOf('organizations', vouched));
    expect(await onlyDocumentOf('organizations')).toMatchObject({ contactVerifiedAt: at(5) });
    expect((await storage.organizations.findById(mentra.id))?.value).toEqual(vouched);
  });
});

describe('plain data', () => {
  const odd = ['__proto__', 'constructor', '$set', '$ref', '$id', 'a.b', '', '0', 'a$', lookalike];
  const parameter = { type: 'string', description: lookalike, required: true } as const;

  it.each(odd)('may name a parameter "%s", as another writer might have', async (key) => {
    await write(insertOf('apps', appWith({})));
    const parameters = Object.fromEntries([[key, parameter]]);
    const tools = [{ ...plainTool, parameters }];
    await collection('apps').updateOne({}, { $set: { 'draft.manifest.tools': tools } });
    const read = await storage.apps.findById(app(1).id);
    const entries = Object.entries(read?.value.draft.manifest.tools[0]?.parameters ?? {});
    expect(entries).toEqual([[key, parameter]]);
  });

  it('may be read by a connection that answers numbers of 64 bits', async () => {
    const drafted = appWith({});
    await write(insertOf('apps', drafted));
    const path = 'draft.manifest.settings.1.max';
    await collection('apps').updateOne({}, { $set: { [path]: 1n } });
    const wide = mongooseStorage({
      connection: await anotherConnection(connection, { useBigInt64: true }),
    });
    expect((await wide.apps.findById(drafted.id))?.value).toEqual(drafted);
  });

  it('is not what the caller goes on holding', async () => {
    const phrases = ['find it'];
    const tools: readonly Tool[] = [{ ...plainTool, activationPhrases: phrases }];
    const writing = write(insertOf('apps', appWith({ tools })));
    phrases.push('lose it');
    await writing;
    const { value } = found(await storage.apps.findById(app(1).id), 'the app');
    expect(value.draft.manifest.tools[0]?.activationPhrases).toEqual(['find it']);
  });
});

/** The value with a part that its type does not allow. */
function spoilt<T extends object>(value: T, part: object): T {
  return Object.assign({}, value, part);
}

/** As somebody writes who has turned the server's check off. */
const unchecked = { bypassDocumentValidation: true };

describe('a document that is not as it must be', () => {
  it.each<{ table: string; path: string; value: unknown; named?: string }>([
    { table: 'apps', path: 'visibility', value: 'secret-77' },
    { table: 'apps', path: 'draft.manifest.permissions.0.type', value: 'MIND', named: 'draft' },
    { table: 'apps', path: 'draft.manifest.permissions', value: ['CAMERA-77'], named: 'draft' },
    { table: 'apps', path: 'draft.manifest.tools', value: 'none-77', named: 'draft' },
    { table: 'apps', path: 'testers.0', value: 'ben@example.org', named: 'testers' },
    { table: 'apps', path: 'live', value: { digest: 'x-77' } },
    { table: 'submissions', path: 'lease.token', value: -77, named: 'lease' },
    { table: 'submissions', path: 'decisions', value: [{ kind: 'nod-77' }] },
    { table: 'apikeys', path: 'owner.kind', value: 'user-77', named: 'owner' },
    { table: 'apikeys', path: 'owner', value: { kind: 'organization' } },
    { table: 'apikeys', path: 'owner', value: { kind: 'app' } },
  ])('is not read: $table $path $value', async ({ table, path, value, named = path }) => {
    const drafted = appWith({}, { testers: [email('ben@example.org')] });
    const reviewed = submission(1, drafted, underClaim(ben.id, at(9)));
    const key = apiKey(1, { kind: 'app', appId: drafted.id });
    const rows = [insertOf('apps', drafted), insertOf('submissions', reviewed)];
    await write(...rows, insertOf('apikeys', key));
    await collection(table).updateOne({}, { $set: { [path]: value } }, unchecked);
    const reads = {
      apps: () => storage.apps.findById(drafted.id),
      submissions: () => storage.submissions.findById(reviewed.id),
      apikeys: () => storage.keys.findById(key.id),
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
    change: insertOf('apps', appWith(change)),
  });
  const [permission, hardware] = [manifest.permissions[0], manifest.hardwareRequirements[0]];
  const reviewed = submission(1, appWith({}));
  const key = apiKey(1, { kind: 'app', appId: app(1).id });
  it.each<{ path: string; change: Change }>([
    { path: 'packageName', change: insertOf('apps', spoilt(app(1), { packageName: secret })) },
    { path: 'visibility', change: insertOf('apps', spoilt(app(1), { visibility: secret })) },
    {
      path: 'testers',
      change: insertOf('apps', app(1, { testers: new Array(101).fill(email('a@example.org')) })),
    },
    {
      path: 'testers.key',
      change: insertOf('apps', spoilt(app(1), { testers: [{ address: ada.email, key: secret }] })),
    },
    {
      path: 'enforcement.reason',
      change: insertOf(
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
      change: insertOf('submissions', submission(1, appWith({ tools: [plainTool, plainTool] }))),
    },
    { path: 'digest', change: insertOf('submissions', spoilt(reviewed, { digest: secret })) },
    { path: 'lane', change: insertOf('submissions', spoilt(reviewed, { lane: secret })) },
    {
      path: 'decisions.reasons',
      change: insertOf(
        'submissions',
        spoilt(reviewed, {
          decisions: [{ kind: 'reject', by: ben.id, at: at(0), reasons: [secret] }],
        }),
      ),
    },
    { path: 'digest', change: insertOf('apikeys', spoilt(key, { digest: secret })) },
    { path: 'name', change: insertOf('apikeys', spoilt(key, { name: secret.repeat(9) })) },
    { path: 'lastFour', change: insertOf('apikeys', spoilt(key, { lastFour: secret })) },
    {
      path: 'owner.kind',
      change: insertOf('apikeys', spoilt(key, { owner: { kind: secret } })),
    },
  ])('is not written: $change.collection, $path', async ({ path, change }) => {
    const fault: unknown = await write(change).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect(isStorageError(fault)).toBe(false);
    expect(String(fault)).toContain(`${change.collection} ${change.id}`);
    expect(String(fault)).toContain(path);
    expect(String(fault)).not.toContain(secret);
    expect(await collection(change.collection).countDocuments()).toBe(0);
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
    await write(insertOf('apps', appWith({})));
    await write(insertOf('submissions', reviewed), insertOf('apikeys', key));
    const foreign = collection(table).updateOne({}, { $set: { [path]: value } });
    await expect(foreign).rejects.toMatchObject({ code: 121 });
  });
});

describe('a note of a key’s use', () => {
  it('is made through the mirroring storage as well', async () => {
    const key = apiKey(1, { kind: 'app', appId: app(1).id });
    await write(insertOf('apikeys', key));
    const other = await anotherConnection(connection);
    const mirroring = mongooseStorage({ connection: other, mirrorDocumentedShape: true });
    await mirroring.keys.noteUsed(key.id, at(1));
    const noted = { value: { ...key, lastUsedAt: at(1) }, version: 1 };
    expect(await storage.keys.findById(key.id)).toEqual(noted);
  });

  it('is not what the caller goes on holding', async () => {
    const key = apiKey(1, { kind: 'app', appId: app(1).id });
    await write(insertOf('apikeys', key));
    const used = at(1);
    const noting = storage.keys.noteUsed(key.id, used);
    used.setTime(0);
    await noting;
    expect((await storage.keys.findById(key.id))?.value.lastUsedAt).toEqual(at(1));
  });
});

describe('what other writers have put into a document', () => {
  it('stays through updates, also inside a draft, and is not read', async () => {
    const drafted = appWith({});
    await write(insertOf('apps', drafted));
    const foreign = { developerId: 'ada@example.org', 'draft.manifest.color': 'red' };
    await collection('apps').updateOne({}, { $set: foreign });
    const { description: _description, ...rest } = manifest;
    const changed = { ...drafted, draft: { ...drafted.draft, manifest: rest } };
    await write(updateOf('apps', changed, 1));
    const document = await onlyDocumentOf('apps');
    expect(document['developerId']).toBe('ada@example.org');
    expect(document['draft'].manifest).toEqual({ ...rest, color: 'red' });
    expect(await storage.apps.findById(drafted.id)).toEqual({ value: changed, version: 2 });
  });
});

describe('input that is no text', () => {
  const smuggled = [{ $ne: null }, { $gt: '' }, { $regex: '.*' }, [], ['x'], null, '', 0, true];
  const page = { limit: 5, after: null, skip: 0 };

  it.each(smuggled)('finds nothing and changes nothing: %j', async (input) => {
    const published = publishedApp(1, { testers: [email('ben@example.org')] });
    const key = apiKey(1, { kind: 'app', appId: published.id });
    const ofMentra = apiKey(2, { kind: 'organization', organizationId: mentra.id });
    const reviewed = submission(1, published, underClaim(ben.id, at(9)));
    const before = submission(2, published, { state: 'superseded', releasedAt: at(0) });
    await write(insertOf('apps', published), insertOf('submissions', reviewed));
    await write(insertOf('apikeys', key), insertOf('apikeys', ofMentra));
    await write(insertOf('submissions', before));
    const { apps, submissions, keys, memberships } = storage;
    const calls: (readonly [call: unknown, ...given: unknown[]])[] = [
      [apps.findById, input],
      [apps.findByPackageName, input],
      [apps.listByOrganization, input, page],
      [apps.listByOrganization, mentra.id, { ...page, after: input ?? 'none' }],
      [apps.ofOrganization, input, 5],
      [apps.liveOf, input, 5],
      [apps.sharedWith, input, 5],
      [apps.search, { terms: [input] }, page],
      [apps.search, { terms: [], organizationId: input }, page],
      [apps.search, { terms: [] }, { ...page, after: input ?? 'none' }],
      [submissions.findById, input],
      [submissions.findOpen, input],
      [submissions.listByApp, input, page],
      [submissions.listByApp, published.id, { ...page, after: input ?? 'none' }],
      [submissions.ofApp, input, 5],
      [submissions.lastSuperseded, input],
      [submissions.queue, { state: input }, page],
      [
        submissions.queue,
        { state: 'in_review' },
        { ...page, after: { rank: input, dueAt: at(0), id: input } },
      ],
      [submissions.claimedBy, input, at(0), 5],
      [submissions.openOf, input, 5],
      [keys.findById, input],
      [keys.ofOwner, { kind: 'app', appId: input }, 5],
      [keys.ofOwner, { kind: 'organization', organizationId: input }, 5],
      [memberships.everOf, input, ada.id],
      [memberships.everOf, mentra.id, input],
    ];
    for (const [call, ...given] of calls) {
      expect(await findsNothing(call, given), `${call} of ${JSON.stringify(given)}`).toBe(true);
    }
    await Promise.resolve(Reflect.apply(keys.noteUsed, undefined, [input, at(1)])).catch(() => {});
    expect(await storage.keys.findById(key.id)).toEqual({ value: key, version: 1 });
  });

  it('asks for no hardware that is no number', async () => {
    await write(insertOf('apps', publishedApp(1)));
    for (const hardware of [{ $gt: -1 }, '255', [], true]) {
      const given = [{ terms: [], hardware }, page];
      expect(await findsNothing(storage.apps.search, given)).toBe(true);
    }
  });

  /** Whether it was refused, or there was nothing to find. */
  async function findsNothing(call: unknown, given: readonly unknown[]): Promise<boolean> {
    if (typeof call !== 'function') throw new Error('this is no call');
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
