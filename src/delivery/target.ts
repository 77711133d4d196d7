import { isIP } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** Names that mean the inside of some network, whatever they resolve to. */
const inside = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion)$/
/** Services above 1023 that may take a request for something else; of those below, only the web's own are allowed. */
const otherServices = new Set([1433, 1521, 2049, 2375, 2379, 3306, 3389, 5432, 5672, 5984, 6000, 6379, 6443, 6667])
const moreServices = new Set([9042, 9200, 9300, 10250, 11211, 27017])
const webPorts = new Set([80, 443])
const longestHost = 253

/** What speaks against sending to this URL by its looks alone; undefined: nothing, its addresses have yet to be seen. */
export const findFault = (target: string, allowPrivate: boolean): string | undefined => {
  const url = URL.canParse(target) ? new URL(target) : undefined
  const web = url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:')
  if (!web || url.username !== '' || url.password !== '') return 'is not an http or https URL without a user name'
  const host = hostOf(url)
  if (host.length > longestHost) return 'has a host name that is too long'
  if (allowPrivate) return undefined
  if (isIP(host) > 0) {
    if (isPrivateAddress(host)) return `is at ${host}, which is not a public address`
  } else if (inside.test(host) || !host.includes('.')) return 'names a host of the inside of a network'
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if ((port < 1024 && !webPorts.has(port)) || otherServices.has(port) || moreServices.has(port))
    return `has the port ${port}, where no webhook is expected`
  return undefined
}

/** Without brackets, and without the dot that may end a name. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
