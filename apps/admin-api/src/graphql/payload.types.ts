import type { Type } from '@nestjs/common'
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import type { Page } from './page.js'

@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more rows follow.' })
  hasNextPage!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after` to get the next page; null on an empty page.',
  })
  endCursor?: string | undefined
}

@ObjectType({ description: 'An expected failure of a mutation: nothing was changed.' })
export class Problem {
  @Field(() => String, {
    description:
      'BAD_USER_INPUT, CONFLICT (stale version or taken name) or one of: NOT_FOUND, FORBIDDEN, WRONG_CREDENTIALS, ACCOUNT_DISABLED, ACCOUNT_PENDING, IN_USE, KEYS_REQUIRED, BILLING_UNAVAILABLE, REFUSED_BY_BILLING, ALREADY_DONE, EXPIRED, GATEWAY_UNAVAILABLE, UPSTREAM_REFUSED, LIMIT_REACHED, CONSENT_REQUIRED, LOG_IN_REFUSED, PROVIDER_UNAVAILABLE.',
  })
  code!: string

  @Field(() => String, { description: "One sentence in the caller's language." })
  message!: string

  @Field(() => [String], {
    nullable: true,
    description: 'The field of the input that is wrong, from the outside in; null: none in particular.',
  })
  path?: string[] | undefined
}

/** Base of every payload type. */
@ObjectType({ isAbstract: true })
export abstract class Payload {
  @Field(() => [Problem], { description: 'Why it failed; empty when it was done.' })
  problems!: Problem[]
}

export const SORT_DIRECTION = { ASC: 'asc', DESC: 'desc' } as const
export type SortDirection = (typeof SORT_DIRECTION)[keyof typeof SORT_DIRECTION]
registerEnumType(SORT_DIRECTION, {
  name: 'SortDirection',
  description: 'Order of a list.',
  valuesMap: { ASC: { description: 'Smallest or oldest first.' }, DESC: { description: 'Largest or newest first.' } },
})

/** The connection type of a node: nodes, pageInfo, totalCount. */
export function connectionOf<Node>(node: Type<Node>, options: { name: string; of: string }): Type<Page<Node>> {
  @ObjectType(`${options.name}Connection`, { description: `One page of ${options.of}.` })
  class Connection implements Page<Node> {
    @Field(() => [node], { description: `The ${options.of} of this page.` })
    nodes!: Node[]

    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo!: { hasNextPage: boolean; endCursor: string | undefined }

    @Field(() => Int, { description: 'Rows of all pages: exact up to 10,000, then "at least".' })
    totalCount!: number
  }
  return Connection
}
