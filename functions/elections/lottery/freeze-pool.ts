// Consumer: freezes the pool of a lottery as soon as it is announced. The sweeper would do it within minutes.
import { lotteryChanged } from '../../../events/elections.ts'
import { getLottery } from '../../../shared/elections/lottery/store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { consume, on } from '../../runtime/consumer.ts'
import { openFreezing } from './freezing.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const freeze = openFreezing(environment)
  return consume(
    on(lotteryChanged, async ({ data: { electionId, wardCode, lottery, status } }, now) => {
      if (status !== 'announced') return
      const standing = await getLottery(table, electionId, wardCode, lottery)
      if (standing !== undefined) await freeze(standing, now)
    }),
  )
}
