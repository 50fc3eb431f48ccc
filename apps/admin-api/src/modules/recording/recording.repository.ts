import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import type { RecordingScopeKind } from './recording.types.js'

export interface ScopeRef {
  kind: RecordingScopeKind
  id: string
}

/** A group, course or key as it stands to one person. */
export interface ScopeRow extends ScopeRef {
  name: string
  /** He uses the group, is in the course, has the key. */
  isMine: boolean
  /** Of these, where consent is asked for. */
  isAsked: boolean
  textVersion: string | null
  text: string | null
  /** Of his last consent; null: none yet. */
  consentedVersion: string | null
  consentedAt: Date | null
  withdrawnAt: Date | null
}

/** Who consented to which text; nothing is ever deleted. */
@Injectable()
export class RecordingRepository {
  constructor(private readonly database: Database) {}

  /** Where this person is asked, and where he ever answered, by kind and name. */
  async list(userId: string): Promise<ScopeRow[]> {
    return await this.database.client.$queryRaw<ScopeRow[]>`
      SELECT * FROM (${scopesOf(userId)}) scope WHERE "isAsked" OR "consentedAt" IS NOT NULL ORDER BY kind, name, id`
  }

  async find(tx: Tx, userId: string, { kind, id }: ScopeRef): Promise<ScopeRow | undefined> {
    const [row] = await tx.$queryRaw<ScopeRow[]>`
      SELECT * FROM (${scopesOf(userId)}) scope WHERE kind = ${kind} AND id = ${id}`
    return row
  }

  /** Switch and text stay as they are until the transaction ends. */
  async lockSwitch(tx: Tx, { kind, id }: ScopeRef): Promise<void> {
    await tx.$queryRaw`SELECT 1 FROM ${TABLES[kind]} WHERE id = ${id}::uuid FOR SHARE`
  }

  async insert(tx: Tx, consent: { userId: string; scope: ScopeRef; textVersion: string }): Promise<void> {
    const { userId, scope, textVersion } = consent
    await tx.recordingConsent.create({
      data: { id: randomUUID(), userId, scopeKind: scope.kind, scopeId: scope.id, textVersion },
    })
  }

  /** Of every version. @returns the versions whose consents stood */
  async withdraw(tx: Tx, userId: string, { kind, id }: ScopeRef): Promise<string[]> {
    const rows = await tx.$queryRaw<{ textVersion: string }[]>`
      UPDATE recording_consent SET withdrawn_at = now()
      WHERE user_id = ${userId}::uuid AND scope_kind = ${kind} AND scope_id = ${id}::uuid AND withdrawn_at IS NULL
      RETURNING text_version AS "textVersion"`
    return rows.map(({ textVersion }) => textVersion)
  }

  /** Whether anybody ever consented to a text of this version there. */
  async wasConsentedTo(tx: Tx, { kind, id }: ScopeRef, textVersion: string): Promise<boolean> {
    const found = await tx.recordingConsent.findFirst({
      where: { scopeKind: kind, scopeId: id, textVersion },
      select: { id: true },
    })
    return found !== null
  }
}

const TABLES: Readonly<Record<RecordingScopeKind, Prisma.Sql>> = {
  group: Prisma.sql`access_group`,
  course: Prisma.sql`course`,
  key: Prisma.sql`api_key`,
}

const switchOf = (kind: RecordingScopeKind): Prisma.Sql => Prisma.sql`
  ${kind} AS kind, t.id, t.name, t.recording_enabled AS enabled, t.recording_text_version AS version, t.recording_text AS text`

const scopesOf = (userId: string): Prisma.Sql => Prisma.sql`
  SELECT s.kind, s.id::text AS id, s.name, s.mine AS "isMine",
    s.mine AND s.enabled AND s.version IS NOT NULL AND s.text IS NOT NULL AS "isAsked", s.version AS "textVersion", s.text,
    last.text_version AS "consentedVersion", last.consented_at AS "consentedAt", last.withdrawn_at AS "withdrawnAt"
  FROM (
    SELECT ${switchOf('group')}, t.deleted_at IS NULL AND (t.is_default OR EXISTS (
      SELECT FROM user_group m WHERE m.group_id = t.id AND m.user_id = ${userId}::uuid)) AS mine FROM access_group t
    UNION ALL
    SELECT ${switchOf('course')}, t.deleted_at IS NULL AND t.ended_at IS NULL AND EXISTS (
      SELECT FROM course_member m WHERE m.course_id = t.id AND m.user_id = ${userId}::uuid AND m.left_at IS NULL) FROM course t
    UNION ALL
    SELECT ${switchOf('key')}, t.state IN ('active', 'disabled') FROM api_key t WHERE t.user_id = ${userId}::uuid
  ) s LEFT JOIN LATERAL (
    SELECT r.text_version, r.consented_at, r.withdrawn_at FROM recording_consent r
    WHERE r.user_id = ${userId}::uuid AND r.scope_kind = s.kind AND r.scope_id = s.id
    ORDER BY r.consented_at DESC, r.id DESC LIMIT 1
  ) last ON true`
