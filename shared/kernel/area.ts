// The parts of the city that the wards belong to.
import * as z from 'zod'

/** The fourteen areas (gebieden) of the city. */
export const Area = z
  .enum([
    'Charlois',
    'Delfshaven',
    'Feijenoord',
    'Hillegersberg-Schiebroek',
    'Hoek van Holland',
    'Hoogvliet',
    'IJsselmonde',
    'Kralingen-Crooswijk',
    'Noord',
    'Overschie',
    'Pernis',
    'Prins Alexander',
    'Rotterdam Centrum',
    'Rozenburg',
  ])
  .meta({ id: 'Area' })
export type Area = z.infer<typeof Area>
