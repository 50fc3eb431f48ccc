// What has to be there before the services of docker-compose.yml start; running it again changes nothing.
import { writeFileSync } from 'node:fs'
import { databaseUrls } from '../infra/database-urls.mjs'
import { natsConfig } from '../infra/nats-config.mjs'

const READ_BY_OWNER = 0o600
const { env } = process

/** The text that `npm start` uses, for every address of the container. */
const config = natsConfig({
  host: '0.0.0.0',
  port: 4222,
  storeDir: '/data',
  passwords: {
    gateway: env.GATEWAY_NATS_PASSWORD,
    billing: env.BILLING_NATS_PASSWORD,
    'admin-api': env.ADMIN_NATS_PASSWORD,
    operator: env.OPERATOR_NATS_PASSWORD,
  },
})
writeFileSync('/config/nats.conf', config, { mode: READ_BY_OWNER })

const urls = databaseUrls(env.OWNER_DATABASE_URL, env, {})
const { migrate } = await import('../migrate.mjs')
const { seed } = await import('../../packages/db/dist/seed.js')
console.log('applied', await migrate(urls))
await seed(urls.owner)
