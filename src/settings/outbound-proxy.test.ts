import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { proxyName } from '../message/outbound-proxy.ts'
import { outboundProxy } from './outbound-proxy.ts'

const names = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']
const before = names.map((name) => [name, process.env[name]] as const)
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
})

const url = 'http://landbridge:secret@proxy.contoso.com:8080'

test('HTTPS_PROXY and NO_PROXY say what goes through which proxy; this machine is never asked through it', () => {
  for (const [given, except] of [
    [{ HTTPS_PROXY: url }, 'localhost,127.0.0.1,[::1]'],
    [{ https_proxy: url, no_proxy: '.contoso.com' }, '.contoso.com,localhost,127.0.0.1,[::1]'],
    [{ HTTPS_PROXY: url, NO_PROXY: '*' }, '*'],
  ] as const) {
    for (const name of names) delete process.env[name]
    Object.assign(process.env, given)
    assert.deepEqual(outboundProxy(), { url, except })
  }
})

test('without HTTPS_PROXY everything is asked directly', () => {
  for (const name of names) delete process.env[name]
  process.env.NO_PROXY = '.contoso.com'
  assert.equal(outboundProxy(), undefined)
})

test('an address that is none of a proxy is refused without its password being told', () => {
  for (const wrong of ['proxy.contoso.com:8080', 'socks5://landbridge:secret@proxy', 'nothing']) {
    process.env.https_proxy = wrong
    assert.throws(
      outboundProxy,
      (error: Error) => /^HTTPS_PROXY must look like http:/.test(error.message) && !/secret/.test(error.message),
    )
  }
})

test('a proxy is called by its host and port', () => {
  assert.equal(proxyName({ url, except: '' }), 'proxy.contoso.com:8080')
})
