/** What the compiler says of a program that could not be linked, as one sentence. */
export function shaderProblem(
  gl: WebGLRenderingContext,
  program: WebGLProgram,
  vertex: WebGLShader,
  fragment: WebGLShader,
): string {
  const logs = [
    ['vertex shader', gl.getShaderInfoLog(vertex)],
    ['fragment shader', gl.getShaderInfoLog(fragment)],
    ['program', gl.getProgramInfoLog(program)],
  ] as const;
  const [part, log] = logs.find(([, text]) => firstLine(text) !== '') ?? ['program', 'no reason given'];
  return `a ${part} does not compile: ${firstLine(log)}`;
}

/** Some drivers end their logs with a zero byte. */
const firstLine = (log: string | null): string =>
  (log ?? '').replaceAll('\0', '').trim().split('\n', 1)[0] ?? '';
