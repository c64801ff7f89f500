/** What was looked at, whether it is well, and what to do when it is not; what is well may have something to do, too. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly todo?: string;
}

export const well = (name: string, detail: string): Finding => ({ name, ok: true, detail });

/** Nothing that keeps it from starting, but something will be missing. */
export const hint = (name: string, detail: string, todo: string): Finding => ({
  ...well(name, detail),
  todo,
});

export const ill = (name: string, detail: string, todo: string): Finding => ({
  name,
  ok: false,
  detail,
  todo,
});
