// Steps that move, delist, relist or delete an app.

import type { AppStepDefinition } from './app-step-definition.js';

export const moveAppStep: AppStepDefinition = {
  text: 'moves it with its key to another organization',
  async run(context, self) {
    const toOrganizationId = context.otherOrganization;
    const input = { ...context.appInput, toOrganizationId, keepKeyIds: [context.getNote('keyId')] };
    const moved = await context.guildhall.apps.move(context.user(self), input);
    if (moved.ok) context.setNotes({ organizationId: toOrganizationId });
    return moved;
  },
};

export const delistAppStep: AppStepDefinition = {
  text: 'delists it',
  run: (context, self) => context.guildhall.apps.delist(context.user(self), context.appInput),
};

export const relistAppStep: AppStepDefinition = {
  text: 'relists it',
  run: (context, self) => context.guildhall.apps.relist(context.user(self), context.appInput),
};

export const deleteAppStep: AppStepDefinition = {
  text: 'deletes it',
  run: (context, self) => context.guildhall.apps.delete(context.user(self), context.appInput),
};
