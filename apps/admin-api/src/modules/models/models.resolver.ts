import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { CurrentCaller, CurrentLoaders } from '../../graphql/context.js'
import type { Loaders } from '../../graphql/loaders.js'
import { AFTER, firstOf } from '../../graphql/page-args.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import { Traits } from '../channels/traits.types.js'
import { toTraits } from '../channels/traits-fields.js'
import type { GroupRow } from '../groups/groups.repository.js'
import { Group } from '../groups/groups.types.js'
import { currentPrice } from '../prices/prices.repository.js'
import { PricesService, toMyPrice } from '../prices/prices.service.js'
import { MyPrice, PriceVersion, SetPriceInput } from '../prices/prices.types.js'
import { CreateModelInput, ModelFilter, ModelSort, UpdateModelInput } from './models.inputs.js'
import type { ModelRow } from './models.repository.js'
import { ModelsService } from './models.service.js'
import { Model, ModelActivity, ModelConnection, ModelDay, ModelPayload } from './models.types.js'
import { toActivity } from './to-activity.js'

@Resolver(() => Model)
export class ModelsResolver {
  constructor(
    private readonly models: ModelsService,
    private readonly prices: PricesService,
  ) {}

  @Query(() => ModelConnection, {
    name: 'models',
    description: "Active models of the caller's groups by name; staff see all.",
  })
  list(
    @CurrentCaller() caller: Caller,
    @Args('first', firstOf(100)) first: number,
    @Args('after', AFTER) after?: string,
    @Args('filter', { nullable: true, description: 'Which models; absent: all visible ones.' }) filter?: ModelFilter,
    @Args('sort', { nullable: true, description: 'Order; absent: by name.' }) sort?: ModelSort,
  ) {
    return this.models.list(caller, { first, after, filter, sort })
  }

  @Query(() => [String], { description: 'Who makes the models of such a list, by name; at most 500.' })
  modelProviders(
    @CurrentCaller() caller: Caller,
    @Args('filter', { nullable: true, description: 'Which models; absent: all visible ones.' }) filter?: ModelFilter,
  ) {
    return this.models.listProviders(caller, filter)
  }

  @Query(() => Model, { description: 'One model by its name.' })
  model(
    @CurrentCaller() caller: Caller,
    @Args('name', { description: 'The name in API calls, slashes included.' }) name: string,
  ) {
    return this.models.get(caller, name)
  }

  @ResolveField(() => Traits)
  traits(@Parent() model: ModelRow): Traits {
    return toTraits(model.traits)
  }

  @ResolveField(() => [Group])
  async groups(@CurrentCaller() caller: Caller, @CurrentLoaders() loaders: Loaders, @Parent() model: ModelRow) {
    const groups = await loaders.groups(model.groupIds)
    if (caller.actor === undefined || can(caller.actor, 'group:list-all')) return groups
    const own = await this.#ownGroups(caller, loaders, model)
    return groups.filter(({ id }) => own.some((group) => group.id === id))
  }

  @ResolveField(() => ModelActivity)
  async activity(@CurrentLoaders() loaders: Loaders, @Parent() model: ModelRow): Promise<ModelActivity> {
    return toActivity(await loaders.activityOfModel.load(model.id))
  }

  @ResolveField(() => [ModelDay])
  activityDays(@CurrentLoaders() loaders: Loaders, @Parent() model: ModelRow): Promise<ModelDay[]> {
    return loaders.activityDaysOfModel.load(model.id)
  }

  @ResolveField(() => PriceVersion)
  async price(@CurrentLoaders() loaders: Loaders, @Parent() model: ModelRow) {
    return currentPrice(await loaders.pricesOfModel.load(model.id), new Date())
  }

  @ResolveField('prices', () => [PriceVersion])
  allPrices(@CurrentLoaders() loaders: Loaders, @Parent() model: ModelRow) {
    return loaders.pricesOfModel.load(model.id)
  }

  @ResolveField(() => MyPrice)
  async myPrice(
    @CurrentCaller() caller: Caller,
    @CurrentLoaders() loaders: Loaders,
    @Parent() model: ModelRow,
    @Args('groupId', {
      type: () => ID,
      nullable: true,
      description: "One of the caller's groups; absent: the cheapest of those that see the model.",
    })
    groupId?: string,
  ) {
    const price = currentPrice(await loaders.pricesOfModel.load(model.id), new Date())
    const own = await this.#ownGroups(caller, loaders, model)
    const cheapestFirst = own.toSorted((a, b) => Number(a.ratio) - Number(b.ratio))
    const group = groupId == null ? cheapestFirst[0] : own.find(({ id }) => id === groupId)
    return price === undefined || group === undefined ? null : toMyPrice(price, group)
  }

  async #ownGroups(caller: Caller, loaders: Loaders, model: ModelRow): Promise<GroupRow[]> {
    const own = caller.actor === undefined ? [] : await loaders.groupsOfUser(caller.actor.userId)
    return own.filter(({ id }) => model.groupIds.includes(id))
  }

  @Mutation(() => ModelPayload, { description: 'Enters a model, with its first price where given. Admins.' })
  async createModel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The new model.' }) input: CreateModelInput,
  ) {
    return toPayload('model', await this.models.create(caller, input), caller.locale)
  }

  @Mutation(() => ModelPayload, { description: 'Changes a model. Admins.' })
  async updateModel(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'What changes.' }) input: UpdateModelInput,
  ) {
    const result = await this.models.update(caller, input)
    return withCurrent(toPayload('model', result, caller.locale), 'model', () => this.models.current(input.id))
  }

  @Mutation(() => ModelPayload, { description: 'Takes a model away: calls of it are refused from now on. Admins.' })
  async deleteModel(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The model.' }) id: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
  ) {
    const result = await this.models.delete(caller, { id, version })
    return withCurrent(toPayload('model', result, caller.locale), 'model', () => this.models.current(id))
  }

  @Mutation(() => ModelPayload, { description: 'Adds a price version; earlier ones stay as they are. Admins.' })
  async setPrice(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which model, what price.' }) input: SetPriceInput,
  ) {
    return toPayload('model', await this.prices.set(caller, input), caller.locale)
  }
}
