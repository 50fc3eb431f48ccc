// The commands, each imported when it runs: `tollgate --help` works on a bare clone.
import { COMMON_OPTIONS } from './arguments.mjs'

const load = (file, name) => async (call) => (await import(file))[name](call)

export const COMMANDS = [
  {
    name: 'migrate',
    meaning: 'bring the database up to date: roles, migrations, views, grants',
    run: load('./migrate.mjs', 'runMigrate'),
  },
  {
    name: 'admin create',
    meaning: 'create an administrator (role root) beside the installation, or give an existing one a new password',
    options: {
      username: { type: 'value', isRequired: true, meaning: 'the name to log in with' },
    },
    run: load('./admin-create.mjs', 'runAdminCreate'),
  },
  {
    name: 'apply',
    operands: ['FILE'],
    meaning: 'make the installation what a state file (YAML or JSON) declares',
    options: {
      'dry-run': { type: 'flag', meaning: 'show what would change' },
      dev: { type: 'flag', meaning: 'accept given key values: for demos and tests' },
    },
    run: load('./apply.mjs', 'runApply'),
  },
  {
    name: 'export',
    meaning: 'write channels and their models, without a single key',
    options: {
      format: { type: 'value', meaning: 'state (default), json or csv' },
      tag: { type: 'value', meaning: 'only channels with this tag' },
      out: { type: 'value', meaning: 'into this file instead of to the terminal' },
    },
    run: load('./transfer.mjs', 'runExport'),
  },
  {
    name: 'import',
    operands: ['FILE'],
    meaning:
      'take channels from {"models": [...]}, CSV, a state file or a config.yaml of LiteLLM: all of it or nothing',
    options: {
      'dry-run': { type: 'flag', meaning: 'show the diff' },
      group: { type: 'value', meaning: 'groups of new channels that name none, between commas' },
    },
    run: load('./transfer.mjs', 'runImport'),
  },
  {
    name: 'backup',
    operands: ['DIR'],
    meaning: 'write database, secrets and journals into a new folder; the installation may run',
    run: load('./backup.mjs', 'runBackup'),
  },
  {
    name: 'restore',
    operands: ['DIR'],
    meaning: 'fill an empty, stopped installation from a backup',
    run: load('./restore.mjs', 'runRestore'),
  },
  {
    name: 'restore-check',
    meaning: 'after a restore: list what the bus knows and the database lost, and post it again',
    options: {
      apply: { type: 'flag', meaning: 'post it again; each record once' },
    },
    run: load('./restore-check.mjs', 'runRestoreCheck'),
  },
  {
    name: 'why',
    meaning: 'why a model is scheduled or not, every candidate with its reason; exit 1 where it is not',
    options: {
      model: { type: 'value', isRequired: true, meaning: 'public name of the model' },
      user: { type: 'value', meaning: 'for this user name; default: the administrator' },
      group: { type: 'value', meaning: 'in this group; default: the default one' },
      needs: { type: 'value', meaning: 'abilities that the call needs, between commas: vision,tools' },
    },
    run: load('./why.mjs', 'runWhy'),
  },
  {
    name: 'doctor',
    meaning: 'examine environment, ports, versions, disk, clock and rights, and say what to do',
    run: load('./doctor.mjs', 'runDoctor'),
  },
]

/** Usage of one command, or of all. */
export function usageOf(command) {
  if (command) return `usage: ${lineOf(command)}\n\n${command.meaning}\n\n${optionLines(command)}`
  const width = Math.max(...COMMANDS.map((each) => lineOf(each).length))
  const lines = COMMANDS.map((each) => `  ${lineOf(each).padEnd(width)}  ${each.meaning}`)
  return [
    'usage: npx tollgate <command> [options]',
    '',
    ...lines,
    '',
    'Every command takes --json, --yes and --help. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.',
    'Talks to PUBLIC_URL with TOLLGATE_TOKEN, or to the installation of this folder with its own secrets.',
  ].join('\n')
}

const lineOf = ({ name, operands = [], options = {} }) =>
  ['tollgate', name, ...operands, ...Object.entries(options).map(([option, how]) => optionWord(option, how))].join(' ')

function optionWord(option, { type, isRequired }) {
  const word = type === 'flag' ? `--${option}` : `--${option} ${option.toUpperCase()}`
  return isRequired ? word : `[${word}]`
}

const optionLines = ({ options = {} }) =>
  Object.entries({ ...options, ...COMMON_OPTIONS })
    .map(([name, { meaning }]) => `  --${name.padEnd(10)} ${meaning}`)
    .join('\n')
