import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'

export type Claims = Record<string, unknown>

export type IdentityProvider = {
  issuer: string
  /** How often its keys were fetched. */
  fetched: () => number
  sign: (claims: Claims, header?: { alg?: string; kid?: string }, key?: CryptoKey | Uint8Array) => Promise<string>
  /** The public key as text, with which a careless verifier could be fooled into a shared secret. */
  publicKey: () => Promise<string>
  close: () => Promise<void>
}

/** An OpenID Connect issuer on loopback: discovery, keys, and tokens with whatever claims a test wants. */
export const startIdentityProvider = async (): Promise<IdentityProvider> => {
  let fetched = 0
  const kid = 'first'
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/.well-known/openid-configuration')
      return void response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` }))
    fetched++
    response.end(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    fetched: () => fetched,
    sign: (claims, header = {}, key = privateKey) =>
      new SignJWT({ iss: issuer, ...claims }).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(key),
    publicKey: () => exportSPKI(publicKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
