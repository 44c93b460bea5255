// The apps of the tour where the answers are not as they must be, and where there are few organizations or none.

import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { appsPart } from '../../../src/cli/tour/apps/part.js';
import type { AppsReport } from '../../../src/cli/tour/apps/report.js';
import { type AppRow, readAppRows } from '../../../src/cli/tour/apps/rows.js';
import { appScenarioAt, daysOfApps, firstDayOfApps } from '../../../src/cli/tour/apps/scenarios.js';
import { type AppScene, appSceneOf } from '../../../src/cli/tour/apps/scene.js';
import type { AppDeed } from '../../../src/cli/tour/deeds/app-deed.js';
import { showsKey } from '../../../src/cli/tour/deeds/keys.js';
import { findsItFirst, looksAtCase } from '../../../src/cli/tour/deeds/review.js';
import { findsByWords, findsInStore } from '../../../src/cli/tour/deeds/store.js';
import { foundAll, isFounded, type Outcome } from '../../../src/cli/tour/founding.js';
import { playPart } from '../../../src/cli/tour/play.js';
import { rowsIn } from '../../../src/cli/tour/rows.js';
import { lastDay } from '../../../src/cli/tour/scenarios.js';
import { type Stage, stageOn } from '../../../src/cli/tour/stage.js';
import { runTour } from '../../../src/cli/tour/tour.js';
import { type Guildhall, ok, orThrow, parseAppVersion } from '../../../src/index.js';
import { present } from '../../support/guildhall.js';
import { exampleApps } from './support.js';

const today = new Date('2026-03-02T09:00:00Z');
const rows = await readAppRows(exampleApps);
const captions = present(rows[0]);

interface Founded {
  readonly stage: Stage;
  readonly outcomes: readonly Outcome[];
}

async function founded(text = '{"name":"A"}\n{"name":"B"}'): Promise<Founded> {
  const stage = stageOn(memoryStorage(), names, today);
  const { outcomes } = await foundAll(stage, rowsIn(text), () => {});
  return { stage, outcomes };
}

async function makes(apps: readonly AppRow[]): Promise<AppsReport> {
  const { stage, outcomes } = await founded();
  const part = appsPart(stage, { rows: apps, foundings: outcomes, onStep: () => {} });
  await part.playDay(firstDayOfApps);
  return part.report();
}

describe('an app of the tour', () => {
  it.each([
    [
      { ...captions, refused: { code: 'package_name_taken', path: 'packageName' } },
      'was to be refused as package_name_taken at packageName and was accepted.',
    ],
    [
      { ...captions, packageName: 'com.example.captions' },
      'was to be accepted and was refused as package_name_invalid at packageName.',
    ],
    [
      { ...captions, manifest: { ...captions.manifest, logoUrl: null, version: null } },
      'was to be accepted and was refused as not_ready, missing and missing at draft.version and draft.logoUrl.',
    ],
    [
      {
        ...captions,
        manifest: { ...captions.manifest, logoUrl: null, version: null },
        refused: { code: 'not_ready', issue: 'missing', path: 'draft.version' },
      },
      'was to be refused as not_ready, missing at draft.version and was refused as not_ready, missing and missing at draft.version and draft.logoUrl.',
    ],
  ])('ends the tour where it is not accepted or refused as its row says: %#', async (row, said) => {
    await expect(makes([row])).rejects.toThrow(
      `apps, line 1: ${row.packageName} ${said} Correct the line`,
    );
  });

  it('is refused where another one has its name, if that is what stands beside it', async () => {
    const refused = { code: 'package_name_taken', path: 'packageName' };
    const { outcomes } = await makes([captions, { ...captions, line: 2, refused }]);
    expect(outcomes.map(({ refusal, standing }) => [refusal, standing?.status])).toEqual([
      [null, 'SUBMITTED'],
      [refused, undefined],
    ]);
  });
});

/** An app that has been submitted, on services of which some answer what they must not. */
async function sceneWith(spoilt: (guildhall: Guildhall) => Partial<Guildhall>): Promise<AppScene> {
  const { stage, outcomes } = await founded();
  const { organization, founder } = present(outcomes.find(isFounded));
  const actor = { kind: 'user', userId: founder } as const;
  const { guildhall } = stage;
  const { packageName, name, manifest } = captions;
  const input = { organizationId: organization.id, packageName, name };
  const { id: appId } = orThrow(await guildhall.apps.create(actor, input));
  orThrow(
    await guildhall.apps.updateDraft(actor, { appId, expectedRevision: 1, changes: manifest }),
  );
  const app = orThrow(await guildhall.apps.share(actor, { appId, visibility: 'public' }));
  const submission = orThrow(
    await guildhall.submissions.submit(actor, { appId, draftRevision: app.draft.revision }),
  );
  const { id } = orThrow(await guildhall.users.register(system, reviewer));
  stage.appoint(id, ['review']);
  const scene = appSceneOf(
    { ...stage, guildhall: { ...guildhall, ...spoilt(guildhall) } },
    {
      app,
      line: 7,
      accounts: new Map([
        ['founder', founder],
        ['rob', id],
      ]),
      otherOrganization: organization.id,
      onSight: () => {},
    },
  );
  const released = [present(parseAppVersion('9.9.9'))];
  scene.note({ submission, released, key: 'guild_live_x_y' });
  return scene;
}

const system = { kind: 'system', reason: 'a test' } as const;
const reviewer = { email: 'rob@example.org', emailVerified: true } as const;

function plays(scene: AppScene, does: AppDeed): Promise<unknown> {
  return playPart({ scene, scenario: [{ day: 0, who: 'rob', does }] }, 0, () => {});
}

describe('what is looked at on the way', () => {
  const isFault = 'That is a fault of Guildhall; please report it.';

  it('is not a version that was not released', async () => {
    const scene = await sceneWith(({ store }) => ({
      store: {
        ...store,
        get: Object.assign(
          async () => {
            const { packageName, manifest } = scene.known('submission').snapshot;
            const { publisher } = scene.known('submission').snapshot;
            const listing = { ...manifest, publisher };
            return ok({ packageName, tier: 'none' as const, releasedAt: today, listing });
          },
          { schema: store.get.schema },
        ),
      },
    }));
    await expect(plays(scene, findsInStore('today'))).rejects.toThrow(
      `apps, line 7: the store has 2.4.1, and was to have 9.9.9. ${isFault}`,
    );
  });

  it('is not missing from the answer to a search', async () => {
    const scene = await sceneWith(() => ({}));
    await expect(plays(scene, findsByWords)).rejects.toThrow(
      `apps, line 7: the store was to answer: found by the words of its name. ${isFault}`,
    );
  });

  it('is not behind others in the queue', async () => {
    const scene = await sceneWith(({ review }) => ({
      review: {
        ...review,
        queue: Object.assign(async () => ok({ items: [], next: null }), {
          schema: review.queue.schema,
        }),
      },
    }));
    await expect(plays(scene, findsItFirst)).rejects.toThrow('is not the first of the queue');
  });

  it('does not need fewer reviewers than it must', async () => {
    const scene = await sceneWith(() => ({}));
    await expect(plays(scene, looksAtCase(false))).rejects.toThrow(
      `apps, line 7: the update needs two reviewers. ${isFault}`,
    );
  });

  it('is not opened by the key of another app', async () => {
    const scene = await sceneWith(({ keys }) => ({
      keys: {
        ...keys,
        authenticate: Object.assign(
          async () =>
            ok({
              actor: { kind: 'key' as const, keyId: '1' },
              owner: { kind: 'organization' as const, organizationId: scene.otherOrganization },
              environment: 'live' as const,
              organizationId: scene.otherOrganization,
            }),
          { schema: keys.authenticate.schema },
        ),
      },
    }));
    await expect(plays(scene, showsKey('it'))).rejects.toThrow(
      `apps, line 7: the key was taken for that of another app or organization. ${isFault}`,
    );
  });
});

describe('the scenarios of apps', () => {
  const all = Array.from({ length: 25 }, (_, position) => appScenarioAt(position));

  it('are as many as there are apps to be accepted', () => {
    expect(all.filter((scenario) => scenario.length > 0)).toHaveLength(20);
    expect(rows.filter(({ refused }) => refused === undefined)).toHaveLength(20);
  });

  it('go forward in time, from the first day to no later than today', () => {
    for (const scenario of all) {
      const steps = scenario.map(({ day }) => day);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(steps.filter((day) => day < firstDayOfApps || day > lastDay)).toEqual([]);
      expect(steps.filter((day) => !daysOfApps.includes(day))).toEqual([]);
    }
  });
});

describe('the tour with apps', () => {
  const tour = (text: string, apps = rows) =>
    runTour({ rows: rowsIn(text), apps, storage: memoryStorage(), names, now: today });

  it('goes through all of it with one organization', async () => {
    const { apps } = await tour('{"name":"Alone"}');
    expect(new Set(apps.outcomes.map(({ standing }) => standing?.organization))).toEqual(
      new Set(['Alone', undefined]),
    );
    expect(apps.queue?.waiting).toBe(4);
  });

  it('has no apps where nothing is founded', async () => {
    const { apps } = await tour('{"name":""}');
    expect(apps).toEqual({ outcomes: [], queue: null, refused: [], seen: [] });
  });

  it('leaves apps beyond the last scenario as drafts', async () => {
    const more = Array.from({ length: 25 }, (_, index) => ({
      ...captions,
      line: index + 1,
      packageName: `com.lumenvale.captions${index}`,
    }));
    const { apps } = await tour('{"name":"A"}\n{"name":"B"}', more);
    const statuses = apps.outcomes.slice(20).map(({ standing }) => standing?.status);
    expect(statuses).toEqual(Array.from({ length: 5 }, () => 'DEVELOPMENT'));
  });
});
