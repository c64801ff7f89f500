import type { Reasons } from './reason.js';

/** What the applicant's device cannot do. */
export const deviceReasons = {
  'device.camera_unavailable': {
    disposition: 'retry',
    severity: 'low',
    check: 'device',
    aliases: ['stripe:device_not_supported'],
    operator: 'The device has no usable camera.',
  },
  'device.permission_denied': {
    disposition: 'retry',
    severity: 'low',
    check: 'device',
    aliases: ['stripe:device_not_supported'],
    operator: 'The browser was not allowed to use the camera.',
  },
  'device.unsupported_browser': {
    disposition: 'retry',
    severity: 'low',
    check: 'device',
    aliases: ['stripe:device_not_supported'],
    operator: 'The browser lacks what the step needs.',
  },
} as const satisfies Reasons;
