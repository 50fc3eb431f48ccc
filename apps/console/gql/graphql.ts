/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Role =
  | 'STUDENT'
  | 'FINANCE'
  | 'ADMIN'
  | 'ROOT';

export type UserState =
  | 'PENDING'
  | 'ACTIVE'
  | 'DISABLED';

export type RegisterInput = {
  username: string;
  password: string;
  displayName?: string | null | undefined;
  joinCode?: string | null | undefined;
  locale?: string | null | undefined;
};

export type LogInInput = {
  username: string;
  password: string;
};

export type ChangePasswordInput = {
  currentPassword: string;
  newPassword: string;
};

export type UpdateMyAccountInput = {
  displayName?: string | null | undefined;
  locale?: string | null | undefined;
  acceptsUnpriced?: boolean | null | undefined;
};

export type LogInMutationVariables = Exact<{
  input: LogInInput;
}>;


export type LogInMutation = { logIn: { user: { id: string, locale: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { user: { id: string, state: UserState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type LogOutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogOutMutation = { logOut: boolean };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateMyAccountMutationVariables = Exact<{
  input: UpdateMyAccountInput;
}>;


export type UpdateMyAccountMutation = { updateMyAccount: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { mySessions: Array<{ id: string, createdAt: string, lastSeenAt: string, address: string | null, userAgent: string | null, isCurrent: boolean }> };

export type RevokeSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeSessionMutation = { revokeSession: boolean };

export type UsableModelsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UsableModelsQuery = { models: { nodes: Array<{ id: string, name: string, provider: string, description: string | null, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, groups: Array<{ id: string, name: string }>, price: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string } | null, myPrice: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string, group: { id: string, name: string, ratio: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreatePlaygroundTicketMutationVariables = Exact<{ [key: string]: never; }>;


export type CreatePlaygroundTicketMutation = { createPlaygroundTicket: { ticket: string | null, expiresAt: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CallCostQueryVariables = Exact<{
  requestId: string | number;
}>;


export type CallCostQuery = { receipt: { amount: string }, me: { wallet: { available: string } } | null };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { installation: { currency: string, timeZone: string, usernamePattern: string, publicUrl: string, notice: string | null, isInsecureHttp: boolean }, me: { id: string, username: string, displayName: string | null, role: Role, locale: string | null, acceptsUnpriced: boolean, mustChangePassword: boolean, state: UserState, wallet: { id: string, balance: string, held: string, available: string }, groups: Array<{ id: string, name: string, ratio: string, isDefault: boolean }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const LogInDocument = new TypedDocumentString(`
    mutation LogIn($input: LogInInput!) {
  logIn(input: $input) {
    user {
      id
      locale
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<LogInMutation, LogInMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    user {
      id
      state
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const LogOutDocument = new TypedDocumentString(`
    mutation LogOut {
  logOut
}
    `) as unknown as TypedDocumentString<LogOutMutation, LogOutMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const UpdateMyAccountDocument = new TypedDocumentString(`
    mutation UpdateMyAccount($input: UpdateMyAccountInput!) {
  updateMyAccount(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateMyAccountMutation, UpdateMyAccountMutationVariables>;
export const MySessionsDocument = new TypedDocumentString(`
    query MySessions {
  mySessions {
    id
    createdAt
    lastSeenAt
    address
    userAgent
    isCurrent
  }
}
    `) as unknown as TypedDocumentString<MySessionsQuery, MySessionsQueryVariables>;
export const RevokeSessionDocument = new TypedDocumentString(`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id)
}
    `) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const UsableModelsDocument = new TypedDocumentString(`
    query UsableModels($first: Int, $after: String) {
  models(first: $first, after: $after, filter: {usable: true}) {
    nodes {
      id
      name
      provider
      description
      abilities
      contextTokens
      maxOutputTokens
      groups {
        id
        name
      }
      price {
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
      }
      myPrice {
        group {
          id
          name
          ratio
        }
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UsableModelsQuery, UsableModelsQueryVariables>;
export const CreatePlaygroundTicketDocument = new TypedDocumentString(`
    mutation CreatePlaygroundTicket {
  createPlaygroundTicket {
    ticket
    expiresAt
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePlaygroundTicketMutation, CreatePlaygroundTicketMutationVariables>;
export const CallCostDocument = new TypedDocumentString(`
    query CallCost($requestId: ID!) {
  receipt(requestId: $requestId) {
    amount
  }
  me {
    wallet {
      available
    }
  }
}
    `) as unknown as TypedDocumentString<CallCostQuery, CallCostQueryVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  installation {
    currency
    timeZone
    usernamePattern
    publicUrl
    notice
    isInsecureHttp
  }
  me {
    id
    username
    displayName
    role
    locale
    acceptsUnpriced
    mustChangePassword
    state
    wallet {
      id
      balance
      held
      available
    }
    groups {
      id
      name
      ratio
      isDefault
    }
  }
}
    `) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;