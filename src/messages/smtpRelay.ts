import type { Transporter } from 'nodemailer';
import { SECOND } from '../platform/clock.js';
import type { MailRelay } from './ports.js';

const PATIENCE = 10 * SECOND;

/**
 * E-mail by SMTP (RFC 5321). `url`: `smtp[s]://user:password@host:port`; the library is loaded with the first mail, and
 * connections are kept while there is mail to send.
 */
export function createSmtpRelay(url: string, from: string): MailRelay {
  let transport: Promise<Transporter> | undefined;
  return {
    async send({ id, to, from: replyTo, subject, text, html }) {
      transport ??= open(url);
      await (
        await transport
      ).sendMail({ from, to, replyTo, subject, text, html, headers: { 'X-Standin-Message': id } });
    },
  };
}

async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
