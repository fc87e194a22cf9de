/** Somebody else is writing the same items, again and again: the caller answers 503 with Retry-After. */
export class BusyError extends Error {
  override readonly name = 'BusyError'
}
