// Steps with an app's key, and with the server that uses it.

import type { AppStepDefinition } from './app-step-definition.js';

export const createKeyStep: AppStepDefinition = {
  text: 'creates a key',
  async run(context, self) {
    const input = { ...context.appInput, name: 'server', environment: 'live' } as const;
    const made = await context.guildhall.keys.create(context.user(self), input);
    if (made.ok && made.value.secret !== null)
      context.setNotes({ key: made.value.secret, keyId: made.value.key.id });
    return made;
  },
};

export function authenticateKeyStep(opens: string): AppStepDefinition {
  return {
    text: 'uses its key',
    async run(context) {
      const shown = await context.guildhall.keys.authenticate({ key: context.getNote('key') });
      if (shown.ok) {
        const { appId, organizationId } = shown.value;
        const isOwn =
          appId === context.appInput.appId && organizationId === context.getNote('organizationId');
        context.failUnless(isOwn, 'the key was accepted as that of another app or organization');
        context.recordCheck(`its key opens ${opens}`);
      }
      return shown;
    },
  };
}

export const authenticateForgedKeyStep: AppStepDefinition = {
  text: 'uses a forged key',
  run: (context) => context.guildhall.keys.authenticate({ key: forgeKey(context.getNote('key')) }),
};

/** Changes one character of the secret. */
function forgeKey(key: string): string {
  const at = key.lastIndexOf('_') + 1;
  const other = key.charAt(at) === 'a' ? 'b' : 'a';
  return `${key.slice(0, at)}${other}${key.slice(at + 1)}`;
}
