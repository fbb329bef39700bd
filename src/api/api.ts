import cookie from '@fastify/cookie'
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler } from 'fastify-type-provider-zod'
import { IdentityProvider } from '../access/oidc/identity-provider.ts'
import type { Admitted } from './access/admitted.ts'
import { Passwords } from './access/passwords.ts'
import { providerSignIn } from './access/provider-sign-in.ts'
import { session } from './access/session.ts'
import { tokens } from './access/tokens.ts'
import { user } from './access/user.ts'
import { users } from './access/users.ts'
import { admission } from './admission.ts'
import { alerts } from './alerts.ts'
import { allowedMethods } from './allowed-methods.ts'
import { answers } from './answers.ts'
import { asServed } from './as-served.ts'
import { auditLog } from './audit.ts'
import { channels } from './channels.ts'
import { compressedAnswer } from './compressed-answer.ts'
import { crm } from './crm/crm.ts'
import { asCallersWrite } from './crm/url.ts'
import { differences } from './differences.ts'
import { figures } from './figures.ts'
import { interfaces } from './interfaces.ts'
import { takingJson } from './json-body.ts'
import { cancel } from './messages/cancel.ts'
import { checkCorrected } from './messages/check.ts'
import { document } from './messages/document.ts'
import { edit } from './messages/edit.ts'
import { exportMessages } from './messages/export.ts'
import { list } from './messages/list.ts'
import { many } from './messages/many.ts'
import { payload } from './messages/payload.ts'
import { restart } from './messages/restart.ts'
import { show } from './messages/show.ts'
import { messageWaits } from './messages/waits.ts'
import { writes } from './messages/writes.ts'
import type { ApiNeeds } from './needs.ts'
import { objects } from './objects.ts'
import { overview } from './overview.ts'
import { pauses } from './pauses.ts'
import { answerNotFound, answerProblem } from './problem.ts'
import { queues } from './queues.ts'
import { refusals } from './refusals.ts'
import { testChannel } from './test-channel.ts'
import { tryDocument } from './try.ts'
import { validator } from './validator.ts'
import { valueMappingChanges } from './value-mappings/changes.ts'
import { valueMappingCsv } from './value-mappings/csv.ts'
import { listValueMappings } from './value-mappings/list.ts'
import { missingCodes } from './value-mappings/missing.ts'
import { resetValue } from './value-mappings/reset.ts'
import { setValue } from './value-mappings/set.ts'
import { showValueMapping } from './value-mappings/show.ts'
import { views } from './views.ts'
import { withoutQuery } from './without-query.ts'

/** The HTTP API below /api, with its description at /api/openapi.json and a page for people at /api/docs. */
export function api(needs: ApiNeeds & { readonly access: Admitted }): FastifyPluginAsync {
  return async (server: FastifyInstance) => {
    server.setValidatorCompiler(validator)
    server.setSerializerCompiler(serializerCompiler)
    server.setErrorHandler(answerProblem)
    takingJson(server)
    await server.register(cookie)
    const { sql, milliseconds } = needs
    const passwords = new Passwords({ sql, users: needs.access.users })
    const access = { ...needs.access, sql, passwords, milliseconds, provider: providerOf(needs.access) }
    await server.register(swagger, { openapi: description, transform: jsonSchemaTransform, transformObject })
    await server.register(
      async (below) => {
        below.addHook('onRequest', admission(access))
        below.addHook('onSend', compressedAnswer)
        below.addHook('onRoute', withoutQuery)
        below.setNotFoundHandler(answerNotFound(allowedMethods(below)))
        for (const route of [
          list,
          exportMessages,
          many,
          show,
          payload,
          writes,
          messageWaits,
          checkCorrected,
          restart,
          cancel,
          edit,
          document,
          tryDocument,
          objects,
          differences,
          interfaces,
          channels,
          answers,
          queues,
          refusals,
          overview,
          figures,
          alerts,
          pauses,
          testChannel,
          auditLog,
          views,
          listValueMappings,
          valueMappingChanges,
          valueMappingCsv,
          missingCodes,
          showValueMapping,
          setValue,
          resetValue,
          crm,
        ])
          route(below, needs)
        for (const route of [session, providerSignIn, users, user, tokens]) route(below, access)
        below.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
        await below.register(swaggerUi, {
          routePrefix: '/docs',
          theme: {
            title: 'Landbridge API',
            css: [{ filename: 'landbridge.css', content: '.swagger-ui .topbar { display: none }' }],
          },
        })
      },
      { prefix: '/api' },
    )
  }
}

function providerOf({ signIn, publicUrl }: Admitted): IdentityProvider | undefined {
  return signIn && publicUrl !== undefined ? new IdentityProvider(signIn, publicUrl) : undefined
}

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Landbridge',
    description: 'What arrived from SAP, what became of it, and what Dynamics 365 holds by our doing.',
    version: '1',
  },
  components: {
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic' },
      session: { type: 'apiKey', in: 'cookie', name: 'landbridge_session', description: 'What signIn sets' },
      bearer: {
        type: 'http',
        scheme: 'bearer',
        description: 'An API token; or an access token (JWT), where the settings name an issuer (oauth)',
      },
    },
  },
  security: [{ basic: [] }, { session: [] }, { bearer: [] }],
  tags: [
    { name: 'messages', description: 'Documents as they came, and their deliveries' },
    { name: 'objects', description: 'Business objects and the rows we wrote for them' },
    { name: 'value mappings', description: 'What codes of SAP are called in Dynamics 365' },
    { name: 'CRM API', description: 'Data sets by business names: check, create by POST, change by PATCH with the id, status' },
    { name: 'access', description: 'Who is signed in, and who may do what' },
    { name: 'running', description: 'What runs: interfaces, channels, queues' },
  ],
} satisfies FastifyDynamicSwaggerOptions['openapi']

/** Rows are named as OData names them, which the router cannot; the rest as it is served. */
const transformObject: NonNullable<FastifyDynamicSwaggerOptions['transformObject']> = (document) => {
  if (!('openapiObject' in document)) return document.swaggerObject
  const openapiObject = jsonSchemaTransformObject(document) as typeof document.openapiObject
  return { ...openapiObject, paths: asCallersWrite(asServed((openapiObject.paths ?? {}) as never)) } as typeof openapiObject
}
