import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { Database } from '../database/database.repository.js'
import { AuditRepository } from '../modules/audit/audit.repository.js'
import { UsersRepository } from '../modules/users/users.repository.js'
import { UsersService } from '../modules/users/users.service.js'
import { PasswordHasher } from './password.js'

/** At boot: makes the first administrator from the environment where there is none. */
@Injectable()
export class FirstAdminJob implements OnApplicationBootstrap {
  readonly #logger = new Logger(FirstAdminJob.name)

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly usersService: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly audit: AuditRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdmin } = this.config.env
    if ((await this.users.countRoots()) > 0) return
    if (firstAdmin === undefined) {
      this.#logger.warn('there is no administrator yet: set ADMIN_USERNAME and ADMIN_PASSWORD and start again')
      return
    }
    const { username, password } = firstAdmin
    const passwordHash = await this.passwords.hash(password)
    const result = await this.database.attempt(async (tx) => {
      const user = await this.users.insert(tx, {
        username,
        displayName: null,
        role: 'root',
        state: 'active',
        locale: null,
        mustChangePassword: false,
        passwordHash,
      })
      await this.usersService.ensurePlaygroundKey(tx, user)
      await this.audit.record(tx, undefined, {
        action: 'user:create',
        targetKind: 'user',
        targetId: user.id,
        after: { username, role: 'root' },
      })
    })
    // a second process was faster, or the name belongs to somebody who is no root
    if (result.type === 'ok') this.#logger.log(`made the first administrator, ${username}`)
    else this.#logger.warn(`could not make the first administrator: the name ${username} is taken`)
  }
}
