import { defineScene } from 'mullion/scene';

/** Can be set up, and throws as soon as it is drawn while it runs. */
export default defineScene({
  title: 'Faulty',
  view: 'flat',
  setup: () => null,
  frame(_, { time }) {
    if (time > 0) throw new Error('the lamp is out');
  },
});
