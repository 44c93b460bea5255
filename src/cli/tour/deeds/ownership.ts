// Whose an app is, and whether it is to be found.

import type { AppDeed } from './app-deed.js';

export const moves: AppDeed = {
  says: 'moves it to another organization',
  async act(scene, self) {
    const toOrganizationId = scene.otherOrganization;
    const input = { ...scene.inApp, toOrganizationId };
    const moved = await scene.guildhall.apps.move(scene.user(self), input);
    if (moved.ok) scene.note({ organizationId: toOrganizationId });
    return moved;
  },
};

export const delists: AppDeed = {
  says: 'delists it',
  act: (scene, self) => scene.guildhall.apps.delist(scene.user(self), scene.inApp),
};

export const relists: AppDeed = {
  says: 'relists it',
  act: (scene, self) => scene.guildhall.apps.relist(scene.user(self), scene.inApp),
};

export const deletes: AppDeed = {
  says: 'deletes it',
  act: (scene, self) => scene.guildhall.apps.delete(scene.user(self), scene.inApp),
};
