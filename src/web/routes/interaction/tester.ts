import type { AuthenticatorKind } from '../../../assurance/index.js';
import type { Clock } from '../../../platform/clock.js';
import { isOperator, placeOf } from '../../requestState.js';
import { matchOf } from '../tester/testerBar.js';
import type { TesterTools } from '../tester/testerTools.js';
import type { Exchange, InteractionPage } from './exchange.js';
import { seeOther } from '../../seeOther.js';

/** Where the tester's bar posts to: whoever is no operator is refused. */
export const testerPage = (tools: TesterTools, clock: Clock): InteractionPage => ({
  name: 'tester',
  fits: () => true,
  show: (exchange) => exchange.goOn(),
  posts: {
    'sign-in': async (exchange) => {
      refuseStrangers(exchange);
      const sandbox = placeOf(exchange.ctx).id;
      const player = await tools.find(sandbox, exchange.form.get('person', 254));
      if (!player) return exchange.ctx.throw(409, 'cannot_sign_in_as');
      const hasApp = (await tools.totp.currentCode(sandbox, player.id)) !== undefined;
      const kinds: readonly AuthenticatorKind[] = [
        'password',
        ...(hasApp ? ['totp' as const] : []),
      ];
      const at = clock.now();
      const used = kinds.map((kind) => ({ kind, at }));
      await exchange.advance(() => ({ account: player.uuid, used }));
      exchange.goOn();
    },
    outcome: async (exchange) => {
      refuseStrangers(exchange);
      const { ctx, form, signIn, path } = exchange;
      const match = matchOf(signIn);
      const result = form.get('result', 100);
      const script = { match, step: form.get('step', 40), results: [result] };
      const armed = match && (await tools.askControl(placeOf(ctx), '/outcomes', script));
      if (!armed?.ok) return ctx.throw(400, 'outcome_unknown');
      const back = /^[a-z-]{1,40}$/.exec(form.get('back'))?.[0] ?? '';
      seeOther(ctx, `${path(back)}?${new URLSearchParams({ armed: result }).toString()}`);
    },
  },
});

function refuseStrangers({ ctx }: Exchange): void {
  if (!isOperator(ctx)) ctx.throw(403, 'operators_only');
}
