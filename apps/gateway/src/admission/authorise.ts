import { type PriceVersion, selectPrice } from '@tollgate/pricing'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { GroupRecord, ModelRecord } from '@tollgate/protocols/events'
import type { Caller } from '../catalog/caller.js'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'

export interface Authorised {
  model: ModelRecord
  group: GroupRecord
}

/** Whether an address is within one of the CIDR ranges. */
export type AddressCheck = (address: string, ranges: readonly string[]) => boolean

/**
 * May this caller use this model from this address?
 * @throws GatewayError `address_not_allowed`, `model_not_found` (also for models that other groups see), `model_not_allowed`
 * (a key limited to other models), `model_not_priced`
 */
export function authorise(
  caller: Caller,
  modelName: string,
  world: { snapshot: CatalogSnapshot; nowMs: number; isAddressAllowed: AddressCheck },
): Authorised {
  const { record } = caller
  assertAddress(caller, world.isAddressAllowed)
  const group = world.snapshot.groupsById.get(record.groupId)
  const model = world.snapshot.modelsByName.get(modelName)
  if (model === undefined || !model.isActive || group === undefined || !model.groupIds.includes(record.groupId)) {
    throw new GatewayError('model_not_found', {
      message: `The model \`${modelName}\` does not exist or you do not have access to it.`,
      param: 'model',
    })
  }
  if (record.modelNames != null && !record.modelNames.includes(modelName)) {
    throw new GatewayError('model_not_allowed', {
      message: `This API key may not use the model \`${modelName}\`.`,
      param: 'model',
    })
  }
  if (!record.acceptsUnpriced && !hasPrice(model, world.nowMs)) {
    throw new GatewayError('model_not_priced', {
      message: `The model \`${modelName}\` has no price and is not served.`,
      param: 'model',
    })
  }
  return { model, group }
}

/** What a call asks a model to make. */
export type Product = 'text' | 'vectors'

export const isEmbeddingModel = ({ abilities }: Pick<ModelRecord, 'abilities'>): boolean =>
  abilities.includes('embedding')

/** A model talks or makes vectors, as its abilities say. @throws GatewayError `invalid_request` where it does the other */
export function assertMakes(model: ModelRecord, product: Product): void {
  if (isEmbeddingModel(model) === (product === 'vectors')) return
  const message =
    product === 'vectors'
      ? `The model \`${model.name}\` makes no embeddings.`
      : `The model \`${model.name}\` makes embeddings only and holds no conversation.`
  throw new GatewayError('invalid_request', { message, param: 'model' })
}

/** @throws GatewayError `address_not_allowed` */
export function assertAddress({ record, address }: Caller, isAddressAllowed: AddressCheck): void {
  if (record.allowedAddresses != null && !isAddressAllowed(address, record.allowedAddresses)) {
    throw new GatewayError('address_not_allowed', { message: 'This API key may not be used from your address.' })
  }
}

/** Models that the caller may use now, in the order of their names. */
export function listModels(caller: Caller, world: { snapshot: CatalogSnapshot; nowMs: number }): ModelRecord[] {
  const { record } = caller
  if (!world.snapshot.groupsById.has(record.groupId)) return []
  const allowed = record.modelNames == null ? undefined : new Set(record.modelNames)
  return [...world.snapshot.modelsByName.values()]
    .filter(
      (model) =>
        model.isActive &&
        model.groupIds.includes(record.groupId) &&
        (allowed === undefined || allowed.has(model.name)) &&
        (record.acceptsUnpriced || hasPrice(model, world.nowMs)) &&
        !isDenied(model, world.snapshot),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Whether every channel that names the model was denied it by its upstream: then it is not offered. */
function isDenied({ name }: ModelRecord, { channelsByModel }: CatalogSnapshot): boolean {
  const channels = channelsByModel.get(name) ?? []
  return channels.length > 0 && channels.every(({ record }) => record.deniedModels?.includes(name) === true)
}

const isValid = (price: PriceVersion, nowMs: number): boolean => Date.parse(price.validFrom) <= nowMs

const hasPrice = (model: ModelRecord, nowMs: number): boolean => model.prices.some((price) => isValid(price, nowMs))

/** The price of a model on one channel; `undefined`: free and recorded, for those who accept that. */
export const priceOn = (model: ModelRecord, channelId: string, nowMs: number) =>
  selectPrice(model.prices, { atMs: nowMs, channelId })
