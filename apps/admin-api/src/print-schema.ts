import 'reflect-metadata'
import { readFile, writeFile } from 'node:fs/promises'
import { NestFactory } from '@nestjs/core'
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { RESOLVERS } from './graphql/resolvers.js'

// npm run schema: writes schema.graphql. With --check: fails where the file is not what the code says.
const FILE = new URL('../schema.graphql', import.meta.url)
const HEADER = '# Generated from src by `npm run schema`: do not edit.\n\n'

const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: ['error'] })
const schema = await app.get(GraphQLSchemaFactory).create([...RESOLVERS])
const text = `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`
await app.close()

if (!process.argv.includes('--check')) await writeFile(FILE, text)
else if ((await readFile(FILE, 'utf8')) !== text) {
  console.error('apps/admin-api/schema.graphql is not what the code says: run `npm run schema` there')
  process.exitCode = 1
}
