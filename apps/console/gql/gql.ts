/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } problems { code message path } }\n  }\n": typeof types.LogInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation LogOut { logOut }\n": typeof types.LogOutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.UpdateMyAccountDocument,
    "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n": typeof types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n": typeof types.RevokeSessionDocument,
    "\n  query UsableModels($first: Int, $after: String) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.UsableModelsDocument,
    "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n": typeof types.CreatePlaygroundTicketDocument,
    "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { available } }\n  }\n": typeof types.CallCostDocument,
    "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice isInsecureHttp }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n    }\n  }\n": typeof types.SessionDocument,
};
const documents: Documents = {
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } problems { code message path } }\n  }\n": types.LogInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n": types.RegisterDocument,
    "\n  mutation LogOut { logOut }\n": types.LogOutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n": types.UpdateMyAccountDocument,
    "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n": types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n": types.RevokeSessionDocument,
    "\n  query UsableModels($first: Int, $after: String) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.UsableModelsDocument,
    "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n": types.CreatePlaygroundTicketDocument,
    "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { available } }\n  }\n": types.CallCostDocument,
    "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice isInsecureHttp }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n    }\n  }\n": types.SessionDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } problems { code message path } }\n  }\n"): typeof import('./graphql').LogInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n"): typeof import('./graphql').RegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogOut { logOut }\n"): typeof import('./graphql').LogOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').ChangePasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateMyAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n"): typeof import('./graphql').MySessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n"): typeof import('./graphql').RevokeSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsableModels($first: Int, $after: String) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').UsableModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n"): typeof import('./graphql').CreatePlaygroundTicketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { available } }\n  }\n"): typeof import('./graphql').CallCostDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice isInsecureHttp }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n    }\n  }\n"): typeof import('./graphql').SessionDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
