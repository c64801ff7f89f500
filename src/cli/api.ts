/** The control API, asked by the same client that test code has. */
export {
  request,
  requestAll,
  segment,
  type Answer,
  type Call,
  type Failure,
} from '../sdk/index.js';
