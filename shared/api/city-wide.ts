// The filters of lists of the whole city.
import { Area } from '../kernel/area.ts'
import { LocalDate, startOfDayInCity } from '../kernel/clock.ts'
import { WardCode } from '../kernel/ids.ts'

/** Query parameters of such a list. */
export const cityWideQuery = {
  wardCode: WardCode.optional(),
  area: Area.optional(),
  since: LocalDate.transform(startOfDayInCity)
    .optional()
    .meta({ description: 'From the beginning of this day in the city.' }),
}
