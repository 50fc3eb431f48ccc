'use server'
import { revalidatePath } from 'next/cache'
import type {
  AddChannelKeysInput,
  AddChannelWithModelsInput,
  ChangeChannelKeysInput,
  EgressEntryInput,
  ExportCatalogInput,
  ImportCatalogInput,
  LimitChannelKeysInput,
  ProbeCapabilitiesInput,
  PullModelsInput,
  SetChannelCostInput,
  TestChannelInput,
  UpdateChannelInput,
  UpdateTaggedChannelsInput,
} from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import {
  addChannelKeys,
  changeChannelKeys,
  limitChannelKeys,
  probeCapabilities,
  pullModels,
  testChannel,
  updateTaggedChannels,
} from '@/lib/admin-api/channel-work'
import { addChannelWithModels, updateChannel } from '@/lib/admin-api/channels'
import { setChannelCost } from '@/lib/admin-api/costs'
import { allowEgress } from '@/lib/admin-api/settings'
import { exportCatalog, importCatalog } from '@/lib/admin-api/transfer'

export async function submitAddChannel(input: AddChannelWithModelsInput) {
  const result = await act(() => addChannelWithModels(input))
  revalidatePath('/admin', 'layout')
  return result
}

export async function submitUpdateChannel(input: UpdateChannelInput) {
  const result = await act(() => updateChannel(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitTest(input: TestChannelInput) {
  const result = await act(() => testChannel(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitMeasure(input: ProbeCapabilitiesInput) {
  const result = await act(() => probeCapabilities(input))
  revalidatePath('/admin', 'layout')
  return result
}

export async function submitPull(input: PullModelsInput) {
  return act(() => pullModels(input))
}

export async function submitAddKeys(input: AddChannelKeysInput) {
  const result = await act(() => addChannelKeys(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitChangeKeys(input: ChangeChannelKeysInput) {
  const result = await act(() => changeChannelKeys(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitLimitKeys(input: LimitChannelKeysInput) {
  const result = await act(() => limitChannelKeys(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitCost(input: SetChannelCostInput) {
  const result = await act(() => setChannelCost(input))
  revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitTagged(input: UpdateTaggedChannelsInput) {
  const result = await act(() => updateTaggedChannels(input))
  if (!input.dryRun) revalidatePath('/admin/channels', 'layout')
  return result
}

export async function submitImport(input: ImportCatalogInput) {
  const result = await act(() => importCatalog(input))
  if (!input.dryRun) revalidatePath('/admin', 'layout')
  return result
}

export async function submitExport(input: ExportCatalogInput) {
  return act(() => exportCatalog(input))
}

export async function submitAllowEgress(input: EgressEntryInput) {
  const result = await act(() => allowEgress(input))
  revalidatePath('/admin', 'layout')
  return result
}
