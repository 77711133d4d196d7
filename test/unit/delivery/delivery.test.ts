import { describe, expect, it } from 'vitest'
import { toCloudEvent } from '../../../src/delivery/cloud-event.ts'
import { decideDelivery } from '../../../src/delivery/decide-delivery.ts'
import { isPrivateAddress } from '../../../src/delivery/private-address.ts'

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
  ])('%s is not public', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2001:db8::1',
  ])('%s is not public', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false)
    },
  )
})

describe('decideDelivery', () => {
  it('takes any 2xx for delivered', () => {
    expect(decideDelivery({ status: 204 }, 1, 0.5)).toEqual({ status: 'delivered', lastStatus: 204 })
  })

  it('waits longer after each failure and gives up after the tenth', () => {
    const delays = Array.from({ length: 10 }, (_, index) => decideDelivery({ status: 503 }, index + 1, 0.5))

    expect(delays.map((decision) => ('delayMs' in decision ? decision.delayMs / 1000 : decision.status))).toEqual([
      5,
      300,
      1800,
      7200,
      18000,
      36000,
      50400,
      72000,
      86400,
      'dead',
    ])
  })

  it.each([
    [{ status: 302 }, 'ready'],
    [{ status: 404 }, 'ready'],
    [{ status: 410 }, 'dead'],
    [{ error: 'no answer', retryable: true }, 'ready'],
    [{ error: 'not a public address', retryable: false }, 'dead'],
  ] as const)('after %o a delivery is %s', (result, status) => {
    expect(decideDelivery(result, 1, 0.5).status).toBe(status)
  })
})

describe('toCloudEvent', () => {
  const event = {
    id: 'e-1',
    type: 'run.completed',
    subject: 'r-1',
    version: '0',
    data: { runId: 'r-1' },
    createdAt: new Date(0),
  }

  it('is an envelope of CloudEvents 1.0', () => {
    expect(toCloudEvent(event, 't-1')).toEqual({
      ...{ specversion: '1.0', id: 'e-1', source: '/tenants/t-1', type: 'run.completed', subject: 'r-1' },
      ...{ time: '1970-01-01T00:00:00.000Z', datacontenttype: 'application/json', data: { runId: 'r-1' } },
    })
  })

  it('carries the version of the record as its sequence', () => {
    expect(toCloudEvent({ ...event, version: '42' }, 't-1').sequence).toBe('42')
  })
})
