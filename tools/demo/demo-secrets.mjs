// Passwords and keys of the demo's people: random, made once, kept beside the data.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DATA_DIR } from '../infra/data-dir.mjs'
import { readPrivateJson, writePrivateJson } from '../infra/private-file.mjs'

const STUDENTS = [1, 2, 3]
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789' // nothing that is mistaken for something else
const CODE_LENGTH = 8

const createPassword = () => randomBytes(12).toString('base64url')
const createCode = () =>
  [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')

const createDemoSecrets = () => ({
  DEMO_JOIN_CODE: createCode(),
  DEMO_FINANCE_PASSWORD: createPassword(),
  ...Object.fromEntries(
    STUDENTS.flatMap((number) => [
      [`DEMO_STUDENT_${number}_PASSWORD`, createPassword()],
      [`DEMO_STUDENT_${number}_KEY`, `sk-demo-${randomBytes(24).toString('hex')}`],
    ]),
  ),
})

/** @returns { [variable]: value } for the `{ env: … }` of state.yaml; written at the first start */
export function readDemoSecrets(dataDir = DATA_DIR) {
  const path = join(dataDir, 'demo.json')
  const found = readPrivateJson(path)
  if (found !== undefined) return found
  const secrets = createDemoSecrets()
  writePrivateJson(path, secrets)
  return secrets
}
