import { BlockList, isIPv6 } from 'node:net'

/** Everything that is not the public internet: loopback, private, link-local, carrier NAT, multicast, documentation. */
const ranges4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
]
const ranges6 = [
  ...[
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
  ],
  ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]

const blocked = new BlockList()
for (const range of ranges4) blocked.addSubnet(...split(range), 'ipv4')
for (const range of ranges6) blocked.addSubnet(...split(range), 'ipv6')

/** Whether a request to this address would leave the public internet. IPv4 in IPv6 clothes is looked at as IPv4. */
export const isPrivateAddress = (address: string): boolean => {
  if (!isIPv6(address)) return blocked.check(address, 'ipv4')
  return blocked.check(address, 'ipv6')
}

function split(range: string): [string, number] {
  const [address = '', bits = ''] = range.split('/')
  return [address, Number(bits)]
}
