import { Module } from '@nestjs/common'
import { UsersModule } from '../modules/users/users.module.js'
import { AttemptLimiter } from './attempts.js'
import { Authenticator } from './authenticator.js'
import { CredentialsService } from './credentials.service.js'
import { FirstAdminJob } from './first-admin.job.js'
import { LoginResolver } from './login.resolver.js'
import { LoginService } from './login.service.js'

@Module({
  imports: [UsersModule],
  providers: [LoginResolver, LoginService, CredentialsService, Authenticator, AttemptLimiter, FirstAdminJob],
  exports: [Authenticator],
})
export class IdentityModule {}
