import { listChannels } from '@/lib/admin-api/channels'
import { ADMIN_ROLES, requireRole } from '@/lib/admin-api/session'
import { csvResponse, parametersOf } from '@/lib/csv/csv-response'
import { channelQuestionOf } from '../_components/channel-question'
import { countKeys } from '../_components/key-health'

const HEADER = [
  ...['name', 'type', 'base_url', 'is_active', 'schedulable', 'priority', 'weight', 'tags', 'groups', 'models'],
  ...['refused_models', 'keys', 'keys_ok', 'keys_cooling', 'keys_off', 'last_test', 'last_test_ok'],
  ...['last_test_latency_ms', 'last_test_says', 'id'],
]

/** The table of channels; of their keys how many there are, and nothing that opens anything. */
export async function GET(request: Request) {
  await requireRole(ADMIN_ROLES)
  const question = channelQuestionOf(parametersOf(request))
  return csvResponse({
    fileName: 'channels',
    header: HEADER,
    list: async (page) => (await listChannels(page, question)).page,
    cellsOf: (channel) => {
      const { lastTest, modelMapping, models } = channel
      const names = new Set([...models, ...modelMapping.map(({ publicName }) => publicName)])
      const keys = countKeys(channel.keys)
      return [
        ...[channel.name, channel.type, channel.baseUrl, String(channel.isActive), String(channel.schedulable)],
        ...[channel.priority, channel.weight, channel.tags.join(' '), channel.groups.map(({ name }) => name).join(' ')],
        ...[[...names].join(' '), channel.deniedModels.join(' '), channel.keys.length, keys.ok, keys.cooling, keys.off],
        ...[lastTest?.at, lastTest && String(lastTest.isOk), lastTest?.latencyMs, lastTest?.text, channel.id],
      ]
    },
  })
}
