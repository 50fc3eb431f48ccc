// What the console asks for its lists and dashboards, and what people ask the API for.
const PAGE = 'pageInfo { hasNextPage endCursor } totalCount'
const SUMS = 'calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount'
const LATENCY = 'duration { samples p50Ms p95Ms } firstByte { samples p50Ms p95Ms }'
const CALLS = `query ($filter: UsageFilter, $after: String) { usage(first: 50, filter: $filter, after: $after) { nodes {
  requestId admittedAt modelName inputTokens outputTokens amount refunded status durationMs user { username } apiKey { name } } ${PAGE} } }`
const TRAFFIC = `query ($filter: TrafficFilter!, $interval: TrafficInterval!) { traffic(filter: $filter, interval: $interval) {
  ${SUMS} ${LATENCY} outcomes { code calls } points { startsAt date ${SUMS} ${LATENCY} } } }`
const BY = `query ($dimension: TrafficDimension!, $filter: TrafficFilter!, $search: String) {
  trafficBy(dimension: $dimension, filter: $filter, search: $search, first: 50) { nodes { id name detail ${SUMS} ${LATENCY} } ${PAGE} } }`
const SUMMARY = `query ($filter: UsageFilter) { usageSummary(filter: $filter) { calls amount days { date modelName calls amount }
  models { modelName calls amount } keys(first: 100) { keyId calls amount apiKey { name } } } }`
const DIMENSIONS = ['COST_CENTRE', 'COURSE', 'MODEL', 'CHANNEL', 'USER', 'API_KEY']

/** @param ids of one thing of each kind @param day so many days ago, as YYYY-MM-DD */
export function questionsOf({ userId, keyId, channelId, modelId, modelName, courseId, accountId, after }, day) {
  const of = (days, more = {}) => ({ from: day(days - 1), to: day(0), ...more })
  const since = (days) => new Date(Date.now() - days * 86_400_000).toISOString()
  return [
    ['users', `{ users(first: 50) { nodes { id username wallet { balance } groups { name } } ${PAGE} } }`],
    ['users, searched', `{ users(first: 50, filter: { search: "4321" }) { nodes { id username } ${PAGE} } }`],
    ['keys', `{ apiKeys(first: 50) { nodes { id name lastUsedAt group { name } } ${PAGE} } }`],
    [
      'models',
      `{ models(first: 30) { nodes { name price { inputPerMillion } myPrice { inputPerMillion } activity { calls firstByte { p50Ms } } } ${PAGE} } }`,
    ],
    [
      'models, dearest with tools',
      `{ models(first: 30, filter: { abilities: ["tools"] }, sort: { field: PRICE, direction: DESC }) { nodes { name } ${PAGE} } }`,
    ],
    ['channels', `{ channels(first: 50) { nodes { id name } ${PAGE} } }`],
    [
      'roster of a course',
      `query ($id: ID!) { courseMembers(courseId: $id, first: 50) { nodes { spent granted userId } ${PAGE} } }`,
      { id: courseId },
    ],
    ['accounts', `{ ledgerAccounts(first: 50) { nodes { id balance held owner { username } } ${PAGE} } }`],
    [
      'history of an account',
      `query ($id: ID) { accountHistory(accountId: $id, first: 50) { nodes { id kind amount balanceAfter } ${PAGE} } }`,
      { id: accountId },
    ],
    [
      'an account with forecast',
      `query ($id: ID) { ledgerAccount(accountId: $id) { balance holds { id } limits { id } forecast { daysLeft } } }`,
      { id: accountId },
    ],
    ['audit log', `{ auditLog(first: 50) { nodes { id action } ${PAGE} } }`],
    ['calls of all', CALLS, {}],
    ['calls of all, further down', CALLS, { after }],
    ['calls of all, failed', CALLS, { filter: { status: 'FAILED' } }],
    ['calls of a user', CALLS, { filter: { userId } }],
    ['calls of a key', CALLS, { filter: { apiKeyId: keyId } }],
    ['calls of a model', CALLS, { filter: { modelName } }],
    ['calls of a model, failed', CALLS, { filter: { modelName, status: 'FAILED' } }],
    ['usage of a user, 90 days', SUMMARY, { filter: { userId, from: since(90) } }],
    [
      'usage of all, 30 days',
      `query ($filter: UsageFilter) { usageSummary(filter: $filter) { calls amount days { date modelName calls amount } } }`,
      { filter: { from: since(30) } },
    ],
    ['usage of all by model and key, 90 days', SUMMARY, { filter: { from: since(90) } }],
    ['usage of a model by key, 90 days', SUMMARY, { filter: { modelName, from: since(90) } }],
    ['dashboard today by hour', TRAFFIC, { filter: of(1), interval: 'HOUR' }],
    ['dashboard 14 days by hour', TRAFFIC, { filter: of(14), interval: 'HOUR' }],
    ['dashboard 7 days', TRAFFIC, { filter: of(7), interval: 'DAY' }],
    ['dashboard 30 days', TRAFFIC, { filter: of(30), interval: 'DAY' }],
    ['dashboard 12 weeks', TRAFFIC, { filter: of(84), interval: 'WEEK' }],
    ['dashboard 12 months', TRAFFIC, { filter: of(365), interval: 'MONTH' }],
    ['dashboard of a key, 30 days', TRAFFIC, { filter: of(30, { apiKeyId: keyId }), interval: 'DAY' }],
    ['dashboard of a user, 30 days', TRAFFIC, { filter: of(30, { userId }), interval: 'DAY' }],
    ['dashboard of a channel, 30 days', TRAFFIC, { filter: of(30, { channelId }), interval: 'DAY' }],
    ['dashboard of a model, 30 days', TRAFFIC, { filter: of(30, { modelId }), interval: 'DAY' }],
    ...DIMENSIONS.map((dimension) => [`by ${dimension.toLowerCase()}, 7 days`, BY, { dimension, filter: of(7) }]),
    ...DIMENSIONS.map((dimension) => [`by ${dimension.toLowerCase()}, 30 days`, BY, { dimension, filter: of(30) }]),
    ['by user of a course, 30 days', BY, { dimension: 'USER', filter: of(30, { courseId }) }],
    ['by user of a model, 30 days', BY, { dimension: 'USER', filter: of(30, { modelId }) }],
    ['by user of a channel, 12 months', BY, { dimension: 'USER', filter: of(365, { channelId }) }],
    ['by user of a model, 12 months', BY, { dimension: 'USER', filter: of(365, { modelId }) }],
    ['by user of a channel, 30 days', BY, { dimension: 'USER', filter: of(30, { channelId }) }],
    ['by model of a course, 30 days', BY, { dimension: 'MODEL', filter: of(30, { courseId }) }],
    ['by course of a model, 12 months', BY, { dimension: 'COURSE', filter: of(365, { modelId }) }],
    ['by user, 30 days, searched', BY, { dimension: 'USER', filter: of(30), search: '4321' }],
    ['by user, 12 months', BY, { dimension: 'USER', filter: of(365) }],
    ['by key, 12 months', BY, { dimension: 'API_KEY', filter: of(365) }],
    ['by model, 12 months', BY, { dimension: 'MODEL', filter: of(365) }],
    [
      'margins of a channel, 30 days',
      'query ($from: Date!, $to: Date!, $id: ID) { margins(from: $from, to: $to, channelId: $id) { modelName calls charged cost margin } }',
      { ...of(30), id: channelId },
    ],
    [
      'margins of all, 30 days',
      'query ($from: Date!, $to: Date!) { margins(from: $from, to: $to) { modelName calls charged cost margin } }',
      of(30),
    ],
    [
      'transactions of a kind',
      `{ ledgerTransactions(first: 50, kind: "refund") { nodes { id kind entries { amount } } ${PAGE} } }`,
    ],
    [
      'statement of a month beside the ledger',
      'query ($period: String!) { statement(period: $period) { amount ledgerAmount } }',
      { period: day(0).slice(0, 7) },
    ],
    [
      'statement of a month',
      `query ($period: String!) { statement(period: $period) { calls amount sections { courseName amount lines { modelName amount } } } }`,
      { period: day(0).slice(0, 7) },
    ],
  ]
}
