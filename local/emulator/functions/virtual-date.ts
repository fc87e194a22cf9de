// Replaces this thread's `Date`, so that a bundle loaded afterwards reads only the virtual clock.
import { clockCells, virtualTime } from '../time/clock-cells.ts'

/** Patches the global `Date` (no arguments, `Date()`, `Date.now`); `performance.now` and timers are unchanged. */
export const installVirtualDate = (buffer: SharedArrayBuffer): void => {
  const MachineDate = globalThis.Date
  const machineNow = MachineDate.now
  const cells = clockCells(buffer)
  const now = () => virtualTime(cells, machineNow())
  const VirtualDate = new Proxy(MachineDate, {
    apply: () => new MachineDate(now()).toString(),
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  })
  Object.defineProperty(MachineDate.prototype, 'constructor', {
    value: VirtualDate,
    writable: true,
    configurable: true,
  })
  globalThis.Date = VirtualDate
}
