// The life of an app: draft, sharing, publication, deletion, archive and move.

import { describe, expect, it } from 'vitest';
import {
  type App,
  enforcementStates,
  hasUndeletedLiveRelease,
  isSuspendedOrTakenDown,
  setAppTier,
} from '../../../src/domain/app/app.js';
import { createApp } from '../../../src/domain/app/create-app.js';
import {
  archiveApp,
  deleteApp,
  restoreApp,
} from '../../../src/domain/app/delete-restore-archive-app.js';
import { draftConflictRefusal, editDraft } from '../../../src/domain/app/edit-draft.js';
import { emptyManifest } from '../../../src/domain/app/manifest.js';
import { moveApp } from '../../../src/domain/app/move-app.js';
import { packageNameOrThrow } from '../../../src/domain/app/package-name.js';
import {
  changeAppSharing,
  isTester,
  maxTesters,
  removeTester,
} from '../../../src/domain/app/share-app.js';
import { isPublished, storeListingOfSnapshot } from '../../../src/domain/app/store-listing.js';
import { orThrow } from '../../../src/domain/shared/explain.js';
import {
  appIdOf,
  appOf,
  day,
  developer,
  manifestOf,
  policy,
  snapshotOf,
  submissionInState,
} from '../review/support/review-samples.js';
import { appWithLiveSubmission } from '../review/support/submission-commands.js';
import {
  mentraId,
  now,
  organizationIdOf,
  secondsLater,
  toDisplayName,
  toEmail,
  userIdOf,
} from '../support/samples.js';

const at = secondsLater(60);
const ada = toEmail('Ada@Example.com');
const bo = toEmail('bo@example.com');
const live = appWithLiveSubmission(submissionInState('released'));

describe('a new app', () => {
  const given = {
    id: appIdOf(1),
    packageName: packageNameOrThrow('glass.mentra.captions'),
    organizationId: mentraId,
    name: toDisplayName('Captions'),
    now,
  };

  it('is private and has a draft with only a name', () => {
    const name = 'Captions';
    expect(createApp({ ...given, by: developer })).toEqual({
      id: appIdOf(1),
      packageName: 'glass.mentra.captions',
      organizationId: mentraId,
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
      submissionCount: 0,
      enforcement: { state: 'none' },
      createdBy: developer,
      createdAt: now,
      updatedAt: now,
    });
  });

  it('records no user if a service creates it', () => {
    const app = createApp({ ...given, by: null });
    expect(app).not.toHaveProperty('createdBy');
    expect(app.draft).not.toHaveProperty('updatedBy');
  });
});

describe('the draft of an app', () => {
  it('gets the next revision, the time and the user with every change', () => {
    const manifest = manifestOf({ name: toDisplayName('Subtitles') });
    const edited = editDraft(live, manifest, userIdOf(2), at);
    expect(edited).toStrictEqual({
      ...live,
      draft: { manifest, revision: 2, updatedAt: at, updatedBy: userIdOf(2) },
      updatedAt: at,
    });
    const next = manifestOf({ name: toDisplayName('Captions') });
    expect(editDraft(edited, next, null, at).draft).toStrictEqual({
      manifest: next,
      revision: 3,
      updatedAt: at,
    });
  });

  it('does not change if its manifest stays the same', () => {
    expect(editDraft(live, { ...live.draft.manifest }, userIdOf(2), at)).toBe(live);
  });

  it('is edited only at the revision that the caller expects', () => {
    const manifest = manifestOf({ name: toDisplayName('Subtitles') });
    const app = editDraft(appOf(), manifest, developer, at);
    expect(draftConflictRefusal(app, 2)).toBeNull();
    for (const expected of [0, 1, 3])
      expect(draftConflictRefusal(app, expected)).toEqual({
        code: 'draft_conflict',
        path: ['expectedRevision'],
        revision: 2,
      });
  });
});

describe('sharing an app', () => {
  it('changes only the given fields', () => {
    const app = appOf({ visibility: 'private', testers: [ada] });
    expect(changeAppSharing(app, { visibility: 'organization' }, at)).toEqual({
      ...app,
      visibility: 'organization',
      updatedAt: at,
    });
    expect(changeAppSharing(app, { testers: [bo] }, at)).toEqual({
      ...app,
      testers: [bo],
      updatedAt: at,
    });
    expect(changeAppSharing(app, { testers: [] }, at).testers).toEqual([]);
  });

  it('finds testers by the keys of their email addresses', () => {
    const app = appOf({ testers: [ada] });
    expect(isTester(app, toEmail('ADA@example.com').key)).toBe(true);
    expect(isTester(app, bo.key)).toBe(false);
    expect(maxTesters).toBe(100);
  });

  it('removes one tester and no other', () => {
    const app = appOf({ testers: [ada, bo] });
    expect(removeTester(app, ada.key, at)).toEqual({ ...app, testers: [bo], updatedAt: at });
  });
});

describe('whether an app is published', () => {
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

  it.each(rows)('is false with: %j', ({ isReleased, visibility, state, isDelisted, isDeleted }) => {
    const app: App = {
      ...(isReleased ? live : appOf()),
      visibility,
      enforcement: { state },
      ...(isDelisted ? { delistedAt: now } : {}),
      ...(isDeleted ? { deletedAt: now } : {}),
    };
    const isOut = state === 'suspended' || state === 'taken_down';
    expect(isSuspendedOrTakenDown(app)).toBe(isOut);
    expect(hasUndeletedLiveRelease(app)).toBe(isReleased && !isDeleted);
    const expected = `${isReleased} ${visibility} ${isOut} ${isDelisted} ${isDeleted}`;
    expect(isPublished(app)).toBe(expected === 'true public false false false');
  });
});

describe('the store listing of a release', () => {
  it('contains only what the store shows, and nothing that only the app’s server needs', () => {
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
    expect(storeListingOfSnapshot(snapshot)).toStrictEqual({
      ...shown,
      publisher: snapshot.publisher,
    });
  });
});

describe('a deleted app', () => {
  const deleted = orThrow(deleteApp(live, null, at));
  const over = { ok: false, refusal: { code: 'restore_window_over' } };

  it('keeps all its fields and its first deletion time', () => {
    expect(deleted).toStrictEqual({ ...live, deletedAt: at, updatedAt: at });
    expect(orThrow(deleteApp(deleted, null, secondsLater(99)))).toBe(deleted);
  });

  it('is unchanged after it is restored', () => {
    expect(restoreApp(deleted, policy, secondsLater(99))).toStrictEqual({
      ok: true,
      value: { ...live, updatedAt: secondsLater(99) },
    });
    expect(restoreApp(live, policy, at)).toEqual({ ok: true, value: live });
  });

  it('can be restored for 30 days', () => {
    const end = secondsLater(60 + 30 * day);
    expect(restoreApp(deleted, policy, secondsLater(-0.001, end)).ok).toBe(true);
    expect(restoreApp(deleted, policy, end)).toEqual(over);
  });

  it('cannot be restored after it is archived', () => {
    expect(restoreApp(archiveApp(deleted, at), policy, at)).toEqual(over);
  });
});

describe('an archived app', () => {
  const full: App = {
    ...live,
    testers: [ada],
    tier: 'verified',
    enforcement: { state: 'warned', at: now, reason: 'Spam.' },
    delistedAt: now,
    deletedAt: now,
  };

  it('keeps only its package name', () => {
    expect(archiveApp(full, at)).toStrictEqual({
      id: full.id,
      packageName: full.packageName,
      organizationId: full.organizationId,
      draft: { manifest: emptyManifest(toDisplayName('Archived')), revision: 2, updatedAt: at },
      visibility: 'private',
      testers: [],
      tier: 'verified',
      submissionCount: 1,
      enforcement: { state: 'none' },
      createdAt: now,
      updatedAt: at,
      deletedAt: now,
      archivedAt: at,
    });
  });

  it('is also deleted, even if it was not before', () => {
    expect(archiveApp(live, at).deletedAt).toEqual(at);
  });
});

describe('an app that moves to another organization', () => {
  it('belongs to the new organization, but its live release keeps the reviewed publisher', () => {
    const to = organizationIdOf(0xb);
    const moved = orThrow(moveApp(live, to, null, at));
    expect(moved).toEqual({ ...live, organizationId: to, updatedAt: at });
    expect(moved.live?.listing.publisher.organizationId).toBe(mentraId);
  });

  it('loses its testers and its tier', () => {
    const tested = changeAppSharing(setAppTier(live, 'verified', at), { testers: [ada] }, at);
    const moved = orThrow(moveApp(tested, organizationIdOf(0xb), null, at));
    expect(moved).toMatchObject({ testers: [], tier: 'none', live: live.live });
  });
});

describe('the tier of an app', () => {
  it('is set, and setting it again changes nothing', () => {
    const verified = setAppTier(live, 'verified', at);
    expect(verified).toEqual({ ...live, tier: 'verified', updatedAt: at });
    expect(setAppTier(verified, 'verified', secondsLater(99))).toBe(verified);
  });
});
