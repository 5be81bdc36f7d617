// What `npm start` runs. Plain JavaScript without imports: it must run before anything is installed.
import('tsx').then(
  () => import('./main.ts'),
  error => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write('mullion: Nothing is installed yet; run "npm ci" first.\n');
    process.exitCode = 1;
  },
);
