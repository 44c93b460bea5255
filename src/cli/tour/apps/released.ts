// Scenarios of apps that come into the store, and of what becomes of them there.

import { asksForMore, doesWithoutMicrophone, mends, raisesVersion } from '../deeds/drafts.js';
import { imposes, revokesRelease } from '../deeds/enforcement.js';
import { makesKey, showsForgedKey, showsKey } from '../deeds/keys.js';
import { deletes, delists, moves, relists } from '../deeds/ownership.js';
import {
  approves,
  approvesAsSecond,
  approvesSomethingElse,
  claims,
  findsItFirst,
  looksAtCase,
  putsFirst,
  sendsBack,
} from '../deeds/review.js';
import {
  findsByWords,
  findsInStore,
  findsOnGlasses,
  looksInVain,
  missesOnGlasses,
} from '../deeds/store.js';
import { releases, resubmits, submits, withdraws } from '../deeds/submissions.js';
import { type AppScenario, approvedByTwo, published, updated } from './steps.js';

export const byTheBook: AppScenario = [
  { day: 3, who: 'founder', does: submits },
  { day: 3, who: 'founder', does: submits, refused: 'submission_already_open' },
  { day: 4, who: 'founder', does: claims, refused: 'conflict_of_interest' },
  { day: 4, who: 'rob', does: claims },
  { day: 4, who: 'rita', does: claims, refused: 'not_claimable' },
  { day: 4, who: 'rob', does: approvesSomethingElse, refused: 'digest_mismatch' },
  { day: 4, who: 'rob', does: approves },
  { day: 4, who: 'rob', does: approvesAsSecond, refused: 'second_reviewer_required' },
  { day: 4, who: 'rita', does: approvesAsSecond },
  { day: 4, who: 'visitor', does: looksInVain, refused: 'app_not_found' },
  { day: 4, who: 'founder', does: releases },
  { day: 4, who: 'visitor', does: findsByWords },
  { day: 4, who: 'visitor', does: findsOnGlasses },
  { day: 4, who: 'visitor', does: missesOnGlasses },
  { day: 29, who: 'founder', does: raisesVersion },
  { day: 29, who: 'founder', does: submits },
  { day: 29, who: 'visitor', does: findsInStore('while the next one waits') },
];

export const mended: AppScenario = [
  { day: 3, who: 'founder', does: submits },
  { day: 4, who: 'rita', does: claims },
  { day: 4, who: 'rita', does: sendsBack('without a word'), refused: 'reason_required' },
  { day: 4, who: 'rita', does: sendsBack('with grounds') },
  { day: 5, who: 'founder', does: resubmits, refused: 'not_ready' },
  { day: 5, who: 'founder', does: mends },
  { day: 5, who: 'founder', does: resubmits },
  ...approvedByTwo(6, 'rob', 'rita'),
  { day: 6, who: 'founder', does: releases },
];

export const askingForMore: AppScenario = [
  { day: 3, who: 'founder', does: doesWithoutMicrophone },
  ...published(3),
  { day: 8, who: 'founder', does: raisesVersion },
  { day: 8, who: 'founder', does: asksForMore },
  { day: 8, who: 'founder', does: submits },
  { day: 9, who: 'yuki', does: looksAtCase(true) },
  { day: 9, who: 'yuki', does: claims },
  { day: 9, who: 'yuki', does: approves },
  { day: 9, who: 'founder', does: releases, refused: 'invalid_transition' },
  { day: 9, who: 'visitor', does: findsInStore('while a second reviewer is waited for') },
  { day: 9, who: 'rob', does: approvesAsSecond },
  { day: 9, who: 'founder', does: releases },
];

export const inUpdate: AppScenario = [
  ...published(3),
  { day: 10, who: 'founder', does: mends },
  { day: 10, who: 'founder', does: submits, refused: 'not_ready' },
  { day: 10, who: 'founder', does: raisesVersion },
  { day: 10, who: 'founder', does: submits },
  { day: 11, who: 'rob', does: looksAtCase(false) },
  { day: 11, who: 'rob', does: claims },
  { day: 11, who: 'visitor', does: findsInStore('while its update is in review') },
  { day: 11, who: 'rob', does: approves },
  { day: 11, who: 'rita', does: approvesAsSecond, refused: 'invalid_transition' },
  { day: 11, who: 'visitor', does: findsInStore('while its update is approved') },
  { day: 11, who: 'founder', does: releases },
  { day: 11, who: 'visitor', does: findsInStore('once its update is released') },
];

export const fallenBack: AppScenario = [
  ...published(3),
  ...updated(12, 'rita'),
  { day: 13, who: 'visitor', does: findsInStore('before it is revoked') },
  { day: 15, who: 'rob', does: revokesRelease, refused: 'permission_denied' },
  { day: 15, who: 'yuki', does: revokesRelease },
  { day: 15, who: 'yuki', does: revokesRelease, refused: 'already_decided' },
  { day: 15, who: 'visitor', does: findsInStore('again, once the next one is revoked') },
];

export const inSecurityLane: AppScenario = [
  { day: 3, who: 'founder', does: submits },
  { day: 3, who: 'rob', does: putsFirst(''), refused: 'reason_required' },
  { day: 3, who: 'rob', does: putsFirst('It mends what lets strangers read along.') },
  { day: 3, who: 'rita', does: findsItFirst },
  ...approvedByTwo(4, 'yuki', 'rita'),
  { day: 4, who: 'founder', does: releases },
];

export const suspended: AppScenario = [
  ...published(3),
  { day: 4, who: 'founder', does: makesKey },
  { day: 4, who: 'server', does: showsKey('what is its own') },
  { day: 4, who: 'server', does: showsForgedKey, refused: 'key_invalid' },
  { day: 12, who: 'rob', does: imposes('suspend', 'It spies.'), refused: 'permission_denied' },
  { day: 12, who: 'yuki', does: imposes('suspend', ''), refused: 'reason_required' },
  { day: 12, who: 'yuki', does: imposes('suspend', 'It tells others where people run.') },
  { day: 12, who: 'server', does: showsKey('nothing'), refused: 'app_suspended' },
  { day: 12, who: 'visitor', does: looksInVain, refused: 'app_not_found' },
  { day: 12, who: 'founder', does: delists, refused: 'app_suspended' },
  { day: 13, who: 'founder', does: raisesVersion },
  { day: 13, who: 'founder', does: submits, refused: 'app_suspended' },
  { day: 14, who: 'yuki', does: imposes('reinstate', 'It no longer does.') },
  { day: 14, who: 'server', does: showsKey('what is its own again, once it is reinstated') },
  { day: 14, who: 'visitor', does: findsInStore('again, once it is reinstated') },
];

export const moved: AppScenario = [
  ...published(4),
  { day: 5, who: 'founder', does: makesKey },
  { day: 10, who: 'founder', does: raisesVersion },
  { day: 10, who: 'founder', does: submits },
  { day: 10, who: 'founder', does: moves, refused: 'submission_already_open' },
  { day: 10, who: 'founder', does: withdraws },
  { day: 10, who: 'founder', does: moves },
  { day: 11, who: 'server', does: showsKey('what is now of another organization') },
];

export const delisted: AppScenario = [
  ...published(4, 'rita', 'yuki'),
  { day: 12, who: 'founder', does: delists },
  { day: 12, who: 'visitor', does: looksInVain, refused: 'app_not_found' },
  { day: 13, who: 'founder', does: relists },
  { day: 13, who: 'visitor', does: findsInStore('again, once it is relisted') },
  { day: 20, who: 'founder', does: delists },
];

export const warned: AppScenario = [
  ...published(5, 'yuki', 'rob'),
  { day: 16, who: 'yuki', does: imposes('warn', 'It reads more than the newest mail.') },
  { day: 16, who: 'visitor', does: findsInStore('although its organization is warned') },
];

export const takenDown: AppScenario = [
  ...published(5, 'rita', 'rob'),
  { day: 17, who: 'yuki', does: imposes('takeDown', 'Its sounds are of somebody else.') },
  { day: 17, who: 'yuki', does: imposes('suspend', 'Once more.'), refused: 'invalid_transition' },
  { day: 17, who: 'visitor', does: looksInVain, refused: 'app_not_found' },
];

export const deleted: AppScenario = [
  ...published(6),
  { day: 18, who: 'founder', does: deletes },
  { day: 18, who: 'visitor', does: looksInVain, refused: 'app_not_found' },
  { day: 18, who: 'founder', does: submits, refused: 'app_deleted' },
];
