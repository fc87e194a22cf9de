// The permitted callers of the control endpoints: programs on this machine, and pages served from it.
import type { IncomingHttpHeaders } from 'node:http'

const ownNames = ['localhost', '127.0.0.1', '[::1]']

const isOwn = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && ownNames.includes(url.hostname)
}

/**
 * A foreign page could reach this port through a host name that resolves to this machine (shown by `Host`), or through a form
 * or a script that does not need to read the answer (shown by `Origin`). Every browser sends both headers.
 */
export const isLocalCaller = ({ host, origin }: IncomingHttpHeaders): boolean =>
  (host === undefined || isOwn(`http://${host}`)) && (origin === undefined || isOwn(origin))
