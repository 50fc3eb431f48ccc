import { graphql } from '@/gql'
import type { MyLimitsQuery, UpdateApiKeyInput } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

const myLimitsDocument = graphql(`
  query MyLimits {
    myLimits { isEnabled tier limits { modelName rpm tpm concurrency } }
  }
`)
const limitApiKeyDocument = graphql(`
  mutation LimitApiKey($input: UpdateApiKeyInput!) {
    updateApiKey(input: $input) { apiKey { id } problems { code message path } }
  }
`)

export type MyLimitsView = MyLimitsQuery['myLimits']

export const getMyLimits = async (): Promise<MyLimitsView> => (await query(myLimitsDocument, {})).myLimits

/** What one key may do beside its owner's tier. Admins. */
export async function limitApiKey(input: UpdateApiKeyInput): Promise<ActionResult> {
  return resultOf((await execute(limitApiKeyDocument, { input })).updateApiKey.problems, null)
}
