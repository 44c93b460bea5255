// Mutants of the reads that return everything a command must check.
import type { EmailKey } from '../../../../src/domain/user/email.js';
import type {
  InvitationReads,
  ReadForAnswer,
  ReadForCreation,
  ReadForInviting,
  Storage,
} from '../../../../src/ports/storage.js';
import { type StorageMutant, storageMutant, withMethods } from './storage-mutant.js';

type Mutate = (storage: Storage) => Storage;
type Addressee = ReadForInviting['addressees'][number];
type ReusableInvitation = NonNullable<Addressee['reusableInvitation']>;

function withCreation(
  change: (
    read: ReadForCreation,
    given: Parameters<Storage['organizations']['readForCreation']>,
    storage: Storage,
  ) => ReadForCreation | Promise<ReadForCreation>,
): Mutate {
  return withMethods('organizations', (real, storage) => ({
    readForCreation: async (...given) =>
      change(await real.readForCreation(...given), given, storage),
  }));
}

function withAnswer(
  change: (
    read: ReadForAnswer,
    given: Parameters<InvitationReads['readForAnswer']>,
    storage: Storage,
  ) => ReadForAnswer | Promise<ReadForAnswer>,
): Mutate {
  return withMethods('invitations', (real, storage) => ({
    readForAnswer: async (...given) => change(await real.readForAnswer(...given), given, storage),
  }));
}

/** `readForInviting`, with another answer for each addressee. */
function withAddressees(
  reads: InvitationReads,
  change: (addressee: Addressee, address: EmailKey) => Addressee | Promise<Addressee>,
): InvitationReads['readForInviting'] {
  return async (organizationId, inviterId, addresses, pending) => {
    const read = await reads.readForInviting(organizationId, inviterId, addresses, pending);
    const changed = addresses.flatMap((address, index) => {
      const addressee = read.addressees[index];
      return addressee === undefined ? [] : [change(addressee, address)];
    });
    return { ...read, addressees: await Promise.all(changed) };
  };
}

/** `readForInviting`, but an invitation that is not to be shown counts as none. */
export function withReusable(
  reads: InvitationReads,
  isShown: (found: ReusableInvitation) => boolean,
): InvitationReads['readForInviting'] {
  return withAddressees(reads, (addressee) => {
    const { reusableInvitation: found } = addressee;
    return { ...addressee, reusableInvitation: found !== null && isShown(found) ? found : null };
  });
}

function withMembers(
  isMember: (
    real: boolean,
    account: Awaited<ReturnType<Storage['users']['findByEmailKey']>>,
  ) => boolean,
): Mutate {
  return withMethods('invitations', (real, { users }) => ({
    readForInviting: withAddressees(real, async (addressee, address) => ({
      ...addressee,
      isMember: isMember(addressee.isMember, await users.findByEmailKey(address)),
    })),
  }));
}

export const commandReadMutants: readonly StorageMutant[] = [
  storageMutant(
    'counts before it reads the creator',
    ['READ-62'],
    withCreation(async (read, [id], { users }) => ({ ...read, creator: await users.findById(id) })),
  ),
  storageMutant(
    'takes every slug as free',
    ['READ-7'],
    withCreation((read) => ({ ...read, takenSlugs: [] })),
  ),
  storageMutant(
    'finds members of any organization',
    ['READ-63'],
    withMembers((_real, account) => account !== null),
  ),
  storageMutant(
    'hides the deleted among the addressees',
    ['READ-63'],
    withMembers((real, account) => real && account?.value.state !== 'deleted'),
  ),
  storageMutant(
    'takes the user for the inviter',
    ['READ-64'],
    withAnswer(({ access, ...read }) => {
      const { user, membership } = access;
      return { ...read, access, inviter: { user, membership } };
    }),
  ),
  storageMutant(
    'finds no invitation of another organization',
    ['READ-64'],
    withAnswer((read, [organizationId]) => {
      const isOther = read.invitation?.value.organizationId !== organizationId;
      return isOther ? { ...read, invitation: null } : read;
    }),
  ),
  storageMutant(
    'reads the user last',
    ['READ-65'],
    withAnswer(async (read, [, , userId], { users }) => ({
      ...read,
      access: { ...read.access, user: await users.findById(userId) },
    })),
  ),
  storageMutant(
    'reads the invitation last',
    ['READ-65'],
    withAnswer(async (read, [, id], { invitations }) => ({
      ...read,
      invitation: await invitations.findById(id),
    })),
  ),
];
