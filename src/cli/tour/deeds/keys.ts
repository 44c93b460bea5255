// An app's key, and the server that shows it.

import type { AppDeed } from './app-deed.js';

export const makesKey: AppDeed = {
  says: 'makes a key',
  async act(scene, self) {
    const input = { ...scene.inApp, name: 'server', environment: 'live' } as const;
    const made = await scene.guildhall.keys.create(scene.user(self), input);
    if (made.ok && made.value.secret !== null) scene.note({ key: made.value.secret });
    return made;
  },
};

export function showsKey(when: string): AppDeed {
  return {
    says: 'shows its key',
    async act(scene) {
      const shown = await scene.guildhall.keys.authenticate({ key: scene.known('key') });
      if (shown.ok) {
        const { appId, organizationId } = shown.value;
        const isOwn =
          appId === scene.inApp.appId && organizationId === scene.known('organizationId');
        scene.expect(isOwn, 'the key was taken for that of another app or organization');
        scene.see(`its key opens ${when}`);
      }
      return shown;
    },
  };
}

export const showsForgedKey: AppDeed = {
  says: 'shows a forged key',
  act: (scene) => scene.guildhall.keys.authenticate({ key: forged(scene.known('key')) }),
};

/** With one character of the secret changed. */
function forged(key: string): string {
  const at = key.lastIndexOf('_') + 1;
  const other = key.charAt(at) === 'a' ? 'b' : 'a';
  return `${key.slice(0, at)}${other}${key.slice(at + 1)}`;
}
