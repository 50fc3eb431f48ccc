// `tollgate why --model NAME [--user NAME]`: what a gateway would do with a call now, every candidate with its reason.
import { Problem } from '../infra/problem.mjs'
import { withAdminApi } from './admin-client.mjs'
import { textOfWhy } from './why-text.mjs'

const FIND_USER = `query FindUser($search: String!) { users(first: 100, filter: { search: $search }) { nodes { id username } } }`
const FIND_GROUP = `query FindGroups { groups(first: 100) { nodes { id name } } }`
const WHY = `query WhyModel($input: WhyModelInput!) {
  whyModel(input: $input) {
    at nodeId modelName groupName isScheduled callerReason callerSentence callerUntil candidateCount
    counts { reason count sentence }
    candidates { channelName keyLastFour upstreamModel priority reason sentence detail until usedShare rank }
  }
}`

export async function runWhy({ options, output }) {
  const explanation = await withAdminApi(async (ask) => {
    const input = {
      modelName: options.model,
      ...(options.user && { userId: await findUser(ask, options.user) }),
      ...(options.group && { groupId: await findGroup(ask, options.group) }),
      ...(options.needs && { abilities: options.needs.split(',').map((word) => word.trim()) }),
    }
    return (await ask(WHY, { input })).whyModel
  })
  if (!explanation) throw new Problem('no gateway answers: is one running, and connected to NATS?')
  output.result(explanation, textOfWhy(explanation))
  return explanation.isScheduled
}

async function findUser(ask, username) {
  const { users } = await ask(FIND_USER, { search: username })
  const user = users.nodes.find((node) => node.username === username.toLowerCase())
  if (!user) throw new Problem(`there is no user "${username}"`)
  return user.id
}

async function findGroup(ask, name) {
  const { groups } = await ask(FIND_GROUP)
  const group = groups.nodes.find((node) => node.name === name)
  if (!group) throw new Problem(`there is no group "${name}"`)
  return group.id
}
