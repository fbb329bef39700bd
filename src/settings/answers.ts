import { z } from 'zod'
import { secretReference } from './secret.ts'

/** A system that is told what became of its IDocs, by a STATUS or ALEAUD IDoc, or (`XI`) of its XI messages that ask for it. */
export const answers = z
  .strictObject({
    system: z.string().min(1),
    /** `…/sap/bc/idoc_xml?sap-client=100`, or with `soap` `…/sap/bc/srt/idoc?sap-client=100`; of `XI` `…/sap/xi/engine?type=receiver&sap-client=100`. */
    url: z.url({ protocol: /^https?$/ }),
    user: z.string().min(1),
    password: secretReference,
    format: z.enum(['STATUS', 'ALEAUD', 'XI']).default('STATUS'),
    soap: z.boolean().default(false),
    /** Our logical system and port, as in SAP's partner profile (WE20) and port definition (WE21). */
    logicalSystem: z.string().min(1).default('LANDBRIDGE'),
    port: z.string().min(1).default('LANDBRIDGE'),
    /** SAP's own port: SAP and the system id, e.g. `SAPS4H`; IDocs need it. */
    receiverPort: z.string().default(''),
    /** Only these interfaces' documents are answered; all when empty. */
    interfaces: z.array(z.string()).default([]),
    timeoutMs: z.int().min(100).default(30_000),
  })
  .refine(({ format, receiverPort }) => format === 'XI' || receiverPort !== '', {
    path: ['receiverPort'],
    message: "must be SAP's own port, e.g. 'SAPS4H', as IDocs go to it",
  })
