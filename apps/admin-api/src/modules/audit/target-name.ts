import type { Loaders } from '../../graphql/loaders.js'
import type { AuditRow } from './audit.repository.js'

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What the object of an act is called today. @returns null for kinds without names, and for what is gone */
export async function targetNameOf(
  loaders: Loaders,
  { targetKind, targetId }: Pick<AuditRow, 'targetKind' | 'targetId'>,
): Promise<string | null> {
  if (targetId === null || !ID.test(targetId)) return null
  switch (targetKind) {
    case 'user':
      return (await loaders.user.load(targetId))?.username ?? null
    case 'api-key':
      return (await loaders.apiKey.load(targetId))?.name ?? null
    case 'group':
      return (await loaders.group.load(targetId))?.name ?? null
    case 'course':
      return (await loaders.course.load(targetId))?.name ?? null
    case 'model':
      return (await loaders.model.load(targetId))?.name ?? null
    case 'channel':
      return loaders.channelName.load(targetId)
    default:
      return null
  }
}
