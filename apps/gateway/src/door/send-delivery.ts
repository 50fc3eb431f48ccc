import type { FastifyReply } from 'fastify'
import type { Delivery } from '../exchange/delivery.js'

/** Fastify sends strings and bytes as they are, and pipes streams with back-pressure. */
export const sendDelivery = (reply: FastifyReply, { status, headers, body }: Delivery): FastifyReply =>
  reply.code(status).headers(headers).send(body)
