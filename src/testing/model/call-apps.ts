// Runs a call about apps, review, keys or the store on Guildhall itself.

import { type CallOnGuildhall, readAllPages } from './call-pages.js';
import type { MethodName } from './reference/index.js';

type AppServiceName = 'apps' | 'submissions' | 'review' | 'keys' | 'store';

export const appCallsOnGuildhall: {
  readonly [V in MethodName & `${AppServiceName}.${string}`]: CallOnGuildhall<V>;
} = {
  'apps.create': ({ apps }, ...given) => apps.create(...given),
  'apps.updateDraft': ({ apps }, ...given) => apps.updateDraft(...given),
  'apps.share': ({ apps }, ...given) => apps.share(...given),
  'apps.delist': ({ apps }, ...given) => apps.delist(...given),
  'apps.relist': ({ apps }, ...given) => apps.relist(...given),
  'apps.move': ({ apps }, ...given) => apps.move(...given),
  'apps.delete': ({ apps }, ...given) => apps.delete(...given),
  'apps.restore': ({ apps }, ...given) => apps.restore(...given),
  'apps.get': ({ apps }, actor, input) => apps.get(actor, input),
  'apps.readiness': ({ apps }, actor, input) => apps.readiness(actor, input),
  'apps.checkPackageName': ({ apps }, actor, input) => apps.checkPackageName(actor, input),
  'apps.getRunnable': ({ apps }, actor, input) => apps.getRunnable(actor, input),
  'apps.list': ({ apps }, actor, input) => readAllPages(apps.list, actor, input),
  'submissions.submit': ({ submissions }, ...given) => submissions.submit(...given),
  'submissions.resubmit': ({ submissions }, ...given) => submissions.resubmit(...given),
  'submissions.withdraw': ({ submissions }, ...given) => submissions.withdraw(...given),
  'submissions.release': ({ submissions }, ...given) => submissions.release(...given),
  'submissions.get': ({ submissions }, actor, input) => submissions.get(actor, input),
  'submissions.list': ({ submissions }, actor, input) =>
    readAllPages(submissions.list, actor, input),
  'review.claim': ({ review }, ...given) => review.claim(...given),
  'review.renewClaim': ({ review }, ...given) => review.renewClaim(...given),
  'review.releaseClaim': ({ review }, ...given) => review.releaseClaim(...given),
  'review.setLane': ({ review }, ...given) => review.setLane(...given),
  'review.approve': ({ review }, ...given) => review.approve(...given),
  'review.secondApprove': ({ review }, ...given) => review.secondApprove(...given),
  'review.sendBack': ({ review }, ...given) => review.sendBack(...given),
  'review.requestChanges': ({ review }, ...given) => review.requestChanges(...given),
  'review.reject': ({ review }, ...given) => review.reject(...given),
  'review.revoke': ({ review }, ...given) => review.revoke(...given),
  'review.warn': ({ review }, ...given) => review.warn(...given),
  'review.suspend': ({ review }, ...given) => review.suspend(...given),
  'review.takeDown': ({ review }, ...given) => review.takeDown(...given),
  'review.reinstate': ({ review }, ...given) => review.reinstate(...given),
  'review.setTier': ({ review }, ...given) => review.setTier(...given),
  'review.stats': ({ review }, actor, input) => review.stats(actor, input),
  'review.get': ({ review }, actor, input) => review.get(actor, input),
  'review.listClaimed': ({ review }, actor, input) => review.listClaimed(actor, input),
  'review.queue': ({ review }, actor, input) => readAllPages(review.queue, actor, input),
  'keys.create': ({ keys }, ...given) => keys.create(...given),
  'keys.rotate': ({ keys }, ...given) => keys.rotate(...given),
  'keys.revoke': ({ keys }, ...given) => keys.revoke(...given),
  'keys.list': ({ keys }, actor, input) => keys.list(actor, input),
  'keys.authenticate': ({ keys }, _actor, input) => keys.authenticate(input),
  'store.get': ({ store }, actor, input) => store.get(actor, input),
  'store.search': ({ store }, actor, input) => readAllPages(store.search, actor, input),
  'store.listByOrganization': ({ store }, actor, input) =>
    readAllPages(store.listByOrganization, actor, input),
};
