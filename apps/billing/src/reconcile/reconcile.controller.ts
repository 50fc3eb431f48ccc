import { Controller } from '@nestjs/common'
import { MessagePattern, Payload, Transport } from '@nestjs/microservices'
import { QUEUES } from '@tollgate/messaging'
import { MONEY_MESSAGE_VERSION, MONEY_SUBJECTS, reconcileSchema } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyGate } from '../money/money-gate.js'
import type { Finding } from './finding.js'
import { ReconcileJob } from './reconcile.job.js'
import { ReconcileRepository } from './reconcile.repository.js'
import { ReconcileService } from './reconcile.service.js'

/** Somebody waits for the answer: what takes longer is looked at once a day. */
const TIMEOUT_MS = 5_000

@Controller()
export class ReconcileController {
  constructor(
    private readonly gate: MoneyGate,
    private readonly service: ReconcileService,
    private readonly repository: ReconcileRepository,
    private readonly job: ReconcileJob,
  ) {}

  @MessagePattern(MONEY_SUBJECTS.reconcile, Transport.NATS, { queue: QUEUES.billing })
  reconcile(@Payload() ask: Ask) {
    return this.gate.answer(ask, { operation: 'reconcile', schema: reconcileSchema }, async () => {
      const findings = [...(await this.service.checkRecent()), ...(await this.service.checkAll(TIMEOUT_MS))]
      const latest = [...new Map(findings.map((finding) => [finding.id, finding])).values()]
      await this.job.report(latest)
      const counts = await this.repository.readCounts()
      return {
        type: 'checked' as const,
        v: MONEY_MESSAGE_VERSION,
        checkedAtMs: Date.now(),
        invariants: latest.map(toMessage),
        leasesOpen: counts.leases_open,
        leasesDraining: counts.leases_draining,
        poison: counts.poison,
        unresolved: counts.unresolved,
      }
    })
  }
}

const toMessage = ({ id, says, brokenIds, failure }: Finding) => ({
  id,
  says,
  brokenIds,
  isChecked: failure === undefined,
})
