// Waits for background work of a system.
import { setTimeout as pause } from 'node:timers/promises'
import type { City } from './city.ts'

/**
 * Waits until a condition is true, because background work takes a moment. If the clock can be moved it keeps running meanwhile;
 * otherwise this waits for a minute at most.
 */
export const until = async <Found>(
  city: City,
  what: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> => {
  for (let attempt = 0; attempt < 40; attempt++) {
    const found = await look()
    if (found !== undefined) return found
    if (attempt % 10 === 9) await city.can.clock?.advance('PT30M')
    await pause(city.can.clock === undefined ? 1_500 : 100)
  }
  throw new Error(`It did not happen by itself: ${what}`)
}
