import { expect, it } from 'vitest'
import { fileNameOf } from './file-name-of'

it.each([
  ['光的折射', '光的折射.md'],
  ['a/b\\c: d?', 'a b c d.md'],
  ['../../etc/passwd', 'etc passwd.md'],
  ['  ', 'conversation.md'],
  ['NUL', 'conversation.md'],
  ['safe\u202Efdp.exe', 'safe fdp.exe.md'],
  ['光'.repeat(200), `${'光'.repeat(80)}.md`],
])('%j is kept as %j', (title, name) => expect(fileNameOf(title, 'md')).toBe(name))
