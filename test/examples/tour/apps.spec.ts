// The results of the example apps against ones counted by hand, and against the rows in the storage.

import { describe, expect, it } from 'vitest';
import { toTourJson } from '../../../examples/tour/json-report.js';
import { renderReport } from '../../../examples/tour/report-tables.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type App, parsePackageName, type Submission } from '../../../src/index.js';
import { assertPresent } from '../../support/world.js';
import { exampleOrganizations, runTourInMemory, tourDate, transliterate } from './tour-helpers.js';

const storage = memoryStorage();
const report = await runTourInMemory(exampleOrganizations, storage);
const { outcomes } = report.apps;
const json = toTourJson('memory', report);
const table = renderReport(report, transliterate, { columns: 80, emphasize: (title) => title });
const lines = table.split('\n');

interface Stored {
  readonly app: App;
  /** Oldest first. */
  readonly submissions: readonly Submission[];
}

async function storedAs(text: string): Promise<readonly Stored[]> {
  const name = parsePackageName(text, [], []);
  const app = name.ok ? await storage.apps.findByPackageName(name.value) : null;
  if (app === null) return [];
  const submissions = await storage.submissions.listAllByApp(app.value.id, 100);
  return [{ app: app.value, submissions: submissions.map(({ value }) => value) }];
}

const stored = (
  await Promise.all(outcomes.map(({ row: { packageName } }) => storedAs(packageName)))
).flat();
const submissions = stored.flatMap((one) => one.submissions);

function countsOf(values: readonly unknown[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

describe('the apps of the examples on the tour', () => {
  it('end as their scenarios leave them', () => {
    const ended = json.apps.slice(0, 20).map(({ packageName, live, status, submission }) => {
      return [packageName.split('.').at(-1), live, status, submission].join(' ');
    });
    expect(ended).toEqual([
      'captions 2.4.1 PUBLISHED waiting_for_review',
      'talk 1.0.0 PUBLISHED ',
      'walk 4.0.0 PUBLISHED ',
      'notes 2.0.0 PUBLISHED ',
      'prompter 0.9.0 PUBLISHED ',
      'glance 5.2.0 PUBLISHED ',
      'coach 1.3.0 PUBLISHED ',
      'cook 2.0.0 PUBLISHED ',
      'player 4.1.3 DEVELOPMENT ',
      'agenda  REJECTED ',
      'mail 2.2.0 PUBLISHED ',
      'signs  SUBMITTED pending_second_approval',
      'metronome 1.0.2 DEVELOPMENT ',
      'board  SUBMITTED in_review',
      'chess  DEVELOPMENT ',
      'guide  DEVELOPMENT ',
      'list 3.3.0 DEVELOPMENT ',
      'weather  SUBMITTED approved',
      'breath  SUBMITTED changes_requested',
      'words  SUBMITTED in_review',
    ]);
  });

  it('are warned, taken down, delisted, deleted and moved as their scenarios say', () => {
    const marked = json.apps.filter(
      ({ enforcement = 'none', isDelisted, isDeleted }) =>
        enforcement !== 'none' || isDelisted || isDeleted,
    );
    expect(marked).toEqual([
      expect.objectContaining({ packageName: 'fm.tidewick.player', isDelisted: true }),
      expect.objectContaining({ packageName: 'com.pigeonry.mail', enforcement: 'warned' }),
      expect.objectContaining({
        packageName: 'audio.tickwell.metronome',
        enforcement: 'taken_down',
      }),
      expect.objectContaining({ packageName: 'com.basketwren.list', isDeleted: true }),
    ]);
    const { organization } = assertPresent(json.apps[7]);
    expect({
      was: assertPresent(stored[7]).submissions[0]?.snapshot.publisher.name,
      is: organization,
    }).toEqual({ was: 'Café de Coral', is: 'Škoda Auto' });
  });

  it('are refused for the reason in their rows, and those with a draft stay drafts', () => {
    const refused = outcomes.slice(20);
    expect(refused.map(({ refusal }) => refusal)).toEqual(
      refused.map(({ row }) => row.expectedRefusal),
    );
    expect(outcomes.slice(0, 20).map(({ refusal }) => refusal)).toEqual(Array(20).fill(null));
    expect(refused.map(({ finalState }) => finalState?.status)).toEqual([
      undefined,
      undefined,
      ...Array(6).fill('DEVELOPMENT'),
    ]);
  });

  it('are in the storage as the report says', () => {
    const found = json.apps.filter(({ status }) => status !== undefined);
    expect(found.map(({ packageName }) => packageName)).toEqual(
      stored.map(({ app }) => app.packageName),
    );
    expect(found.map(({ live }) => live)).toEqual(
      stored.map(({ app }) => app.live?.listing.version ?? null),
    );
    expect(found.map(({ enforcement }) => enforcement)).toEqual(
      stored.map(({ app }) => app.enforcement.state),
    );
  });

  it('have the refusals that the scenarios expect, and no others', () => {
    expect(json.appRefusals).toEqual({
      already_decided: 4,
      app_deleted: 1,
      app_not_found: 6,
      app_suspended: 3,
      conflict_of_interest: 1,
      digest_mismatch: 1,
      draft_conflict: 1,
      invalid_transition: 3,
      key_invalid: 1,
      lease_lost: 1,
      not_claimable: 1,
      not_ready: 3,
      permission_denied: 2,
      reason_required: 4,
      second_reviewer_required: 1,
      submission_already_open: 2,
    });
  });
});

const day = 86_400;
const undecided = ['waiting_for_review', 'in_review', 'pending_second_approval'];

describe('the queue at the end of the tour', () => {
  it('has the stats that were counted by hand', () => {
    expect(json.queue).toEqual({
      waiting: 4,
      byLane: { security: 0, update: 1, new: 3 },
      oldestWait: 10 * day,
      p50Wait: 2 * day,
      p90Wait: 10 * day,
      onTimeShare: 0.5,
    });
  });

  it('has the stats of the rows in the storage', () => {
    const waiting = submissions.filter(({ state }) => undecided.includes(state));
    const waits = waiting.map(({ enteredAt }) => tourDate.getTime() - enteredAt.getTime());
    const late = waiting.filter(({ dueAt }) => dueAt.getTime() < tourDate.getTime());
    // Of four sorted values, the second is the median and the fourth the 90th percentile.
    const [, p50 = 0, , p90 = 0] = waits.sort((a, b) => a - b);
    expect(json.queue).toMatchObject({
      waiting: waiting.length,
      oldestWait: Math.max(...waits) / 1000,
      p50Wait: p50 / 1000,
      p90Wait: p90 / 1000,
      onTimeShare: 1 - late.length / waiting.length,
    });
  });
});

describe('the review on the tour', () => {
  it('needs two reviewers for new apps and for new permissions, and one for other updates', () => {
    const released = submissions.filter(({ state, releasedAt }) => {
      return releasedAt !== undefined && state !== 'revoked';
    });
    const approvals = released.map(({ decisions, revision }) => {
      const by = new Set(decisions.map((decision) => decision.by));
      return [revision === 1 ? 'new' : 'later', by.size].join(' by ');
    });
    expect(countsOf(approvals)).toEqual({ 'new by 2': 11, 'later by 1': 1, 'later by 2': 2 });
  });

  it('is never done by the person who submitted, and gives reasons for each negative decision', () => {
    const decisions = submissions.flatMap((one) =>
      one.decisions.map((decision) => ({ ...decision, submittedBy: one.submittedBy })),
    );
    expect(decisions.filter(({ by, submittedBy }) => by === submittedBy)).toEqual([]);
    const negative = decisions.filter(({ kind }) => !/approve$/i.test(kind));
    expect(countsOf(negative.map(({ kind }) => kind))).toEqual({
      requestChanges: 2,
      revoke: 1,
      reject: 1,
      sendBack: 1,
    });
    expect(
      negative.filter(({ reasons, text = '' }) => reasons.length === 0 || text === ''),
    ).toEqual([]);
  });

  it('makes live exactly what was approved', () => {
    for (const { app, submissions: own } of stored) {
      const live = own.find(({ id }) => id === app.live?.submissionId);
      expect([live?.state, live?.digest]).toEqual(
        app.live === undefined ? [undefined, undefined] : ['released', app.live.digest],
      );
    }
  });
});

describe('the tables of the apps', () => {
  it.each([
    'apps read                   28',
    'accepted                    20',
    'package_name_invalid         1   21 com.example.helloglasses at packageName',
    'not_ready: missing           2   27 com.quietlens.diary at',
    'lease_lost                   1   14 Rob approves it',
    'waiting                      4',
    'in the lane "update"         1',
    'oldest, in days             10',
    'p50, in days                 2',
    'p90, in days                10',
    'inside the SLA, %           50',
    '   4 the store has 1.8.0 while its update is in review',
    '   5 the store has 0.9.0 again, once the next one is revoked',
    '   7 its key opens what is its own again, once it is reinstated',
    'com.pigeonry.mail        Ørsted A/S            2.2.0 PUBLISHED, warned',
    'audio.tickwell.metronome Stiftung Preußischer  1.0.2 DEVELOPMENT, taken down',
  ])('have the line %j', (line) => {
    expect(lines).toContain(line);
  });

  it('have a line for every app with at least a draft', () => {
    const own = lines.slice(lines.findIndex((line) => line.startsWith('Apps at the end')));
    const named = stored.map(({ app }) =>
      own.filter((line) => line.startsWith(`${app.packageName} `)),
    );
    expect(named.map((found) => found.length)).toEqual(stored.map(() => 1));
    expect(stored).toHaveLength(26);
  });
});
