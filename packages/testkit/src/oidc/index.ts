export {
  type OidcPerson,
  type OidcProviderOptions,
  startOidcProvider,
  type TestOidcProvider,
} from './start-oidc-provider.js'
