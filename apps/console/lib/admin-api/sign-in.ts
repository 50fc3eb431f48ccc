import { graphql } from '@/gql'
import type { SetPasswordWithCodeInput, SignInObstacle } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'

// What lies between a log-in and the rest of the console: one-time codes, the second factor, the terms of use.

const setPasswordDocument = graphql(`
  mutation SetPasswordWithCode($input: SetPasswordWithCodeInput!) {
    setPasswordWithCode(input: $input) { user { id locale } obstacle problems { code message path } }
  }
`)
const verifyDocument = graphql(`
  mutation VerifySecondFactor($code: String!) {
    verifySecondFactor(code: $code) { user { id locale } problems { code message path } }
  }
`)
const signInStateDocument = graphql(`
  query SignInState { signInState { obstacle } }
`)
const secondFactorDocument = graphql(`
  query MySecondFactor { mySecondFactor { isEnabled recoveryCodesLeft } }
`)
const beginDocument = graphql(`
  mutation BeginSecondFactor($password: String!) {
    beginSecondFactor(password: $password) { secret uri problems { code message path } }
  }
`)
const confirmDocument = graphql(`
  mutation ConfirmSecondFactor($code: String!) {
    confirmSecondFactor(code: $code) { recoveryCodes problems { code message path } }
  }
`)
const removeDocument = graphql(`
  mutation RemoveSecondFactor($password: String!, $code: String!) {
    removeSecondFactor(password: $password, code: $code) { problems { code message path } }
  }
`)
const renewDocument = graphql(`
  mutation RenewRecoveryCodes($password: String!, $code: String!) {
    renewRecoveryCodes(password: $password, code: $code) { recoveryCodes problems { code message path } }
  }
`)
const termsDocument = graphql(`
  query Terms { installation { contact terms { text version } } }
`)
const acceptDocument = graphql(`
  mutation AcceptTerms($version: String!) {
    acceptTerms(version: $version) { user { id } problems { code message path } }
  }
`)
const createCodeDocument = graphql(`
  mutation CreateOneTimeCode($userId: ID!) {
    createOneTimeCode(userId: $userId) { code expiresAt problems { code message path } }
  }
`)
const resetDocument = graphql(`
  mutation ResetSecondFactor($userId: ID!, $reason: String!) {
    resetSecondFactor(userId: $userId, reason: $reason) { problems { code message path } }
  }
`)

export interface SignedIn {
  locale: string | null
  obstacle: SignInObstacle | null
}

export async function setPasswordWithCode(input: SetPasswordWithCodeInput): Promise<ActionResult<SignedIn>> {
  const { user, obstacle, problems } = (await execute(setPasswordDocument, { input })).setPasswordWithCode
  return resultOf(problems, { locale: user?.locale ?? null, obstacle: obstacle ?? null })
}

export async function verifySecondFactor(code: string): Promise<ActionResult<{ locale: string | null }>> {
  const { user, problems } = (await execute(verifyDocument, { code })).verifySecondFactor
  return resultOf(problems, { locale: user?.locale ?? null })
}

/** `undefined`: nobody is signed in, not even half. */
export async function getObstacle(): Promise<SignInObstacle | null | undefined> {
  const { signInState } = await query(signInStateDocument, {})
  return signInState == null ? undefined : (signInState.obstacle ?? null)
}

export const getSecondFactor = async () => (await query(secondFactorDocument, {})).mySecondFactor

export interface Setup {
  secret: string
  uri: string
}

export async function beginSecondFactor(password: string): Promise<ActionResult<Setup>> {
  const { secret, uri, problems } = (await execute(beginDocument, { password })).beginSecondFactor
  return resultOf(problems, { secret: secret ?? '', uri: uri ?? '' })
}

export async function confirmSecondFactor(code: string): Promise<ActionResult<string[]>> {
  const { recoveryCodes, problems } = (await execute(confirmDocument, { code })).confirmSecondFactor
  return resultOf(problems, recoveryCodes ?? [])
}

export async function removeSecondFactor(given: { password: string; code: string }): Promise<ActionResult> {
  return resultOf((await execute(removeDocument, given)).removeSecondFactor.problems, null)
}

export async function renewRecoveryCodes(given: { password: string; code: string }): Promise<ActionResult<string[]>> {
  const { recoveryCodes, problems } = (await execute(renewDocument, given)).renewRecoveryCodes
  return resultOf(problems, recoveryCodes ?? [])
}

export const getTerms = async () => (await query(termsDocument, {})).installation

export async function acceptTerms(version: string): Promise<ActionResult> {
  return resultOf((await execute(acceptDocument, { version })).acceptTerms.problems, null)
}

/** A code as it is shown once. */
export interface OneTimeCode {
  code: string
  expiresAt: string
}

export async function createOneTimeCode(userId: string): Promise<ActionResult<OneTimeCode>> {
  const { code, expiresAt, problems } = (await execute(createCodeDocument, { userId })).createOneTimeCode
  return resultOf(problems, { code: code ?? '', expiresAt: expiresAt ?? '' })
}

export async function resetSecondFactor(input: { userId: string; reason: string }): Promise<ActionResult> {
  return resultOf((await execute(resetDocument, input)).resetSecondFactor.problems, null)
}
