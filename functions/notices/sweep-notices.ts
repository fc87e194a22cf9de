// Every five minutes: mails the notices that are due, one mail for each mailbox: those of the day that are not urgent, those
// whose event was lost, and those that could not be mailed before.
import type { Environment } from '../../shared/kernel/environment.ts'
import type { Notice } from '../../shared/notices/notice.ts'
import { recipientIn, recipientKey } from '../../shared/notices/notice.ts'
import { listNoticesDue } from '../../shared/notices/store.ts'
import { log } from '../runtime/log.ts'
import { sweep } from '../runtime/sweeper.ts'
import { mailTogether, openDoors } from './sending.ts'

/** A mail of more would not be read to its end. The others follow in the next one. */
const maximumInOneMail = 50

type Pile = readonly [Notice, ...Notice[]]

const pilesOf = (notices: readonly Notice[]): readonly Pile[] => {
  const piles = new Map<string, Pile>()
  for (const notice of notices) {
    const { role, wardCode, department = '' } = notice
    const whose = `${recipientKey(recipientIn(role, wardCode))}#${department.trim().toLowerCase()}`
    const pile = piles.get(whose)
    if (pile === undefined) piles.set(whose, [notice])
    else if (pile.length < maximumInOneMail) piles.set(whose, [...pile, notice])
  }
  return [...piles.values()]
}

export const start = (environment: Environment) => {
  const doors = openDoors(environment)
  return sweep({
    name: 'sweep-notices',
    listDue: async (now) => pilesOf(await listNoticesDue(doors.table, now)),
    act: async (pile, now) => {
      const outcome = await mailTogether(doors, pile, now)
      if (outcome === 'no-address' || outcome === 'refused')
        log.error('notice-not-mailed', { code: outcome, wardCode: pile[0].wardCode, count: pile.length })
      return outcome === 'sent' || outcome === 'listed'
    },
    facts: ([{ wardCode }]) => ({ wardCode }),
  })
}
