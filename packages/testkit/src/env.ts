/** What an app inherits from the test run; anything else is given to it by name. */
const SYSTEM_VARIABLES = ['PATH', 'HOME', 'LANG', 'NODE_EXTRA_CA_CERTS'] as const

export const systemEnv = (): Record<string, string> =>
  Object.fromEntries(
    SYSTEM_VARIABLES.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
