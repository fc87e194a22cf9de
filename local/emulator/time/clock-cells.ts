// The two numbers of the virtual clock, in memory shared by all threads, so that a change is visible without a message.

/** `[offset in ms, moment at which time stands still or 0]`. */
export type ClockCells = BigInt64Array<SharedArrayBuffer>

/** Cells over a new or a received buffer. */
export const clockCells = (buffer = new SharedArrayBuffer(16)): ClockCells => new BigInt64Array(buffer)

/** Virtual milliseconds since 1970, given the machine's own. */
export const virtualTime = (cells: ClockCells, machineTime: number): number => {
  const still = Atomics.load(cells, 1)
  return still === 0n ? machineTime + Number(Atomics.load(cells, 0)) : Number(still)
}
