// Who may use the control endpoints: programs of this machine, and pages that come from it.
import type { IncomingHttpHeaders } from 'node:http'

const ownNames = ['localhost', '127.0.0.1', '[::1]']

const isOwn = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && ownNames.includes(url.hostname)
}

/**
 * A page of anybody's could reach this port: by a name of its own that it lets point to this machine (its `Host` tells),
 * or by a form or a script that need not read the answer (its `Origin` tells). Both are sent by every browser.
 */
export const isLocalCaller = ({ host, origin }: IncomingHttpHeaders): boolean =>
  (host === undefined || isOwn(`http://${host}`)) && (origin === undefined || isOwn(origin))
