/** The items are still in conflict with other writes after all attempts: the caller answers 503 with Retry-After. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
}
