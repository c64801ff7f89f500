/** A link or form target: a path on this origin, or an absolute URL of a partner. */
export type Href = string;
