import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import type { Locale } from '../../graphql/locale.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { localizeProblem, type ProblemDraft, toPayload } from '../../graphql/problem.js'
import type { Caller } from '../../identity/caller.js'
import { countActions, type RosterAction } from './plan-roster.js'
import { ImportRosterInput, PreviewRosterInput } from './rosters.inputs.js'
import type { ReportRow, RosterImportRow } from './rosters.repository.js'
import { RostersService } from './rosters.service.js'
import {
  RosterCounts,
  RosterImport,
  RosterImportConnection,
  RosterImportPayload,
  RosterPreviewPayload,
  type RosterRow,
} from './rosters.types.js'

/** What billing may refuse a grant of a roster for, in words; anything else is its own. */
const REFUSALS: Readonly<Record<string, ProblemDraft['text']>> = {
  too_much: 'aboveAllowance',
  account_inactive: 'accountInactive',
  unknown_account: 'accountInactive',
  expired: 'courseOver',
  conflict: 'keyUsedForElse',
}

@Resolver(() => RosterImport)
export class RostersResolver {
  constructor(private readonly rosters: RostersService) {}

  @Mutation(() => RosterPreviewPayload, {
    description: 'What the import of a roster would do, line by line; nothing is changed. Assistants and admins.',
  })
  async previewRoster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The file.' }) input: PreviewRosterInput,
  ) {
    const result = await this.rosters.preview(caller, input)
    if (result.type === 'failed') return toPayload('token', result, caller.locale)
    const rows = result.value.rows.map((row) => ({ ...row, problem: inWords(row.problem, caller.locale) }))
    return { ...result.value, rows, problems: [] }
  }

  @Mutation(() => RosterImportPayload, {
    description:
      'Puts the students of a roster into a course: accounts, memberships and codes at once or not at all, grants then, some hundreds at a time. Assistants and admins.',
  })
  async importRoster(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The file, as it was previewed.' }) input: ImportRosterInput,
  ) {
    const result = await this.rosters.import(caller, input)
    if (result.type === 'failed') return toPayload('import', result, caller.locale)
    return { ...result.value, problems: [] }
  }

  @Query(() => RosterImport, { description: 'One import. Assistants of its course and staff.' })
  rosterImport(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The import.' }) id: string,
  ) {
    return this.rosters.getImport(caller, id)
  }

  @Query(() => RosterImportConnection, { description: 'Imports of a course, newest first.' })
  rosterImports(
    @CurrentCaller() caller: Caller,
    @Args('courseId', { type: () => ID, description: 'The course.' }) courseId: string,
    @Args('first', firstOf(20)) first: number,
    @Args('after', AFTER) after?: string,
  ) {
    return this.rosters.listImports(caller, { courseId, first, after })
  }

  @ResolveField(() => RosterCounts)
  counts(@Parent() roster: RosterImportRow): Record<RosterAction, number> {
    return countActions(roster.report)
  }

  @ResolveField()
  rows(@CurrentCaller() caller: Caller, @Parent() roster: RosterImportRow): RosterRow[] {
    return roster.report.map((row) => toRow(row, caller.locale))
  }
}

function toRow({ problem, grant, ...row }: ReportRow, locale: Locale): RosterRow {
  const refusal = typeof grant === 'object' && grant !== null ? grant.refused : undefined
  const draft = refusal === undefined ? (problem as ProblemDraft | null) : refusalOf(refusal)
  return {
    ...row,
    problem: inWords(draft ?? undefined, locale),
    grant: refusal === undefined ? ((grant as 'granted' | 'repeat' | null) ?? undefined) : 'refused',
  }
}

const refusalOf = (code: string): ProblemDraft => ({
  code: 'REFUSED_BY_BILLING',
  text: REFUSALS[code] ?? 'refusedByBilling',
  values: { detail: code },
})

const inWords = (draft: ProblemDraft | undefined, locale: Locale) =>
  draft === undefined ? undefined : localizeProblem(draft, locale)
