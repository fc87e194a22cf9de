// Storage of the register figures of wards.
import type { DomainEvent } from '../../../events/envelope.ts'
import type { LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { type Listing, listPage } from '../../table/paging.ts'
import { getItem, type Key, queryPage } from '../../table/read.ts'
import { type Change, change } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { putVersion } from '../../table/write.ts'
import { wardKeys } from '../keys.ts'
import { RegisterFigure } from './register-figure.ts'

const prefix = 'REGISTER#'
const figureKey = (code: WardCode, date: LocalDate): Key => ({ pk: wardKeys.ofWard(code), sk: `${prefix}${date}` })

/** The figure of one day. Table, strong, 1 RCU. */
export const getRegisterFigure = (table: Table, code: WardCode, date: LocalDate): Promise<RegisterFigure | undefined> =>
  getItem(table, figureKey(code, date), RegisterFigure)

/** The figure that applies on a day: the newest not after it. Table, strong, one item, 1 RCU. */
export const getRegisterFigureOn = async (
  table: Table,
  code: WardCode,
  on: LocalDate,
): Promise<RegisterFigure | undefined> => {
  const range = { pk: wardKeys.ofWard(code), skFrom: prefix, skUpTo: `${prefix}${on}`, order: 'descending' } as const
  const { items } = await queryPage(table, range, RegisterFigure, 1)
  return items[0]
}

/** The figures of a ward, the newest first. Table, strong, 1 RCU per 4 KB. */
export const listRegisterFigures = (
  table: Table,
  code: WardCode,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Listing<RegisterFigure> | 'invalid-cursor'> =>
  listPage(table, { pk: wardKeys.ofWard(code), skPrefix: prefix, order: 'descending' }, RegisterFigure, page)

/** Sets or corrects a figure, if it is still the previous version. 1 item of a transaction, 4 WCU with its event. */
export const registerFigureChange = (
  figure: RegisterFigure,
  events: readonly DomainEvent[],
): Change<'changed-meanwhile'> =>
  change([putVersion({ ...figureKey(figure.wardCode, figure.date), ...figure })], events, 'changed-meanwhile')
