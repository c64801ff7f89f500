import { offerCode } from './offerCode.js';
import { offerCopying } from './copying.js';
import { focusErrors } from './focusErrors.js';
import { followInbox } from './followInbox.js';
import { offerPasskeys } from './passkey.js';
import { followLight } from './followLight.js';
import { askForPatience } from './patience.js';
import { pollProcessing } from './pollProcessing.js';
import { offerReveal } from './reveal.js';
import { countDownResend } from './resend.js';
import { showStrength } from './strength.js';

// Every page works without this script; each part only adds comfort to elements that ask for it by a data attribute.
focusErrors();
offerReveal();
offerPasskeys();
offerCode();
offerCopying();
countDownResend();
showStrength();
pollProcessing();
followInbox();
followLight();
askForPatience();
