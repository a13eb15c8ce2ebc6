/** The project's own lint rules: what a reviewer would otherwise have to look for. */

const MAX_FUNCTION_LINES = 60;

type FunctionNode =
  | Deno.lint.FunctionDeclaration
  | Deno.lint.FunctionExpression
  | Deno.lint.ArrowFunctionExpression;

/** Tests and benchmarks describe, so their outer functions may be long; the program's may not. */
const isProgram = (filename: string) => /\/(lib|routes|islands|workers)\/|\/(main|dev)\.ts$/.test(filename);

const maxFunctionLines: Deno.lint.Rule = {
  create(context) {
    if (!isProgram(context.filename)) return {};
    const check = (node: FunctionNode) => {
      const lines = context.sourceCode.getText(node).split("\n").length;
      if (lines <= MAX_FUNCTION_LINES) return;
      context.report({
        node,
        message: `A function of ${lines} lines, at most ${MAX_FUNCTION_LINES} are read in one go`,
        hint: "Give its parts names",
      });
    };
    return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
  },
};

const envOnlyInMain: Deno.lint.Rule = {
  create(context) {
    if (!isProgram(context.filename) || /\/(main|dev)\.ts$/.test(context.filename)) return {};
    return {
      'MemberExpression[object.name="Deno"][property.name="env"]'(node: Deno.lint.MemberExpression) {
        context.report({
          node,
          message: "The environment is read once, in main.ts",
          hint: "Take the value as an argument",
        });
      },
    };
  },
};

const workerOnlyInMain: Deno.lint.Rule = {
  create(context) {
    if (!isProgram(context.filename) || context.filename.endsWith("/main.ts")) return {};
    return {
      'NewExpression[callee.name="Worker"]'(node: Deno.lint.NewExpression) {
        context.report({
          node,
          message: "Workers are named in main.ts and started by the supervisor",
          hint: "An error in a worker that nobody supervises ends the process",
        });
      },
    };
  },
};

export default {
  name: "house",
  rules: {
    "max-function-lines": maxFunctionLines,
    "env-only-in-main": envOnlyInMain,
    "worker-only-in-main": workerOnlyInMain,
  },
} satisfies Deno.lint.Plugin;
