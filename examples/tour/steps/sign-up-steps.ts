import { tourSystem } from '../environment.js';
import { type ColleagueKey, colleagues } from '../personas.js';
import type { StepDefinition } from './step-definition.js';

export function signUpStep(person: ColleagueKey, emailVerified: boolean = true): StepDefinition {
  return {
    text: emailVerified ? 'signs up' : 'signs up, the address not verified',
    async run(context) {
      const registered = await context.guildhall.users.register(tourSystem, {
        email: context.addressOf(person),
        name: colleagues[person].name,
        emailVerified,
      });
      if (registered.ok) context.setUserId(person, registered.value.id);
      return registered;
    },
  };
}

export const verifyEmailStep: StepDefinition = {
  text: 'verifies the address',
  run: (context, self) =>
    context.guildhall.users.verifyEmail(tourSystem, { userId: context.userIdOf(self) }),
};
