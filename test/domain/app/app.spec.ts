import { describe, expect, it } from 'vitest';
import {
  type App,
  archiveApp,
  createApp,
  deleteApp,
  draftRefusal,
  editDraft,
  enforcementStates,
  isKeptOut,
  isLive,
  isPublished,
  isTester,
  listingOf,
  mostTesters,
  moveApp,
  restoreApp,
  setTier,
  shareApp,
  withoutTester,
} from '../../../src/domain/app/app.js';
import { emptyManifest } from '../../../src/domain/app/manifest.js';
import { packageNameOf } from '../../../src/domain/app/package-name.js';
import { appWith } from '../review/support/perform.js';
import {
  appIdOf,
  appOf,
  day,
  developer,
  manifestOf,
  policy,
  snapshotOf,
  submissionIn,
} from '../review/support/review-samples.js';
import {
  emailOf,
  later,
  mentra,
  nameOf,
  now,
  organizationIdOf,
  userIdOf,
} from '../support/samples.js';

const at = later(60);
const ada = emailOf('Ada@Example.com');
const bo = emailOf('bo@example.com');
const live = appWith(submissionIn('released'));

describe('a new app', () => {
  const given = {
    id: appIdOf(1),
    packageName: packageNameOf('glass.mentra.captions'),
    organizationId: mentra,
    name: nameOf('Captions'),
    now,
  };

  it('is a draft with a name, for its organization’s members only', () => {
    const name = 'Captions';
    expect(createApp({ ...given, by: developer })).toEqual({
      id: appIdOf(1),
      packageName: 'glass.mentra.captions',
      organizationId: mentra,
      draft: {
        manifest: {
          name,
          appType: 'background',
          previewImages: [],
          permissions: [],
          tools: [],
          settings: [],
          hardwareRequirements: [],
        },
        revision: 1,
        updatedAt: now,
        updatedBy: developer,
      },
      visibility: 'private',
      testers: [],
      tier: 'none',
      submissions: 0,
      enforcement: { state: 'none' },
      createdBy: developer,
      createdAt: now,
      updatedAt: now,
    });
  });

  it('names nobody where a service has made it', () => {
    const app = createApp({ ...given, by: null });
    expect(app).not.toHaveProperty('createdBy');
    expect(app.draft).not.toHaveProperty('updatedBy');
  });
});

describe('a draft', () => {
  it('has another revision with every change, by whom and since when', () => {
    const manifest = manifestOf({ name: nameOf('Subtitles') });
    const edited = editDraft(live, manifest, userIdOf(2), at);
    expect(edited).toStrictEqual({
      ...live,
      draft: { manifest, revision: 2, updatedAt: at, updatedBy: userIdOf(2) },
      updatedAt: at,
    });
    expect(editDraft(edited, manifest, null, at).draft).toStrictEqual({
      manifest,
      revision: 3,
      updatedAt: at,
    });
  });

  it('is edited only as it was looked at', () => {
    const app = editDraft(appOf(), manifestOf(), developer, at);
    expect(draftRefusal(app, 2)).toBeNull();
    for (const expected of [0, 1, 3])
      expect(draftRefusal(app, expected)).toEqual({
        code: 'draft_conflict',
        path: ['expectedRevision'],
        revision: 2,
      });
  });
});

describe('sharing', () => {
  it('changes what is given, and leaves the rest', () => {
    const app = appOf({ visibility: 'private', testers: [ada] });
    expect(shareApp(app, { visibility: 'organization' }, at)).toEqual({
      ...app,
      visibility: 'organization',
      updatedAt: at,
    });
    expect(shareApp(app, { testers: [bo] }, at)).toEqual({
      ...app,
      testers: [bo],
      updatedAt: at,
    });
    expect(shareApp(app, { testers: [] }, at).testers).toEqual([]);
  });

  it('knows its testers by the keys of their addresses', () => {
    const app = appOf({ testers: [ada] });
    expect(isTester(app, emailOf('ADA@example.com').key)).toBe(true);
    expect(isTester(app, bo.key)).toBe(false);
    expect(mostTesters).toBe(100);
  });

  it('forgets one tester, and no other', () => {
    const app = appOf({ testers: [ada, bo] });
    expect(withoutTester(app, ada.key, at)).toEqual({ ...app, testers: [bo], updatedAt: at });
  });
});

describe('an app is published', () => {
  const flags = [true, false];
  const rows = flags.flatMap((isReleased) =>
    (['private', 'organization', 'public'] as const).flatMap((visibility) =>
      enforcementStates.flatMap((state) =>
        flags.flatMap((isDelisted) =>
          flags.map((isDeleted) => ({ isReleased, visibility, state, isDelisted, isDeleted })),
        ),
      ),
    ),
  );

  it.each(rows)('or not: %j', ({ isReleased, visibility, state, isDelisted, isDeleted }) => {
    const app: App = {
      ...(isReleased ? live : appOf()),
      visibility,
      enforcement: { state },
      ...(isDelisted ? { delistedAt: now } : {}),
      ...(isDeleted ? { deletedAt: now } : {}),
    };
    const isOut = state === 'suspended' || state === 'taken_down';
    expect(isKeptOut(app)).toBe(isOut);
    expect(isLive(app)).toBe(isReleased && !isDeleted);
    const expected = `${isReleased} ${visibility} ${isOut} ${isDelisted} ${isDeleted}`;
    expect(isPublished(app)).toBe(expected === 'true public false false false');
  });
});

describe('a listing', () => {
  it('shows what the store shows, and nothing that only the app’s server needs', () => {
    const snapshot = snapshotOf({
      webviewUrl: 'https://captions.mentra.glass/view',
      onboardingInstructions: 'Say hello.',
      tools: [{ id: 'translate', description: 'Translates.', parameters: {} }],
      settings: [{ type: 'group', title: 'Look' }],
      hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
    });
    const {
      publicUrl: _url,
      webviewUrl: _view,
      onboardingInstructions: _words,
      tools: _tools,
      settings: _settings,
      ...shown
    } = snapshot.manifest;
    expect(listingOf(snapshot)).toStrictEqual({ ...shown, publisher: snapshot.publisher });
  });
});

describe('an app that is deleted', () => {
  const deleted = deleteApp(live, at);
  const over = { ok: false, refusal: { code: 'restore_window_over' } };

  it('keeps all it had, and says since when, once', () => {
    expect(deleted).toStrictEqual({ ...live, deletedAt: at, updatedAt: at });
    expect(deleteApp(deleted, later(99))).toBe(deleted);
  });

  it('is as it was once it is restored', () => {
    expect(restoreApp(deleted, policy, later(99))).toStrictEqual({
      ok: true,
      value: { ...live, updatedAt: later(99) },
    });
    expect(restoreApp(live, policy, at)).toEqual({ ok: true, value: live });
  });

  it('is restored until its window of 30 days is over', () => {
    const end = later(60 + 30 * day);
    expect(restoreApp(deleted, policy, later(-0.001, end)).ok).toBe(true);
    expect(restoreApp(deleted, policy, end)).toEqual(over);
  });

  it('does not come back once it is archived, however soon', () => {
    expect(restoreApp(archiveApp(deleted, at), policy, at)).toEqual(over);
  });
});

describe('an app that is archived', () => {
  const full: App = {
    ...live,
    testers: [ada],
    tier: 'verified',
    enforcement: { state: 'warned', at: now, reason: 'Spam.' },
    delistedAt: now,
    deletedAt: now,
  };

  it('has nothing left but its name, which stays taken', () => {
    expect(archiveApp(full, at)).toStrictEqual({
      id: full.id,
      packageName: full.packageName,
      organizationId: full.organizationId,
      draft: { manifest: emptyManifest(nameOf('Archived')), revision: 2, updatedAt: at },
      visibility: 'private',
      testers: [],
      tier: 'verified',
      submissions: 1,
      enforcement: { state: 'none' },
      createdAt: now,
      updatedAt: at,
      deletedAt: now,
      archivedAt: at,
    });
  });

  it('is deleted, whether it was before or not', () => {
    expect(archiveApp(live, at).deletedAt).toEqual(at);
  });
});

describe('an app that moves', () => {
  it('is another organization’s, while what is live keeps the publisher that was reviewed', () => {
    const to = organizationIdOf(0xb);
    const moved = moveApp(live, to, at);
    expect(moved).toEqual({ ...live, organizationId: to, updatedAt: at });
    expect(moved.live?.listing.publisher.organizationId).toBe(mentra);
  });

  it('leaves behind whom its former owner let run the draft, and how far the platform vouched', () => {
    const tested = shareApp(setTier(live, 'verified', at), { testers: [ada] }, at);
    const moved = moveApp(tested, organizationIdOf(0xb), at);
    expect(moved).toMatchObject({ testers: [], tier: 'none', live: live.live });
  });
});

describe('a tier', () => {
  it('is set once', () => {
    const verified = setTier(live, 'verified', at);
    expect(verified).toEqual({ ...live, tier: 'verified', updatedAt: at });
    expect(setTier(verified, 'verified', later(99))).toBe(verified);
  });
});
