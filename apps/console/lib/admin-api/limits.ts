import { graphql } from '@/gql'
import type { MyLimitsQuery } from '@/gql/graphql'
import { query } from './client'

const myLimitsDocument = graphql(`
  query MyLimits {
    myLimits { isEnabled tier limits { modelName rpm tpm concurrency } }
  }
`)

export type MyLimitsView = MyLimitsQuery['myLimits']

export const getMyLimits = async (): Promise<MyLimitsView> => (await query(myLimitsDocument, {})).myLimits
