import { fileURLToPath } from 'node:url'

/** The repository's folder; tools work in it wherever they were called from. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Where the user stood: npm and npx move to the package's folder and leave a note. */
export const CALLED_FROM = process.env.INIT_CWD ?? process.cwd()
