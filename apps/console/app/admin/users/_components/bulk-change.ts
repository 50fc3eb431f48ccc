import type { ChangeUsersInput } from '@/gql/graphql'

/** What can be done to many users at once. */
export const BULK_KINDS = ['disable', 'enable', 'addGroup', 'removeGroup', 'tier', 'course'] as const
export type BulkKind = (typeof BULK_KINDS)[number]

/** @param change.value id of a group or course, or name of a tier; empty: the default one */
export function toBulkInput(
  userIds: readonly string[],
  { kind, value, partial }: { kind: BulkKind; value: string; partial: boolean },
): ChangeUsersInput {
  return { userIds: [...userIds], partial, ...CHANGES[kind](value) }
}

const CHANGES: Record<BulkKind, (value: string) => Partial<ChangeUsersInput>> = {
  disable: () => ({ state: 'DISABLED' }),
  enable: () => ({ state: 'ACTIVE' }),
  addGroup: (value) => ({ addGroupIds: [value] }),
  removeGroup: (value) => ({ removeGroupIds: [value] }),
  tier: (value) => ({ tier: value === '' ? null : value }),
  course: (value) => ({ addToCourseId: value }),
}
