// From a command to a call: what it names by its place is named by what stands there now.

import type { Command } from './commands.js';
import { fitting, itsOrganization } from './places.js';
import { adminsOf, type Call, canSignIn, keyOf, type World } from './reference/index.js';
import { isKind, nameAt } from './there.js';

/** Null where there is nothing to repeat. `keyed`: the calls with an idempotency key so far. */
export function resolved(command: Command, world: World, keyed: readonly Call[]): Call | null {
  if (command.verb === 'again') return keyed.at(-1 - command.back) ?? keyed.at(-1) ?? null;
  const placed = inPlace(command, world);
  const whole = ofItsOrganization(placed, world);
  return whole.caller === fitting ? { ...whole, caller: fittingCaller(whole, world) } : whole;
}

function inPlace(command: Call, world: World): Call {
  return JSON.parse(
    JSON.stringify(command, (_name, part: unknown) =>
      typeof part === 'string' ? placeOf(part, world) : part,
    ),
  );
}

const form = /^#([a-z]+) ([0-9]+)$/;

function placeOf(text: string, world: World): string {
  const [, kind, place] = form.exec(text) ?? [];
  return isKind(kind) ? nameAt(kind, Number(place), world) : text;
}

interface About {
  readonly organizationId?: string | undefined;
  readonly invitationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly token?: string | undefined;
}

function aboutOf(input: object): About {
  return input;
}

function ofItsOrganization(call: Call, world: World): Call {
  const { invitationId = '' } = aboutOf(call.input);
  const organization = world.invitations.get(invitationId)?.organization ?? 'organization 0';
  return JSON.parse(
    JSON.stringify(call, (_name, part: unknown) =>
      part === itsOrganization ? organization : part,
    ),
  );
}

const bySystem: readonly string[] = [
  'users.register',
  'users.verifyEmail',
  'users.suspend',
  'users.reinstate',
  'users.restore',
  'users.purge',
  'organizations.purge',
  'invitations.withdrawKey',
];

/** Whoever could ask for this with success, as far as one can tell. */
function fittingCaller({ verb, input }: Call, world: World): string {
  const { token, organizationId, userId } = aboutOf(input);
  if (bySystem.includes(verb)) return 'system';
  if (token !== undefined) return inviteeOf(token, world);
  if (verb.startsWith('users.')) return userId ?? someone(world);
  const [admin] = organizationId === undefined ? [] : adminsOf(world, organizationId);
  return admin ?? userId ?? someone(world);
}

function inviteeOf(token: string, world: World): string {
  const invitation = world.invitations.get(world.tokens.get(token)?.invitation ?? '');
  const key = keyOf(invitation?.email ?? '');
  const invitee = [...world.users.values()].find(({ email }) => keyOf(email) === key);
  return invitee?.id ?? someone(world);
}

function someone(world: World): string {
  return [...world.users.values()].find(canSignIn)?.id ?? 'user 0';
}
