import * as z from 'zod'

/** The moments at which the windows of an election open and close, in their order. */
export const WindowMoment = z.enum(['nominations-opened', 'nominations-closed', 'polling-opened', 'polling-closed'])
export type WindowMoment = z.infer<typeof WindowMoment>
