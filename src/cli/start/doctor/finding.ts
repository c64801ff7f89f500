/** What was looked at, whether it is well, and what to do when it is not. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly todo?: string;
}

export const well = (name: string, detail: string): Finding => ({ name, ok: true, detail });

export const ill = (name: string, detail: string, todo: string): Finding => ({
  name,
  ok: false,
  detail,
  todo,
});
