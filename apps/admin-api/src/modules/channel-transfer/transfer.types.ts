import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Payload, Problem } from '../../graphql/payload.types.js'
import type { ImportFormat } from './read-import.js'

export const CATALOG_FORMAT = { MODELS_JSON: 'models-json', CSV: 'csv', STATE: 'state', LITELLM: 'litellm' } as const
registerEnumType(CATALOG_FORMAT, {
  name: 'CatalogFormat',
  description: 'How a file describes channels.',
  valuesMap: {
    MODELS_JSON: { description: '{"models":[{name, endpoint, deployment, type, mapping}]}: each entry a channel.' },
    CSV: { description: 'A header and one channel a row.' },
    STATE: { description: 'Our declarative file, YAML or JSON: its sections channels and models.' },
    LITELLM: { description: 'config.yaml of LiteLLM: its model_list. Only read, never written.' },
  },
})

export const CATALOG_ACTION = { CREATE: 'create', UPDATE: 'update', KEEP: 'keep' } as const
registerEnumType(CATALOG_ACTION, {
  name: 'CatalogAction',
  description: 'What becomes of an entry.',
  valuesMap: {
    CREATE: { description: 'It is new.' },
    UPDATE: { description: 'It was there and differs.' },
    KEEP: { description: 'It was so already.' },
  },
})

@InputType({ description: 'What a name in a file stands for: `{ env: NAME }` or `os.environ/NAME`.' })
export class ImportSecretInput {
  @Field(() => String, { description: 'The name.' })
  name!: string

  @Field(() => String, { description: 'Its value.' })
  value!: string
}

@InputType({ description: 'A file of channels.' })
export class ImportCatalogInput {
  @Field(() => String, { description: 'The file itself; its format is recognised. At most 10,000 entries.' })
  text!: string

  @Field(() => Boolean, { description: 'Only say what would change.' })
  dryRun!: boolean

  @Field(() => [String], {
    nullable: true,
    description: 'Names of the groups of new channels and models that name none; absent: the default group.',
  })
  groups?: string[] | null

  @Field(() => [ImportSecretInput], {
    nullable: true,
    description: 'Secrets that the file names without holding them.',
  })
  secrets?: ImportSecretInput[] | null
}

@ObjectType({ description: 'One difference between a file and what there was.' })
export class CatalogChange {
  @Field(() => CATALOG_ACTION, { description: 'What becomes of it.' })
  action!: 'create' | 'update' | 'keep'

  @Field(() => String, { description: 'channel, model or price.' })
  kind!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => Int, { description: 'Number of the entry in the file, from 1.' })
  row!: number

  @Field(() => [String], { description: '`field: before → after`, of a new one `field: value`; never a key.' })
  details!: string[]

  @Field(() => String, {
    nullable: true,
    description: 'The channel cannot be called until root allows this exact host:port; null: nothing is in the way.',
  })
  waitsFor?: string | undefined
}

@ObjectType({ description: 'What is wrong with a file.' })
export class ImportFault {
  @Field(() => Int, { description: 'Number of the entry, from 1; 0: the file as a whole.' })
  row!: number

  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1; null: the format does not tell.' })
  line?: number | undefined

  @Field(() => String, { nullable: true, description: 'Name of the entry; null: it could not be read.' })
  name?: string | undefined

  @Field(() => String, { nullable: true, description: 'Field of the entry, from the outside in, with dots.' })
  field?: string | undefined

  @Field(() => String, { description: "The reason, in the caller's language." })
  message!: string
}

@ObjectType({ description: 'Outcome of an import: all of it or nothing.' })
export class ImportCatalogPayload extends Payload {
  @Field(() => CATALOG_FORMAT, { nullable: true, description: 'What the file is; null: nothing that is known.' })
  format?: ImportFormat | undefined

  @Field(() => [CatalogChange], {
    description: 'What changed, or would change; in the order of the file, channels last.',
  })
  changes!: CatalogChange[]

  @Field(() => [ImportFault], { description: 'Everything that is wrong; then nothing was imported.' })
  faults!: ImportFault[]

  @Field(() => [Problem], { description: 'What was understood and is not taken over, and what is still missing.' })
  notes!: Problem[]
}

@InputType({ description: 'Which channels are written.' })
export class ExportCatalogInput {
  @Field(() => CATALOG_FORMAT, { description: 'How; LITELLM cannot be written.' })
  format!: ImportFormat

  @Field(() => [ID], { nullable: true, description: 'Only these channels; absent: all.' })
  channelIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'Only channels with this tag.' })
  tag?: string | null
}

@ObjectType({ description: 'Channels as a file, without a single key.' })
export class CatalogExport {
  @Field(() => String, { description: 'The file.' })
  text!: string

  @Field(() => String, { description: 'A name for it.' })
  fileName!: string

  @Field(() => Int, { description: 'How many channels it holds.' })
  channelCount!: number
}
