import { graphql } from '@/gql'
import type { SettingsQuery, UpdateSettingsInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const settingsDocument = graphql(`
  query Settings {
    settings {
      currency timeZone usernamePattern maxRetries cooldown autoDisable limitsEnabled egressAllow notice version
    }
  }
`)
const updateSettingsDocument = graphql(`
  mutation UpdateSettings($input: UpdateSettingsInput!) {
    updateSettings(input: $input) { settings { version } problems { code message path } }
  }
`)

export type SettingsView = SettingsQuery['settings']

export const getSettings = async (): Promise<SettingsView> => (await query(settingsDocument, {})).settings

export async function updateSettings(input: UpdateSettingsInput): Promise<ActionResult> {
  return resultOf((await execute(updateSettingsDocument, { input })).updateSettings.problems, null)
}
