import { graphql } from '@/gql'
import type {
  AdjustAccountInput,
  CorrectionFilter,
  CorrectionKind,
  CorrectionState,
  CorrectionsQuery,
  DecideCorrectionInput,
  MoveMoneyInput,
  RefundCallInput,
} from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const correctionsDocument = graphql(`
  query Corrections($first: Int, $after: String, $filter: CorrectionFilter) {
    corrections(first: $first, after: $after, filter: $filter) {
      nodes {
        id kind state amount reason requestId createdAt decidedAt decisionNote canDecide
        account { id kind name owner { username } }
        toAccount { id kind name owner { username } }
        actor { id username }
        secondPerson { id username }
        decidedBy { id username }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const secondPeopleDocument = graphql(`
  query SecondPeople {
    admins: users(first: 100, filter: { role: ADMIN, state: ACTIVE }) { nodes { id username displayName } }
    roots: users(first: 100, filter: { role: ROOT, state: ACTIVE }) { nodes { id username displayName } }
  }
`)
const adjustDocument = graphql(`
  mutation AdjustAccount($input: AdjustAccountInput!) {
    adjustAccount(input: $input) { correction { state } isRepeat problems { code message path } }
  }
`)
const refundDocument = graphql(`
  mutation RefundCall($input: RefundCallInput!) {
    refundCall(input: $input) { correction { state } isRepeat problems { code message path } }
  }
`)
const moveDocument = graphql(`
  mutation MoveMoney($input: MoveMoneyInput!) {
    moveMoney(input: $input) { correction { state } isRepeat problems { code message path } }
  }
`)
const decideDocument = graphql(`
  mutation DecideCorrection($input: DecideCorrectionInput!) {
    decideCorrection(input: $input) { correction { state } isRepeat problems { code message path } }
  }
`)

export type Correction = CorrectionsQuery['corrections']['nodes'][number]

export const CORRECTION_KINDS: readonly CorrectionKind[] = ['ADJUSTMENT', 'REFUND', 'MOVE']
export const CORRECTION_STATES: readonly CorrectionState[] = ['PENDING', 'POSTED', 'REFUSED']

/** Those that wait first. */
export async function listCorrections(page: PageArgs, filter: CorrectionFilter): Promise<PageOf<Correction>> {
  return toPage((await query(correctionsDocument, { ...page, filter })).corrections)
}

/** Somebody who may stand for a correction beside who asks for it. */
export interface SecondPerson {
  id: string
  username: string
  displayName?: string | null
}

/** Active administrators apart from `myId`, by name. */
export async function listSecondPeople(myId: string): Promise<readonly SecondPerson[]> {
  const { admins, roots } = await query(secondPeopleDocument, {})
  return [...admins.nodes, ...roots.nodes]
    .filter(({ id }) => id !== myId)
    .sort((a, b) => a.username.localeCompare(b.username))
}

interface CorrectionAnswer {
  correction?: { state: CorrectionState } | null
  problems: { code: string; message: string; path?: string[] | null }[]
}

/** What became of it; the API leaves the correction out only where it names problems. */
const outcomeOf = ({ correction, problems }: CorrectionAnswer): ActionResult<CorrectionState> =>
  resultOf(problems, correction?.state ?? 'PENDING')

export const adjustAccount = async (input: AdjustAccountInput): Promise<ActionResult<CorrectionState>> =>
  outcomeOf((await execute(adjustDocument, { input })).adjustAccount)

export const refundCall = async (input: RefundCallInput): Promise<ActionResult<CorrectionState>> =>
  outcomeOf((await execute(refundDocument, { input })).refundCall)

export const moveMoney = async (input: MoveMoneyInput): Promise<ActionResult<CorrectionState>> =>
  outcomeOf((await execute(moveDocument, { input })).moveMoney)

export const decideCorrection = async (input: DecideCorrectionInput): Promise<ActionResult<CorrectionState>> =>
  outcomeOf((await execute(decideDocument, { input })).decideCorrection)
