import type { ParamValue, ParamValues } from '../../../core/show/params.ts';
import type { Dashboard } from '../../dashboard.ts';
import { paced } from '../../pace.ts';

export const paramsCommands = ({ send, after }: Dashboard) => {
  const pace = paced<ParamValues>(
    after,
    params => void send({ type: 'params', params: { ...params } }),
    (waiting, newer) => ({ ...waiting, ...newer }),
  );
  const fadeTo = (params: ParamValues, fadeMs: number): void => {
    if (fadeMs === 0) pace.push(params);
    else void send({ type: 'params', params: { ...params }, fadeMs });
  };
  return {
    /** While a control is moved. A fade begins when it is let go. */
    drag: (name: string, value: ParamValue, fadeMs: number): void => {
      if (fadeMs === 0) pace.push({ [name]: value });
    },
    /** When it is let go; without a fade the drag has said it already. */
    dropped: (name: string, value: ParamValue, fadeMs: number): void => {
      if (fadeMs > 0) fadeTo({ [name]: value }, fadeMs);
    },
    set: (name: string, value: ParamValue, fadeMs: number): void => fadeTo({ [name]: value }, fadeMs),
    setAll: fadeTo,
  };
};
