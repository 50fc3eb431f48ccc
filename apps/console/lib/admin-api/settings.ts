import { graphql } from '@/gql'
import type { EgressEntryInput, SettingsQuery, UpdateSettingsInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const settingsDocument = graphql(`
  query Settings {
    settings {
      currency timeZone usernamePattern maxRetries cooldown autoDisable routingStrategy affinity limitsEnabled
      tiers { name isDefault limits { modelName rpm tpm concurrency } } egressAllow probeMinutes
      notice contact termsText termsVersion secondFactorRequired version
    }
  }
`)
const updateSettingsDocument = graphql(`
  mutation UpdateSettings($input: UpdateSettingsInput!) {
    updateSettings(input: $input) { settings { version } problems { code message path } }
  }
`)

const allowEgressDocument = graphql(`
  mutation AllowEgress($input: EgressEntryInput!) {
    allowEgress(input: $input) { settings { version } problems { code message path } }
  }
`)
const disallowEgressDocument = graphql(`
  mutation DisallowEgress($input: EgressEntryInput!) {
    disallowEgress(input: $input) { settings { version } problems { code message path } }
  }
`)

export type SettingsView = SettingsQuery['settings']

export const getSettings = async (): Promise<SettingsView> => (await query(settingsDocument, {})).settings

export async function updateSettings(input: UpdateSettingsInput): Promise<ActionResult> {
  return resultOf((await execute(updateSettingsDocument, { input })).updateSettings.problems, null)
}

/** Lets channels reach one private address. */
export async function allowEgress(input: EgressEntryInput): Promise<ActionResult> {
  return resultOf((await execute(allowEgressDocument, { input })).allowEgress.problems, null)
}

export async function disallowEgress(input: EgressEntryInput): Promise<ActionResult> {
  return resultOf((await execute(disallowEgressDocument, { input })).disallowEgress.problems, null)
}
