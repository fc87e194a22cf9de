// The city's figures: the shares of actions that the councils judged realised, dropped or continued.
import type { Area } from '../../kernel/area.ts'
import type { WardCode } from '../../kernel/ids.ts'
import type { Action } from './action.ts'

/** Numbers of actions, and each as a rounded percentage of `actions`. The percentages need not add up to 100. */
export type Shares = {
  readonly actions: number
  readonly realised: number
  readonly dropped: number
  readonly continuing: number
  readonly percentages: { readonly realised: number; readonly dropped: number; readonly continuing: number } | undefined
}

const groupOf = {
  realised: 'realised',
  dropped: 'dropped',
  agreed: 'continuing',
  'partly-realised': 'continuing',
  'not-realised': 'continuing',
  'carried-over': 'continuing',
  proposed: undefined,
  'not-taken-up': undefined,
} as const satisfies { readonly [Status in Action['status']]: 'realised' | 'dropped' | 'continuing' | undefined }

/** Whether an action is part of the agreement: neither a proposal, nor set aside. */
export const isTakenUp = ({ status }: Pick<Action, 'status'>): boolean => groupOf[status] !== undefined

/** A part of all in percent, rounded half up in integers, so that nothing is rounded twice. */
export const percentage = (part: number, all: number): number => Math.floor((200 * part + all) / (2 * all))

/** The outcomes of actions. A proposal that was not agreed is not an action of the agreement and does not count. */
export const sharesOf = (actions: readonly Pick<Action, 'status'>[]): Shares => {
  const counts = { realised: 0, dropped: 0, continuing: 0 }
  for (const { status } of actions) {
    const group = groupOf[status]
    if (group !== undefined) counts[group] += 1
  }
  const all = counts.realised + counts.dropped + counts.continuing
  const percentages =
    all === 0
      ? undefined
      : {
          realised: percentage(counts.realised, all),
          dropped: percentage(counts.dropped, all),
          continuing: percentage(counts.continuing, all),
        }
  return { actions: all, ...counts, percentages }
}

type Placed = { readonly code: WardCode; readonly area: Area }

/** Shares of a year for the city, each area and each ward, including wards without actions. */
export const sharesInCity = (
  actions: readonly Pick<Action, 'status' | 'wardCode' | 'year'>[],
  wards: readonly Placed[],
  year: number,
) => {
  const ofYear = actions.filter((action) => action.year === year)
  const of = (codes: readonly WardCode[]) => sharesOf(ofYear.filter(({ wardCode }) => codes.includes(wardCode)))
  const areas = [...new Set(wards.map(({ area }) => area))]
  return {
    city: of(wards.map(({ code }) => code)),
    areas: areas.map((area) => ({ area, ...of(wards.filter((ward) => ward.area === area).map(({ code }) => code)) })),
    wards: wards.map(({ code }) => ({ wardCode: code, ...of([code]) })),
  }
}
