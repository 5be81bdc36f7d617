import { expect, test } from 'vitest';
import { askRedis, findRedis, startRedis } from './redis.ts';

const redis = await findRedis();

test.skipIf(!redis)('TST-5 a redis-server that nobody installed starts, answers PING and ends', async () => {
  if (!redis) return;
  const running = await startRedis(redis);
  try {
    expect(await askRedis(running.port, 'PING')).toBe('+PONG');
  } finally {
    await running.close();
  }
  await expect(askRedis(running.port, 'PING')).rejects.toThrow();
});
