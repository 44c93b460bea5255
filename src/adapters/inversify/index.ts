// `guildhall/inversify`: the container module that binds the services. The storage modules are in `./memory` and
// `./mongoose`; the embedder creates the container.

import 'reflect-metadata';
import { ContainerModule, type ResolutionContext, type ServiceIdentifier } from 'inversify';
import { createAppsService } from '../../application/apps-service.js';
import type { Dependencies } from '../../application/dependencies.js';
import { createDocumentedOrganizationQueries } from '../../application/documented-queries.js';
import { createInvitationsService } from '../../application/invitations/invitations.js';
import { createKeysService } from '../../application/keys/keys.js';
import { createMaintenance } from '../../application/maintenance/maintenance.js';
import { createMembershipsService } from '../../application/memberships/memberships.js';
import { createOrganizationsService } from '../../application/organizations/organizations.js';
import { createReviewService } from '../../application/review/review.js';
import { createStoreService } from '../../application/store/store.js';
import { createSubmissionsService } from '../../application/submissions/submissions.js';
import { createUsersService } from '../../application/users/users.js';
import { createWebhooksService } from '../../application/webhooks/webhooks.js';
import { createDependencies, relayFromOptions } from '../../guildhall.js';
import { type CoreOptions, checkOptions } from '../../guildhall-options.js';
import type { RateLimiter } from '../../ports/rate-limiter.js';
import { memoryRateLimiter } from '../memory/rate-limiter.js';
import { cryptoRandom, objectIds, systemClock, timedPacing } from '../web/index.js';
import { TOKENS } from './tokens.js';

export { TOKENS, type Tokens } from './tokens.js';

const dependenciesToken: ServiceIdentifier<Dependencies> = Symbol('guildhall.Dependencies');
const rateLimiterToken: ServiceIdentifier<RateLimiter> = Symbol('guildhall.RateLimiter in use');

/**
 * The module that binds all services. Another module must bind the storage. Every binding is a singleton of the
 * container that loads the module.
 */
export function coreModule(options: CoreOptions): ContainerModule {
  checkOptions(options, 'coreModule', ['storage']);
  const { mailer: _mailer, webhookSender: _sender, ...plain } = options;
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Clock).toConstantValue(options.clock ?? systemClock);
    bind(TOKENS.Ids).toConstantValue(options.ids ?? objectIds());
    bind(TOKENS.Random).toConstantValue(options.random ?? cryptoRandom);
    bind(TOKENS.Pacing).toConstantValue(options.pacing ?? timedPacing);
    bind(TOKENS.Mailer).toConstantValue(options.mailer ?? null);
    bind(TOKENS.WebhookSender).toConstantValue(options.webhookSender ?? null);
    bind(rateLimiterToken)
      .toDynamicValue((container) => options.rateLimiter ?? rateLimiterOrInMemory(container))
      .inSingletonScope();
    bind(dependenciesToken)
      .toResolvedValue(
        (storage, rateLimiter, clock, ids, random, pacing) =>
          createDependencies(storage, { ...options, rateLimiter, clock, ids, random, pacing }),
        [TOKENS.Storage, rateLimiterToken, TOKENS.Clock, TOKENS.Ids, TOKENS.Random, TOKENS.Pacing],
      )
      .inSingletonScope();
    bind(TOKENS.Users).toResolvedValue(createUsersService, [dependenciesToken]).inSingletonScope();
    bind(TOKENS.Organizations)
      .toResolvedValue(createOrganizationsService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Memberships)
      .toResolvedValue(createMembershipsService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Invitations)
      .toResolvedValue(createInvitationsService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Apps).toResolvedValue(createAppsService, [dependenciesToken]).inSingletonScope();
    bind(TOKENS.Submissions)
      .toResolvedValue(createSubmissionsService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Review)
      .toResolvedValue(createReviewService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Store).toResolvedValue(createStoreService, [dependenciesToken]).inSingletonScope();
    bind(TOKENS.Keys).toResolvedValue(createKeysService, [dependenciesToken]).inSingletonScope();
    bind(TOKENS.Webhooks)
      .toResolvedValue(createWebhooksService, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.Maintenance)
      .toResolvedValue(createMaintenance, [dependenciesToken])
      .inSingletonScope();
    bind(TOKENS.OrganizationQueries)
      .toResolvedValue(createDocumentedOrganizationQueries, [dependenciesToken, TOKENS.Memberships])
      .inSingletonScope();
    bind(TOKENS.Relay)
      .toResolvedValue(
        (dependencies, mailer, webhookSender) =>
          relayFromOptions(dependencies, {
            ...plain,
            ...(mailer === null ? {} : { mailer }),
            ...(webhookSender === null ? {} : { webhookSender }),
          }),
        [dependenciesToken, TOKENS.Mailer, TOKENS.WebhookSender],
      )
      .inSingletonScope();
  });
}

function rateLimiterOrInMemory(container: ResolutionContext): RateLimiter {
  return container.get(TOKENS.RateLimiter, { optional: true }) ?? memoryRateLimiter();
}
