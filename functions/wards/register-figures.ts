// Figures of the population register about a ward: entered by the election office, public to read.
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import * as operations from '../../shared/wards/register/operations.ts'
import { setRegisterFigure as decide, type RegisterFigure } from '../../shared/wards/register/register-figure.ts'
import * as figures from '../../shared/wards/register/store.ts'
import { reply } from '../runtime/http.ts'
import { about, listOf } from '../runtime/things.ts'
import { wardsIn } from './subjects.ts'

const present = ({ wardCode, date, residents, source }: RegisterFigure) => ({ wardCode, date, residents, source })

export const listRegisterFigures = (table: Table) =>
  listOf(
    operations.listRegisterFigures,
    wardsIn(table),
    ({ params, query }) => figures.listRegisterFigures(table, params.wardCode, query),
    present,
  )

export const getRegisterFigure = (table: Table) =>
  about(operations.getRegisterFigure, wardsIn(table), async ({ params: { wardCode, date } }) => {
    const figure = await figures.getRegisterFigure(table, wardCode, date)
    if (figure === undefined) return refuse('register-figure-not-found')
    return reply(200, present(figure), { version: figure.version })
  })

export const setRegisterFigure = (table: Table) =>
  about(operations.setRegisterFigure, wardsIn(table), async ({ params, body, ifMatch, now }) => {
    const standing = await figures.getRegisterFigure(table, params.wardCode, params.date)
    if ((standing?.version ?? 0) !== ifMatch) return refuse('changed-meanwhile')
    const decision = decide(params, standing, body, now)
    if (decision.refused) return decision
    const { value, events } = decision
    const saved = await save(table, now, figures.registerFigureChange(value, events))
    return saved.refused ? saved : reply(200, present(value), { version: value.version })
  })
