import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identityProvider } from '../../test/support/identity-provider.ts'
import { checkSignIn } from './check-sign-in.ts'

const publicUrl = 'https://landbridge.example'

test('check says whether the provider is there, and which redirect address it must have', async (t) => {
  const { settings, close } = await identityProvider(t, publicUrl)
  assert.deepEqual(await checkSignIn({ signIn: settings, publicUrl }), [
    {
      ok: true,
      text: 'Contoso signs people in; it must have https://landbridge.example/api/sign-in/callback as a redirect address',
    },
  ])
  const nowhere = { ...settings, issuer: `${settings.issuer}/nowhere` }
  const [wrong] = await checkSignIn({ signIn: nowhere, publicUrl })
  assert.equal(wrong?.ok, false)
  assert.match(wrong?.text ?? '', /^Nobody can sign in by Contoso, signIn\.issuer .*\/nowhere: .* answered 404$/)
  close()
  const [away] = await checkSignIn({ signIn: settings, publicUrl })
  assert.match(away?.text ?? '', /it cannot be reached: .*ECONNREFUSED/)
})

test('where nobody signs in elsewhere, check needs no line for it', async () => {
  assert.deepEqual(await checkSignIn({ publicUrl }), [])
})
