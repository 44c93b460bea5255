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
import { internalTokens as tokens } from './tokens.js';

export { TOKENS, type Tokens, tokensFor } from './tokens.js';

const dependenciesToken: ServiceIdentifier<Dependencies> = Symbol('guildhall.Dependencies');
const rateLimiterToken: ServiceIdentifier<RateLimiter> = Symbol('guildhall.RateLimiter in use');

/**
 * The module that binds all services. Another module must bind the storage. Every binding is a singleton of the
 * container that loads the module.
 */
export function coreModule(options: CoreOptions<string, string>): ContainerModule {
  checkOptions(options, 'coreModule', ['storage']);
  const { mailer: _mailer, webhookSender: _sender, ...plain } = options;
  return new ContainerModule(({ bind }) => {
    bind(tokens.Clock).toConstantValue(options.clock ?? systemClock);
    bind(tokens.Ids).toConstantValue(options.ids ?? objectIds());
    bind(tokens.Random).toConstantValue(options.random ?? cryptoRandom);
    bind(tokens.Pacing).toConstantValue(options.pacing ?? timedPacing);
    bind(tokens.Mailer).toConstantValue(options.mailer ?? null);
    bind(tokens.WebhookSender).toConstantValue(options.webhookSender ?? null);
    bind(rateLimiterToken)
      .toDynamicValue((container) => options.rateLimiter ?? rateLimiterOrInMemory(container))
      .inSingletonScope();
    bind(dependenciesToken)
      .toResolvedValue(
        (storage, rateLimiter, clock, ids, random, pacing) =>
          createDependencies(storage, { ...options, rateLimiter, clock, ids, random, pacing }),
        [tokens.Storage, rateLimiterToken, tokens.Clock, tokens.Ids, tokens.Random, tokens.Pacing],
      )
      .inSingletonScope();
    bind(tokens.Users).toResolvedValue(createUsersService, [dependenciesToken]).inSingletonScope();
    bind(tokens.Organizations)
      .toResolvedValue(createOrganizationsService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Memberships)
      .toResolvedValue(createMembershipsService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Invitations)
      .toResolvedValue(createInvitationsService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Apps).toResolvedValue(createAppsService, [dependenciesToken]).inSingletonScope();
    bind(tokens.Submissions)
      .toResolvedValue(createSubmissionsService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Review)
      .toResolvedValue(createReviewService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Store).toResolvedValue(createStoreService, [dependenciesToken]).inSingletonScope();
    bind(tokens.Keys).toResolvedValue(createKeysService, [dependenciesToken]).inSingletonScope();
    bind(tokens.Webhooks)
      .toResolvedValue(createWebhooksService, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.Maintenance)
      .toResolvedValue(createMaintenance, [dependenciesToken])
      .inSingletonScope();
    bind(tokens.OrganizationQueries)
      .toResolvedValue(createDocumentedOrganizationQueries, [dependenciesToken, tokens.Memberships])
      .inSingletonScope();
    bind(tokens.Relay)
      .toResolvedValue(
        (dependencies, mailer, webhookSender) =>
          relayFromOptions(dependencies, {
            ...plain,
            ...(mailer === null ? {} : { mailer }),
            ...(webhookSender === null ? {} : { webhookSender }),
          }),
        [dependenciesToken, tokens.Mailer, tokens.WebhookSender],
      )
      .inSingletonScope();
  });
}

function rateLimiterOrInMemory(container: ResolutionContext): RateLimiter {
  return container.get(tokens.RateLimiter, { optional: true }) ?? memoryRateLimiter();
}
