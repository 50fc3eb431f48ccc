import { Module } from '@nestjs/common'
import { UsersModule } from '../modules/users/users.module.js'
import { AttemptLimiter } from './attempts.js'
import { Authenticator } from './authenticator.js'
import { CredentialsService } from './credentials.service.js'
import { FirstAdminJob } from './first-admin.job.js'
import { LoginResolver } from './login.resolver.js'
import { LoginService } from './login.service.js'
import { ExternalIdentityRepository } from './oidc/external-identity.repository.js'
import { OidcClient } from './oidc/oidc.client.js'
import { OidcResolver } from './oidc/oidc.resolver.js'
import { OidcService } from './oidc/oidc.service.js'
import { OidcAccountsService } from './oidc/oidc-accounts.service.js'
import { OidcConnectionService } from './oidc/oidc-connection.service.js'
import { OidcMappingService } from './oidc/oidc-mapping.service.js'
import { OneTimeCodesResolver } from './one-time-codes/one-time-codes.resolver.js'
import { OneTimeCodesService } from './one-time-codes/one-time-codes.service.js'
import { SecondFactorResolver } from './second-factor/second-factor.resolver.js'
import { SecondFactorService } from './second-factor/second-factor.service.js'
import { SecondFactorAttempts } from './second-factor/second-factor-attempts.js'
import { SessionOpener } from './session-opener.js'

@Module({
  imports: [UsersModule],
  providers: [
    LoginResolver,
    LoginService,
    ExternalIdentityRepository,
    OidcClient,
    OidcResolver,
    OidcService,
    OidcAccountsService,
    OidcConnectionService,
    OidcMappingService,
    OneTimeCodesResolver,
    OneTimeCodesService,
    SecondFactorResolver,
    SecondFactorService,
    SecondFactorAttempts,
    SessionOpener,
    CredentialsService,
    Authenticator,
    AttemptLimiter,
    FirstAdminJob,
  ],
  exports: [Authenticator, LoginService, OneTimeCodesService],
})
export class IdentityModule {}
