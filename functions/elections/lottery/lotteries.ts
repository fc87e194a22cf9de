// How lotteries are found for the pipelines.
import type { Lottery } from '../../../shared/elections/lottery/lottery.ts'
import { getLottery, keptLotteries } from '../../../shared/elections/lottery/store.ts'
import type { ElectionId, WardCode } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Keeper } from '../../runtime/things.ts'

type OfLottery = { readonly electionId: ElectionId; readonly wardCode: WardCode; readonly lottery: string }

export const lotteriesIn = (table: Table): Keeper<OfLottery, Lottery> => ({
  table,
  kept: keptLotteries,
  find: ({ electionId, wardCode, lottery }) => getLottery(table, electionId, wardCode, Number(lottery)),
  wardOf: ({ wardCode }) => wardCode,
})
