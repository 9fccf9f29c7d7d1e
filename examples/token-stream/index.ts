// Streams an answer token by token as server-sent events, as chat completions are streamed.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";

const prompts = new AsyncLocalStorage<string>();

async function* tokens(): AsyncGenerator<string> {
  for (const word of `You said: ${prompts.getStore()}`.split(" ")) {
    await wait(5);
    yield word;
  }
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { prompt } = (await request.json()) as { prompt: string };
    const { readable, writable } = new TransformStream<string, string>();
    const writer = writable.getWriter();
    void prompts.run(prompt, async () => {
      for await (const delta of tokens()) await writer.write(`data: ${JSON.stringify({ delta })}\n\n`);
      await writer.write("data: [DONE]\n\n");
      await writer.close();
    });
    return new Response(readable.pipeThrough(new TextEncoderStream()), {
      headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
    });
  },
};
